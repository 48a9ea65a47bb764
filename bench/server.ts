// What is measured, in a process of its own: the tracker, which may have a folder with its files, or one of its baselines.

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
const quiet = withQuietPeers(tcpNetwork());
// Nothing listens on the ports that the load names: nobody is pinged while a benchmark lasts.
const tracker =
  kind === 'tracker'
    ? await startTracker({ network: quiet.network, pingIntervalMs: 24 * 60 * 60 * 1000, folder })
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

  addQuietPeers: ({ count }: { count: number }) => quiet.add(count),
};

export type ServerQuestions = typeof questions;
answerQuestions(questions);
