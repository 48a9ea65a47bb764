// Messages a second and one-way latency between two peers, beside a bare pair of sockets in the same run: in plaintext,
// and encrypted; then also beside people who chat through a server.

import type { Figure, Measured } from './figures.ts';
import { withNgircd } from './irc.ts';
import {
  acknowledgedPair,
  barePair,
  Contender,
  type Counts,
  compare,
  ircPair,
  peerPair,
  WIRE_BYTES,
  wsPair,
} from './pairs.ts';
import { startTracker } from './tracker.ts';

export async function measureMessages(counts: Counts): Promise<Measured> {
  const tracker = await startTracker();
  const ours = new Contender(await peerPair(tracker.port, 'off'));
  const [bare, fair] = [new Contender(await barePair('plain')), new Contender(await acknowledgedPair('plain'))];
  await compare('messages', [bare, fair, ours], counts);
  await tracker.stop();
  return {
    figures: [
      rate(
        `messages of ${WIRE_BYTES} bytes a second between two peers, beside a pair that acknowledges`,
        ours,
        fair,
        null,
      ),
      rate('  beside a bare pair of node:net', ours, bare, null),
      latency('one-way p50 (half a round trip), beside a bare pair of node:net', ours, bare, 1.35),
      latency('  beside a pair that acknowledges', ours, fair, null),
    ],
    remarks: [],
  };
}

export async function measureEncrypted(counts: Counts): Promise<Measured> {
  return withNgircd(async (ngircdPort) => {
    const tracker = await startTracker();
    const ours = new Contender(await peerPair(tracker.port, 'require'));
    const [plain, tls] = [new Contender(await barePair('plain')), new Contender(await barePair('tls'))];
    const fair = new Contender(await acknowledgedPair('tls'));
    const [viaRelay, viaNgircd] = [await wsPair(), ngircdPort === null ? null : await ircPair(ngircdPort)];
    const relay = viaRelay && new Contender(viaRelay);
    const ngircd = viaNgircd && new Contender(viaNgircd);
    await compare(
      'encrypted',
      [plain, tls, fair, ours, relay, ngircd].filter((one) => one !== null),
      counts,
    );
    await tracker.stop();
    return {
      figures: [
        rate(
          `encrypted messages of ${WIRE_BYTES} bytes a second, beside a TLS pair that acknowledges`,
          ours,
          fair,
          0.58,
        ),
        rate('  beside a bare pair of node:tls', ours, tls, null),
        ...(relay ? [rate('  beside two clients of a WebSocket relay (ws), in plaintext', ours, relay, null)] : []),
        ...(ngircd ? [rate('  beside two clients of ngircd, in plaintext', ours, ngircd, null)] : []),
        latency('one-way p50 of an encrypted message, beside a bare pair of node:tls', ours, tls, 1.4),
        latency('  beside a TLS pair that acknowledges', ours, fair, null),
        latency('  beside a bare pair of node:net', ours, plain, null),
        ...(ngircd ? [latency('  beside two clients of ngircd, in plaintext', ours, ngircd, 1)] : []),
      ],
      remarks: [
        'The pair that acknowledges is the fair baseline of a rate: each of its messages has an id and a time, waits in ' +
          'a window and is acknowledged, as ours. A bare pair sends one constant object and hears nothing back.',
        'A bare pair is the fair baseline of a latency: nobody waits for an acknowledgement.',
        ...(relay ? [] : ['Encrypted messages: not beside a WebSocket relay, since the package ws is missing here.']),
        ...(ngircd ? [] : ['Encrypted messages: not beside ngircd, since it is missing here.']),
      ],
    };
  });
}

function rate(what: string, ours: Contender, baseline: Contender, atLeast: number | null): Figure {
  const goal = atLeast === null ? null : { atLeast };
  return { what, unit: '/s', ours: ours.perSecond, baseline: baseline.perSecond, goal };
}

function latency(what: string, ours: Contender, baseline: Contender, atMost: number | null): Figure {
  return { what, unit: 'us', ours: ours.p50Us, baseline: baseline.p50Us, goal: atMost === null ? null : { atMost } };
}
