import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from './store.ts';

export interface Processes {
  /** The number of this process. */
  readonly own: number;
  isAlive(pid: number): boolean;
}

/**
 * Makes the folder this process's own: two trackers that write the same files would each undo what the other was told.
 * Resolves with what gives it free. Rejects with a StorageError while its holder lives; one that died does not keep it.
 */
export async function lockFolder(folder: string, processes: Processes): Promise<() => Promise<void>> {
  const file = join(folder, 'tracker.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await tryCreate(file, String(processes.own))) return () => rm(file, { force: true });
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && holder !== processes.own && processes.isAlive(holder)) {
      throw new StorageError(
        `the folder ${folder} is in use by another tracker (process ${holder}); choose another --data`,
      );
    }
    await rm(file, { force: true });
  }
  throw new StorageError(`the folder ${folder} is being taken by another tracker; choose another --data`);
}

async function tryCreate(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new StorageError(`${file} cannot be written (${code})`);
  }
}
