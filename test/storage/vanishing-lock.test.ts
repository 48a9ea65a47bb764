// Two programs that want a folder without sockets at once: the one that gives way must not keep out the one that wins.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { lockFolder } from '../../commons/storage/folder-lock.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { ask } from './disk.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

/** A path that is too long for a socket, and no temporary folder for a link to it. */
function folderWithoutSockets(): string {
  const folder = join(temporaryFolder(), 'a'.repeat(120));
  mkdirSync(folder);
  vi.stubEnv('TMPDIR', join(folder, 'nothing'));
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

it.each(['stat', 'readFile'])('a lock that is given up before its %s keeps nobody out', async (call) => {
  const folder = folderWithoutSockets();
  const clock = new FakeClock();
  const take = (): Promise<() => void> => {
    return lockFolder(folder, { clock, pid: 12, program: 'tracker', withoutSockets: () => {}, lost: () => {} });
  };
  const giveUp = await take();
  let isTaken = false;
  ask(({ name, path }) => {
    if (name === call && path.startsWith(folder) && readdirSync(folder).length > 1) giveUp();
    return null;
  });
  const second = take().finally(() => {
    isTaken = true;
  });
  second.catch(() => {});
  while (!isTaken) await clock.advance(500);
  const unlock = await second;
  expect(readdirSync(folder)).toHaveLength(1);
  unlock();
});
