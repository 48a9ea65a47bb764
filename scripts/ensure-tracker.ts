// Finds or starts the tracker for `npm start`: if none answers, starts one as a process of its own, which outlives this
// terminal and ends by itself some time after the last peer has left. Several terminals at once get the same tracker.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../commons/clock.ts';
import type { Localized } from '../commons/command-line/language.ts';
import { keptFingerprint } from '../commons/identity/identity-file.ts';
import { DEFAULT_TRACKER, type Endpoint, formatEndpoint } from '../commons/net/endpoint.ts';
import { JsonChannel } from '../commons/net/json-channel.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { makeFolder } from '../commons/storage/make-folder.ts';
import type { EnsuredTracker } from './ensured-tracker.ts';
import { noTracker } from './start-phrases.ts';

type Found = 'tracker' | 'nobody' | 'stranger';

/** The tracker stays this long after the last peer has gone. */
const LINGER_S = 600;
const PROBE_MS = 2_000;
const START_MS = 15_000;
const POLL_MS = 50;

/** How long another terminal's tracker, which made the one started here end, may take until it listens. */
const OTHERS_START_MS = 1_500;

/** No tracker answers, and none could be started. */
export class NoTracker extends Error {
  override readonly name = 'NoTracker';
  readonly problem: Localized;

  constructor(problem: Localized) {
    super(problem.en);
    this.problem = problem;
  }
}

/** The facts about a tracker that its data folder tells. */
type Known = Omit<EnsuredTracker, 'pid'>;

/** The checkout's root, seen from `dist/scripts`. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Rejects with {@link NoTracker} if there is no tracker at `endpoint` and none can be started there. */
export async function ensureTracker(endpoint: Endpoint): Promise<EnsuredTracker> {
  // A tracker on another port is another tracker, with other users.
  const data =
    endpoint.port === DEFAULT_TRACKER.port ? join(root, 'data') : join(root, 'data', `port-${endpoint.port}`);
  const log = join(data, 'tracker.log');
  const found = await probe(endpoint);
  if (found === 'tracker') return { pid: null, ...(await knownOf(log, data)) };
  const where = formatEndpoint(endpoint);
  if (found === 'stranger') {
    throw new NoTracker(noTracker.stranger(where));
  }
  const output = openLog(data, log);
  const args = [
    '--host',
    endpoint.address,
    '--port',
    String(endpoint.port),
    '--data',
    data,
    '--linger',
    String(LINGER_S),
  ];
  const tracker = join(root, 'dist', 'tracker', 'main.js');
  const child = spawn(process.execPath, [tracker, ...args], {
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  let isListening = false;
  let exitedAt = Number.POSITIVE_INFINITY;
  child.once('message', () => {
    isListening = true;
    child.disconnect();
  });
  child.once('exit', () => {
    exitedAt = systemClock.elapsed();
  });
  const deadline = systemClock.elapsed() + START_MS;
  while (systemClock.elapsed() < deadline) {
    if (isListening) {
      child.unref();
      return { pid: child.pid ?? null, ...(await knownOf(log, data)) };
    }
    // The tracker started here may have lost a race against that of another terminal, which serves as well once it
    // listens.
    const hasExited = exitedAt <= systemClock.elapsed();
    if (hasExited && (await probe(endpoint)) === 'tracker') return { pid: null, ...(await knownOf(log, data)) };
    if (exitedAt + OTHERS_START_MS < systemClock.elapsed()) {
      throw new NoTracker(noTracker.ended(readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '', log));
    }
    await new Promise<void>((resolve) => systemClock.after(POLL_MS, resolve));
  }
  throw new NoTracker(noTracker.silent(where, log));
}

/** Includes the key's fingerprint, by which the peer recognises the tracker even if it was set up again since. */
async function knownOf(log: string, data: string): Promise<Known> {
  const fingerprint = await keptFingerprint(join(data, 'identity.json'));
  return { log, data, ...(fingerprint === null ? {} : { fingerprint }) };
}

/** Opens the log file, and creates the data folder. Throws a {@link NoTracker} if neither can be written. */
function openLog(data: string, log: string): number {
  try {
    makeFolder(data);
    return openSync(log, 'a', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new NoTracker(noTracker.notWritable(data, code ?? message));
  }
}

/** Whether a tracker listens there: it refuses a request before a login with LOGIN_REQUIRED. */
async function probe(endpoint: Endpoint): Promise<Found> {
  const connection = await tcpNetwork()
    .dial(endpoint, { timeoutMs: PROBE_MS })
    .catch(() => null);
  if (!connection) return 'nobody';
  const channel = new JsonChannel(connection, { clock: systemClock, isAccepted: false });
  return new Promise((resolve) => {
    const end = (found: Found): void => {
      cancel();
      resolve(found);
      channel.destroy('probed');
    };
    const cancel = systemClock.after(PROBE_MS, () => end('stranger'));
    channel.start({
      received: ({ code }) => end(code === 'LOGIN_REQUIRED' || code === 'TLS_REQUIRED' ? 'tracker' : 'stranger'),
      violated: () => end('stranger'),
      closed: () => end('stranger'),
    });
    channel.send({ cmd: 'LIST_ROOMS' });
  });
}
