// Listening sockets in the file system. The kernel closes such a socket when its process ends, for whatever reason and
// in whatever namespace or container; so an accepted connection proves that the process runs.

import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../clock.ts';

/** The shortest of the systems' limits: `sun_path` has 104 bytes on macOS, 108 on Linux, with the zero at the end. */
const MAX_PATH_BYTES = 100;

/** How long a process that accepted a connection may take to answer: it may be stopped, or busy. */
const ANSWER_MS = 3_000;

/** Longer than any answer, which is one line. */
const MAX_ANSWER_CHARACTERS = 200;

/**
 * Listens under `path`, which must not exist, and sends each connection what `answer` returns. The socket does not keep
 * the process alive, and its file stays when it is closed. Rejects with node's error (`code`).
 */
export function listenLocally(path: string, answer: () => string): Promise<() => void> {
  return withShortPath(
    path,
    (short) =>
      new Promise((resolve, reject) => {
        const server = createServer((socket) => {
          socket.on('error', () => {}); // The other process is gone; there is no one to report to.
          socket.end(answer());
        });
        server.once('error', reject);
        server.listen(short, () => {
          server.removeAllListeners('error');
          server.on('error', () => {}); // One accept has failed; the other process knows by then that this one listens.
          server.unref();
          resolve(() => void server.close());
        });
      }),
  );
}

/**
 * The answer of a process that listens at a path. `nobody`: the file exists, but no process listens. `closed`: the
 * process stopped listening while it was asked. `unknown`: the process cannot be asked from here.
 */
export type LocalAnswer =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'nobody' | 'closed' | 'unknown' };

/**
 * Asks who listens under `path`. A process that accepts and then sends nothing within three seconds has answered ''.
 */
export async function askLocally(path: string, clock: Clock): Promise<LocalAnswer> {
  const asked = withShortPath(
    path,
    (short) =>
      new Promise<LocalAnswer>((resolve) => {
        const socket = connect(short);
        let text = '';
        let isConnected = false;
        const end = (answer: LocalAnswer): void => {
          cancel();
          socket.destroy();
          resolve(answer);
        };
        const closed = (): void => end(text === '' ? { kind: 'closed' } : { kind: 'answered', text });
        const cancel = clock.after(ANSWER_MS, () => end({ kind: 'answered', text }));
        socket.setEncoding('utf8');
        socket.once('connect', () => {
          isConnected = true;
        });
        socket.on('data', (more: string) => {
          text = (text + more).slice(0, MAX_ANSWER_CHARACTERS);
        });
        socket.once('end', closed);
        socket.once('error', ({ code }: NodeJS.ErrnoException) => {
          if (isConnected) closed();
          else end({ kind: code === 'ECONNREFUSED' || code === 'ENOENT' ? 'nobody' : 'unknown' });
        });
      }),
  );
  return asked.catch(() => ({ kind: 'unknown' }) as const);
}

/**
 * `use` with a path that fits into a socket's address: where it is too long, through a link in the temporary folder.
 */
async function withShortPath<T>(path: string, use: (short: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return use(path);
  const folder = await mkdtemp(join(tmpdir(), 'p2pchat-'));
  try {
    await symlink(dirname(path), join(folder, 'to'));
    return await use(join(folder, 'to', basename(path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
