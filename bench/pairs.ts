// Two sides that talk, each in a process of its own: bursts and single messages are measured here, by one of them.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Network } from '../commons/net/connection.ts';
import { readLine } from '../peer/commands/read-line.ts';
import type { EncryptionPolicy, Report } from '../peer/reports.ts';
import { AcknowledgedSender } from './acknowledged-pair.ts';
import { type BareObject, dialBare, ECHO, LAST, type Way } from './bare.ts';
import { joinIrc } from './irc.ts';
import { startPeer } from './peer.ts';
import { inRounds } from './progress.ts';
import type { Said, SideKind } from './side.ts';
import { median, quantile } from './statistics.ts';
import { joinRelay } from './ws.ts';

/** One pair: sends a burst and says how long it took; sends one message to and fro and says how long that took. */
export interface Pair {
  burst(messages: number): Promise<number>;
  roundTrip(): Promise<number>;
  end(): void;
}

export interface Counts {
  readonly rounds: number;
  readonly messages: number;
  readonly roundTrips: number;
}

/** Size of one object on the wire, the newline included. */
export const WIRE_BYTES = 200;

const empty = {
  cmd: 'MESSAGE',
  room: null,
  username: 'ana',
  content: '',
  id: 'V1StGXR8_Z5jdHi6B-myT',
  sent_at: '2026-01-01T12:00:00.000Z',
};
const CONTENT = 'x'.repeat(WIRE_BYTES - 1 - JSON.stringify(empty).length);

/** An object like the one that our peers write for such a message, so that both sides parse the same. */
export const wireObject = (room: string | null): BareObject => {
  const object = { ...empty, room, content: CONTENT };
  return object;
};

const now = (): number => performance.now();

/** A pair, and what it came to. */
export class Contender {
  readonly pair: Pair;
  readonly #rates: number[] = [];
  readonly #latenciesUs: number[] = [];

  constructor(pair: Pair) {
    this.pair = pair;
  }

  get perSecond(): number {
    return median(this.#rates);
  }

  /** One way: half a round trip. */
  get p50Us(): number {
    return median(this.#latenciesUs);
  }

  async run({ messages, roundTrips }: Counts, isCounted: boolean): Promise<void> {
    const ms = await this.pair.burst(messages);
    const times: number[] = [];
    for (let count = 0; count < roundTrips; count += 1) times.push(await this.pair.roundTrip());
    if (!isCounted) return;
    this.#rates.push((messages * 1000) / ms);
    this.#latenciesUs.push((quantile(times, 0.5) * 1000) / 2);
  }
}

/** Rounds alternate, so that a machine that slows down slows down all. */
export async function compare(what: string, contenders: readonly Contender[], counts: Counts): Promise<void> {
  await inRounds(what, counts.rounds, async (isCounted) => {
    for (const contender of contenders) await contender.run(counts, isCounted);
  });
  for (const { pair } of contenders) pair.end();
}

export async function otherSide(kind: SideKind, ...args: string[]): Promise<{ child: ChildProcess; said: Said }> {
  const child = fork(fileURLToPath(new URL('./side.js', import.meta.url)), [kind, ...args]);
  const [said] = (await once(child, 'message')) as [Said];
  return { child, said };
}

/** One write a message, over node:net or (`tls`) node:tls. */
export async function barePair(kind: 'plain' | 'tls'): Promise<Pair> {
  const { child, said } = await otherSide(kind);
  return pairOver(await dialBare(said.port ?? 0, kind === 'tls'), child);
}

/** As our peers, but for all that is not ids, a window and acknowledgements: over node:net or (`tls`) node:tls. */
export async function acknowledgedPair(kind: 'plain' | 'tls'): Promise<Pair> {
  const isSecure = kind === 'tls';
  const { child, said } = await otherSide(isSecure ? 'acknowledgingTls' : 'acknowledgingPlain', '0', CONTENT);
  const sender = await AcknowledgedSender.dial(said.port ?? 0, isSecure, CONTENT);
  const timed = async (work: Promise<void>): Promise<number> => {
    const startedAt = now();
    await work;
    return now() - startedAt;
  };
  return {
    burst: (messages) => timed(sender.burst(messages)),
    roundTrip: () => timed(sender.roundTrip()),
    end() {
      sender.end();
      child.kill();
    },
  };
}

/** Through the ngircd at `port`. */
export async function ircPair(port: number): Promise<Pair> {
  const { child } = await otherSide('irc', String(port));
  return pairOver(await joinIrc(port, 'ana'), child);
}

/** Through a relay of WebSockets, or null if there is none on this machine. */
export async function wsPair(): Promise<Pair | null> {
  const { child: relay, said } = await otherSide('relay');
  if (typeof said.port !== 'number') {
    relay.kill();
    return null;
  }
  const { child } = await otherSide('ws', String(said.port));
  return pairOver(await joinRelay(said.port), child, relay);
}

function pairOver(way: Way, ...children: ChildProcess[]): Pair {
  const answered = (): Promise<void> =>
    new Promise((resolve) => {
      way.heard = () => resolve();
    });
  return {
    async burst(messages) {
      const startedAt = now();
      for (let count = 1; count < messages; count += 1) if (!way.send(wireObject(null))) await way.drain();
      const answer = answered();
      way.send(wireObject(LAST));
      await answer;
      return now() - startedAt;
    },
    async roundTrip() {
      const startedAt = now();
      const answer = answered();
      way.send(wireObject(ECHO));
      await answer;
      return now() - startedAt;
    },
    end() {
      way.end();
      for (const child of children) child.kill();
    },
  };
}

/** Two of our peers; the one here uses `network`. */
export async function peerPair(trackerPort: number, encryption: EncryptionPolicy, network?: Network): Promise<Pair> {
  const { child } = await otherSide('peer', String(trackerPort), encryption);
  let delivered = 0;
  let wanted = 0;
  let heard: () => void = () => {};
  const report = (what: Report): void => {
    if (what.event === 'message') heard();
    else if (what.event === 'delivered') {
      delivered += 1;
      if (delivered === wanted) heard();
    }
  };
  const ana = await startPeer('ana', trackerPort, report, encryption, network);
  const isDone = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  const linked = isDone();
  wanted = 1;
  ana.intend(readLine('/msg bob hello'));
  await linked;
  return {
    /** Until the last message is acknowledged, and so was heard. */
    async burst(messages) {
      const startedAt = now();
      wanted = delivered + messages;
      const done = isDone();
      for (let count = 1; count <= messages; count += 1) {
        ana.intend(readLine(CONTENT));
        if (ana.isCongested) await ana.uncongested();
      }
      await done;
      return now() - startedAt;
    },
    async roundTrip() {
      const startedAt = now();
      wanted = Number.NaN;
      const answer = isDone();
      ana.intend(readLine(`${ECHO} ${CONTENT.slice(ECHO.length + 1)}`));
      await answer;
      return now() - startedAt;
    },
    end: () => {
      ana.quit(0);
      child.kill();
    },
  };
}
