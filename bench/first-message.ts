// A user joins a room and sends a message to its members: the time from /join to its arrival. That is the
// tracker's answer, the dial, the handshake, HELLO both ways, the message and its acknowledgement.

import { once } from 'node:events';
import { readLine } from '../peer/commands/read-line.ts';
import type { Report } from '../peer/reports.ts';
import { dialBare, LAST } from './bare.ts';
import { Child } from './child.ts';
import type { Measured } from './figures.ts';
import { otherSide, wireObject } from './pairs.ts';
import { startPeer } from './peer.ts';
import { say } from './progress.ts';
import type { ServerQuestions } from './server.ts';
import { median, quantile } from './statistics.ts';

const ROOM = 'bench';

/** Pause after leaving: the other side has to have noticed too. */
const SETTLE_MS = 20;

/** The first few only warm up. */
const WARM_UP = 0.2;

export async function measureFirstMessage({ times }: { readonly times: number }): Promise<Measured> {
  say(`first message: ${times} times`);
  const [ours, bare] = [await peers(), await bareDials()];
  const ms = { ours: [] as number[], bare: [] as number[] };
  const warmUp = Math.ceil(times * WARM_UP);
  for (let time = -warmUp; time < times; time += 1) {
    const [oursMs, bareMs] = [await ours.once(), await bare.once()];
    if (time < 0) continue;
    ms.ours.push(oursMs);
    ms.bare.push(bareMs);
  }
  await Promise.all([ours.end(), bare.end()]);
  return {
    figures: [
      {
        what: 'first encrypted message after /join, p50, beside a bare dial of node:tls and an echo',
        unit: 'ms',
        ours: median(ms.ours),
        baseline: median(ms.bare),
        goal: { below: 25 },
      },
      {
        what: '  p95',
        unit: 'ms',
        ours: quantile(ms.ours, 0.95),
        baseline: quantile(ms.bare, 0.95),
        goal: { below: 25 },
      },
    ],
    remarks: [],
  };
}

interface Repeated {
  /** How many ms it took. */
  once(): Promise<number>;
  end(): Promise<void>;
}

async function peers(): Promise<Repeated> {
  const tracker = await Child.start<ServerQuestions>('./server.js', { args: ['tracker'] });
  const port = await tracker.ask('port');
  const { child } = await otherSide('peer', String(port), 'require');
  let reported: (what: Report) => void = () => {};
  const ana = await startPeer('ana', port, (what) => reported(what), 'require');
  const when = (isIt: (what: Report) => boolean): Promise<void> =>
    new Promise((resolve) => {
      reported = (what) => isIt(what) && resolve();
    });
  child.send(`/create ${ROOM}`);
  await once(child, 'message');
  return {
    async once() {
      const startedAt = performance.now();
      ana.intend(readLine(`/join ${ROOM}`));
      await when(({ event }) => event === 'room_joined');
      ana.intend(readLine('hello'));
      await when(({ event }) => event === 'delivered');
      const ms = performance.now() - startedAt;
      ana.intend(readLine('/leave'));
      await when((what) => what.event === 'link' && what.state === 'closed');
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      return ms;
    },
    async end() {
      ana.quit(0);
      child.kill();
      await tracker.end();
    },
  };
}

async function bareDials(): Promise<Repeated> {
  const { child, said } = await otherSide('tls');
  return {
    async once() {
      const startedAt = performance.now();
      const way = await dialBare(said.port ?? 0, true);
      const answered = new Promise<void>((resolve) => {
        way.heard = () => resolve();
      });
      way.send(wireObject(LAST));
      await answered;
      const ms = performance.now() - startedAt;
      way.end();
      return ms;
    },
    async end() {
      child.kill();
    },
  };
}
