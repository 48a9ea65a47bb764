import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../../commons/storage/disk.ts';
import { placeOnce } from '../../commons/storage/place-file.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';

export interface Processes {
  /** The number of this process. */
  readonly own: number;
  /**
   * When the process with that number started, as the system reports it, since numbers are reused. Null: there is none.
   */
  startOf(pid: number): string | null;
}

/**
 * The lock file of earlier versions: trackers of both versions see each other by it. It names a process by its number,
 * which has no meaning in another container; there `commons/storage/folder-lock` holds the lock. Resolves with a
 * function that unlocks. Rejects with a StorageError while its holder lives; one that died does not keep it.
 */
export async function lockForOlder(folder: string, processes: Processes): Promise<() => Promise<void>> {
  const file = join(folder, 'tracker.lock');
  const own = `${file}.${processes.own}`;
  return onDisk(own, 'cannot be written', async () => {
    try {
      await writeFile(own, `${processes.own} ${processes.startOf(processes.own)}`, { mode: 0o600 });
      for (let attempt = 0; attempt < 2; attempt += 1) {
        if (await placeOnce(own, file)) return () => rm(file, { force: true });
        const holder = await readFile(file, 'utf8').catch(() => '');
        if (isAlive(holder, processes)) throw inUse(folder, holder);
        await removeDead(file, holder, own);
      }
    } finally {
      await rm(own, { force: true });
    }
    throw new StorageError(`the folder ${folder} is being taken by another tracker; choose another --data`);
  });
}

function inUse(folder: string, holder: string): StorageError {
  const pid = holder.split(' ', 1)[0];
  return new StorageError(`the folder ${folder} is in use by another tracker (process ${pid}); choose another --data`);
}

function isAlive(holder: string, { own, startOf }: Processes): boolean {
  const [, pid, start] = /^(\d+) (.*)$/.exec(holder) ?? [];
  return Number(pid) !== own && start !== undefined && startOf(Number(pid)) === start;
}

/** Of two processes that find the same dead holder, the slower one must not remove the lock of the faster one. */
async function removeDead(file: string, holder: string, own: string): Promise<void> {
  const removed = `${own}.removed`;
  await rename(file, removed).catch(() => {});
  if ((await readFile(removed, 'utf8').catch(() => holder)) !== holder) await placeOnce(removed, file);
  await rm(removed, { force: true });
}
