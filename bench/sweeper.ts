// A sweep over all peers, in a process of its own: by the tracker's Sweep, or by a bare loop.

import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Clock, systemClock } from '../commons/clock.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { MemoryStore } from '../commons/storage/memory-store.ts';
import { Sweep } from '../tracker/presence/sweep.ts';
import { PeerRepository } from '../tracker/repositories/peer-repository.ts';
import { answerQuestions } from './child.ts';
import { inBatches } from './in-batches.ts';

const OPTIONS = { pingIntervalMs: 120_000, pingTimeoutMs: 3_000, seatGraceMs: 60_000 };

/** The machine's clock, but for two things: it can jump, and the first tick comes when it is called for. */
class JumpingClock implements Clock {
  #jumpedMs = 0;
  #tick: (() => void) | null = null;

  now(): number {
    return systemClock.now();
  }

  elapsed(): number {
    return systemClock.elapsed() + this.#jumpedMs;
  }

  after(ms: number, work: () => void): () => void {
    if (this.#tick) return systemClock.after(ms, work);
    this.#tick = work;
    return () => {};
  }

  /** Time passes at once, and whatever is due is found now: without this, pings would be spread over the interval. */
  jump(ms: number): void {
    this.#jumpedMs += ms;
    this.#tick?.();
  }
}

/**
 * Everyone has logged in an interval ago, so that all pings are due together. Resolves with how many were found dead.
 */
async function sweepOnce(ports: readonly number[]): Promise<{ ms: number; dead: number }> {
  const clock = new JumpingClock();
  const peers = await PeerRepository.open(new MemoryStore());
  let alive = 0;
  let dead = 0;
  let isOver: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  const count = (): void => {
    if (alive + dead === ports.length) isOver();
  };
  const update = peers.update.bind(peers);
  peers.update = (username, change) => {
    update(username, change);
    alive += 1;
    count();
  };
  const sweep = new Sweep({ network: tcpNetwork(), clock, peers, random: Math.random }, OPTIONS, {
    foundDead: (username) => {
      sweep.lost(username);
      dead += 1;
      count();
    },
    graceOver: () => {},
  });
  sweep.start([], []);
  for (const [number, port] of ports.entries()) {
    peers.connected(`user-${number}`, { address: '127.0.0.1', port }, undefined, new Date().toISOString());
    sweep.loggedIn(`user-${number}`);
  }
  const startedAt = performance.now();
  clock.jump(OPTIONS.pingIntervalMs);
  await over;
  sweep.stop();
  return { ms: performance.now() - startedAt, dead };
}

/** With a deadline, which every sweep needs: without one, a single peer that accepts and is silent would hold it up. */
function barePing(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    const deadline = setTimeout(() => socket.destroy(new Error('no answer in time')), OPTIONS.pingTimeoutMs);
    socket.on('close', () => clearTimeout(deadline));
    socket.on('connect', () => socket.write('{"cmd":"PING"}\n'));
    socket.on('data', (bytes) => {
      socket.destroy();
      if (bytes.toString() === '{"cmd":"PONG"}\n') resolve();
      else reject(new Error(`instead of PONG came ${bytes}`));
    });
    socket.on('error', reject);
  });
}

const questions = {
  /**
   * `ports` has one for each peer. `bareAtOnce`: pings under way at once in the bare loop; null: the tracker's sweep.
   */
  async sweep({ ports, bareAtOnce }: { ports: readonly number[]; bareAtOnce: number | null }) {
    globalThis.gc?.(); // What the last sweep left behind does not hold up this one.
    const lag = monitorEventLoopDelay({ resolution: 1 });
    lag.enable();
    const startedAt = performance.now();
    const { ms, dead } =
      bareAtOnce === null
        ? await sweepOnce(ports)
        : await inBatches(ports.length, bareAtOnce, (number) => barePing(ports[number] ?? 0)).then(() => ({
            ms: performance.now() - startedAt,
            dead: 0,
          }));
    lag.disable();
    return { ms, dead, worstLagMs: lag.max / 1e6 };
  },
};

export type SweeperQuestions = typeof questions;
answerQuestions(questions);
