// How long a tracker with very many users and rooms takes to start: from its process to the first login, by password.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from '../commons/net/endpoint.ts';
import { scryptHasher } from '../tracker/auth/password-hasher.ts';
import { Child } from './child.ts';
import type { Measured } from './figures.ts';
import { inCopyOf, inFolder } from './folders.ts';
import { LoadConnection } from './load-connection.ts';
import { say } from './progress.ts';
import { login } from './requests.ts';
import { median } from './statistics.ts';
import { makeFolder, storedRoom, storedUser } from './stored.ts';

export interface StartCounts {
  readonly rounds: number;
  readonly users: number;
  readonly rooms: number;
}

const DIGEST = 'd'.repeat(64);
const NAME = 'user-0';

/** Those of users and rooms; nobody has been online. */
const FILES = 2;

export async function measureStart(counts: StartCounts): Promise<Measured> {
  return inFolder((folder) => measureIn(join(folder, 'data'), counts));
}

async function measureIn(folder: string, { rounds, users, rooms }: StartCounts): Promise<Measured> {
  const [manyUsers, manyRooms] = [users.toLocaleString('en'), rooms.toLocaleString('en')];
  say(`start: preparing ${manyUsers} users and ${manyRooms} rooms`);
  const secret = await scryptHasher.hash(DIGEST);
  await makeFolder(
    folder,
    Array.from({ length: users }, (_, number) => storedUser(`user-${number}`, number === 0 ? secret : undefined)),
    Array.from({ length: rooms }, (_, number) => storedRoom(`room-${number}`, `user-${number % users}`, number + 1)),
  );
  const seconds = { ours: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`start: round ${round} of ${rounds}`);
    seconds.ours.push(await inCopyOf(folder, startTracker));
    seconds.bare.push(await inCopyOf(folder, startBare));
  }
  return {
    figures: [
      {
        what: `start to the first login with ${manyUsers} users, ${manyRooms} rooms, beside JSON.parse`,
        unit: 's',
        ours: median(seconds.ours),
        baseline: median(seconds.bare),
        goal: null,
      },
    ],
    remarks: [],
  };
}

/** The tracker as it is used: its command line, its own hashing of passwords, its files. */
async function startTracker(folder: string): Promise<number> {
  const script = fileURLToPath(new URL('../tracker/main.js', import.meta.url));
  const startedAt = performance.now();
  const tracker = fork(script, ['--port', '0', '--data', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(tracker, 'exit');
  try {
    const port = await Promise.race([
      once(tracker, 'message').then(([message]) => (message as { listening: Endpoint }).listening.port),
      gone.then(([code]) => Promise.reject(new Error(`the tracker ended (${code})`))),
    ]);
    await logIn(port);
    return (performance.now() - startedAt) / 1000;
  } finally {
    tracker.kill('SIGKILL');
    await gone;
  }
}

function logIn(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    LoadConnection.open({ port }, reject).then(
      (connection) => connection.ask(login(NAME, { password: DIGEST })).then(resolve),
      reject,
    );
  });
}

async function startBare(folder: string): Promise<number> {
  const startedAt = performance.now();
  const child = await Child.start<{ parsed(): number }>('./parse-files.js', { args: [folder] });
  const seconds = (performance.now() - startedAt) / 1000;
  const parsed = await child.ask('parsed');
  await child.end();
  if (parsed < FILES) throw new Error(`${parsed} files were parsed instead of ${FILES}`);
  return seconds;
}
