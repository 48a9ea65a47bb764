// Messages a second and one-way latency between two peers, beside a bare pair of sockets in the same run. Both sides of
// each pair are processes of their own; rounds alternate, so that a machine that slows down slows down both.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PeerService } from '../peer/peer-service.ts';
import type { Report } from '../peer/reports.ts';
import { BARE, countLines, ECHO, LAST } from './bare.ts';
import type { Figure } from './figures.ts';
import { startPeer } from './peer.ts';
import { median, quantile } from './statistics.ts';
import { startTracker } from './tracker.ts';

export interface Counts {
  readonly rounds: number;
  readonly messages: number;
  readonly roundTrips: number;
}

/** One pair: sends a burst and says how long it took; sends one message to and fro and says how long that took. */
interface Pair {
  burst(messages: number): Promise<number>;
  roundTrip(): Promise<number>;
  end(): void;
}

/** Size of one object on the wire, the newline included. */
const WIRE_BYTES = 200;

const now = (): number => performance.now();

export async function measureMessages({ rounds, messages, roundTrips }: Counts): Promise<Figure[]> {
  const tracker = await startTracker();
  const bare = await barePair();
  const peers = await peerPair(tracker.port);
  const rates = { bare: [] as number[], peers: [] as number[] };
  const latencies = { bare: [] as number[], peers: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, pair] of Object.entries({ bare, peers }) as [keyof typeof rates, Pair][]) {
      const ms = await pair.burst(messages);
      const times: number[] = [];
      for (let count = 0; count < roundTrips; count += 1) times.push(await pair.roundTrip());
      if (round < 0) continue; // The first round only warms up.
      rates[name].push((messages * 1000) / ms);
      latencies[name].push((quantile(times, 0.5) * 1000) / 2);
    }
  }
  for (const pair of [bare, peers]) pair.end();
  await tracker.stop();
  return [
    {
      what: `messages of ${WIRE_BYTES} bytes a second between two peers`,
      unit: '/s',
      ours: median(rates.peers),
      baseline: median(rates.bare),
      goal: { atLeast: 0.8 },
    },
    {
      what: 'one-way p50 (half a round trip)',
      unit: 'us',
      ours: median(latencies.peers),
      baseline: median(latencies.bare),
      goal: { atMost: 1.15 },
    },
  ];
}

async function otherSide(...args: string[]): Promise<{ child: ChildProcess; said: { port?: number } }> {
  const child = fork(fileURLToPath(new URL('./side.js', import.meta.url)), args);
  const [said] = (await once(child, 'message')) as [{ port?: number }];
  return { child, said };
}

async function barePair(): Promise<Pair> {
  const { child, said } = await otherSide('bare');
  const socket: Socket = connect({ host: BARE, port: said.port ?? 0, noDelay: true });
  await once(socket, 'connect');
  let heard: () => void = () => {};
  countLines(socket, () => heard());
  const answered = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  return {
    async burst(messages) {
      const startedAt = now();
      for (let count = 1; count <= messages; count += 1) {
        const room = count === messages ? LAST : null;
        if (!socket.write(`${JSON.stringify(wireObject(room))}\n`)) await once(socket, 'drain');
      }
      await answered();
      return now() - startedAt;
    },
    async roundTrip() {
      const startedAt = now();
      const answer = answered();
      socket.write(`${JSON.stringify(wireObject(ECHO))}\n`);
      await answer;
      return now() - startedAt;
    },
    end: () => child.kill(),
  };
}

async function peerPair(trackerPort: number): Promise<Pair> {
  const { child } = await otherSide('peer', String(trackerPort));
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
  const ana: PeerService = await startPeer('ana', trackerPort, report);
  const isDone = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  const linked = isDone();
  wanted = 1;
  ana.enter('/msg bob hello');
  await linked;
  const content = 'x'.repeat(WIRE_BYTES - Buffer.byteLength(JSON.stringify(wireObject(null))) - 1 + contentBytes());
  return {
    /** Until the last message is acknowledged, and so was heard. */
    async burst(messages) {
      const startedAt = now();
      wanted = delivered + messages;
      const done = isDone();
      for (let count = 1; count <= messages; count += 1) {
        ana.enter(content);
        if (ana.isCongested) await ana.uncongested();
      }
      await done;
      return now() - startedAt;
    },
    async roundTrip() {
      const startedAt = now();
      wanted = Number.NaN;
      const answer = isDone();
      ana.enter(`${ECHO} ${content.slice(ECHO.length + 1)}`);
      await answer;
      return now() - startedAt;
    },
    end: () => {
      ana.quit(0);
      child.kill();
    },
  };
}

/** An object like the one that our peers write for such a message, so that both sides parse the same. */
function wireObject(room: string | null): object {
  const shared = { cmd: 'MESSAGE', room, username: 'ana', content: 'x'.repeat(contentBytes()) };
  return { ...shared, id: 'V1StGXR8_Z5jdHi6B-myT', sent_at: '2026-01-01T12:00:00.000Z' };
}

function contentBytes(): number {
  const empty = { cmd: 'MESSAGE', room: null, username: 'ana', content: '', id: 'V1StGXR8_Z5jdHi6B-myT' };
  return WIRE_BYTES - 1 - JSON.stringify({ ...empty, sent_at: '2026-01-01T12:00:00.000Z' }).length;
}
