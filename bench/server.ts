// What is measured, in a process of its own: the tracker, which may have a folder with its files, or one of its
// baselines.

import { type Clock, systemClock } from '../commons/clock.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { answerQuestions } from './child.ts';
import { startEcho, startRememberingEcho } from './echo.ts';
import { startMiniTracker } from './mini-tracker.ts';
import { withQuietPeers } from './quiet-peers.ts';
import { startTracker } from './tracker.ts';

const BASELINES = {
  echo: () => startEcho(false),
  secureEcho: () => startEcho(true),
  rememberingEcho: startRememberingEcho,
  miniTracker: () => startMiniTracker(false),
};

export type ServerKind = 'tracker' | keyof typeof BASELINES;

const [, , kind, folder] = process.argv as [string, string, ServerKind, string | undefined];
const quiet = withQuietPeers(tcpNetwork(systemClock, { gathersWrites: true }));
// Nobody is pinged while a benchmark lasts, unless it asks for a sweep.
const PING_INTERVAL_MS = 24 * 60 * 60 * 1000;
let aheadMs = 0;
const clock: Clock = { ...systemClock, elapsed: () => systemClock.elapsed() + aheadMs };
const tracker =
  kind === 'tracker'
    ? await startTracker({ network: quiet.network, clock, pingIntervalMs: PING_INTERVAL_MS, folder })
    : null;
const port = kind === 'tracker' ? (tracker?.port ?? 0) : await BASELINES[kind]();

const questions = {
  port: () => port,

  /** Whether it tells the others in a room who comes and goes. */
  tells: () => kind === 'tracker' || kind === 'miniTracker',

  /** All threads of this process, the kernel's work for them included. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },

  /** Resident memory when all garbage is gone. */
  residentBytes(): number {
    for (let times = 0; times < 3; times += 1) globalThis.gc?.();
    return process.memoryUsage.rss();
  },

  /** How many files, and so connections, it may have open. */
  fileLimit(): number {
    const report = process.report?.getReport() as
      | { userLimits?: { open_files?: { soft?: number | string } } }
      | undefined;
    const soft = report?.userLimits?.open_files?.soft;
    return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
  },

  /** How often a password was hashed for somebody. */
  hashed: () => tracker?.hashed() ?? 0,

  /**
   * Time passes at once, and so all pings are due. Resolves with how long it takes until `peers` have answered, in ms.
   */
  async sweep({ peers }: { peers: number }): Promise<number> {
    const before = tracker?.answeredPings() ?? 0;
    aheadMs += PING_INTERVAL_MS;
    const startedAt = performance.now();
    while ((tracker?.answeredPings() ?? peers) - before < peers) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - startedAt;
  },

  addQuietPeers: ({ count }: { count: number }) => quiet.add(count),
};

export type ServerQuestions = typeof questions;
answerQuestions(questions);
