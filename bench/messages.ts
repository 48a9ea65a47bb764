// Messages a second and one-way latency between two peers, beside a bare pair of sockets in the same run: in plaintext,
// and encrypted; then also beside people who chat through a server.

import type { Figure, Measured } from './figures.ts';
import { withNgircd } from './irc.ts';
import { barePair, Contender, type Counts, compare, ircPair, peerPair, WIRE_BYTES, wsPair } from './pairs.ts';
import { startTracker } from './tracker.ts';

export async function measureMessages(counts: Counts): Promise<Measured> {
  const tracker = await startTracker();
  const [ours, bare] = [new Contender(await peerPair(tracker.port, 'off')), new Contender(await barePair('plain'))];
  await compare('messages', [bare, ours], counts);
  await tracker.stop();
  return {
    figures: [
      rate(`messages of ${WIRE_BYTES} bytes a second between two peers`, ours, bare, 0.8),
      latency('one-way p50 (half a round trip)', ours, bare, 1.15),
    ],
    remarks: [],
  };
}

export async function measureEncrypted(counts: Counts): Promise<Measured> {
  return withNgircd(async (ngircdPort) => {
    const tracker = await startTracker();
    const ours = new Contender(await peerPair(tracker.port, 'require'));
    const [plain, tls] = [new Contender(await barePair('plain')), new Contender(await barePair('tls'))];
    const [viaRelay, viaNgircd] = [await wsPair(), ngircdPort === null ? null : await ircPair(ngircdPort)];
    const relay = viaRelay && new Contender(viaRelay);
    const ngircd = viaNgircd && new Contender(viaNgircd);
    await compare(
      'encrypted',
      [plain, tls, ours, relay, ngircd].filter((one) => one !== null),
      counts,
    );
    await tracker.stop();
    return {
      figures: [
        rate(`encrypted messages of ${WIRE_BYTES} bytes a second, beside a bare pair of node:tls`, ours, tls, 0.8),
        ...(relay ? [rate('  beside two clients of a WebSocket relay (ws), in plaintext', ours, relay, 8)] : []),
        ...(ngircd ? [rate('  beside two clients of ngircd, in plaintext', ours, ngircd, 5)] : []),
        latency('one-way p50 of an encrypted message, beside a bare pair of node:net', ours, plain, 1.15),
        latency('  beside a bare pair of node:tls', ours, tls, null),
        ...(ngircd ? [latency('  beside two clients of ngircd, in plaintext', ours, ngircd, 0.7)] : []),
      ],
      remarks: [
        'Encrypted messages: everybody writes and parses the same objects; only our peers also acknowledge each.',
        ...(relay ? [] : ['Encrypted messages: not beside a WebSocket relay, since the package ws is missing here.']),
        ...(ngircd ? [] : ['Encrypted messages: not beside ngircd, since it is missing here.']),
      ],
    };
  });
}

function rate(what: string, ours: Contender, baseline: Contender, atLeast: number): Figure {
  return { what, unit: '/s', ours: ours.perSecond, baseline: baseline.perSecond, goal: { atLeast } };
}

function latency(what: string, ours: Contender, baseline: Contender, atMost: number | null): Figure {
  return { what, unit: 'us', ours: ours.p50Us, baseline: baseline.p50Us, goal: atMost === null ? null : { atMost } };
}
