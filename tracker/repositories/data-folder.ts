import { join } from 'node:path';
import { onDisk } from '../../commons/storage/disk.ts';
import { FolderInUse, lockFolder } from '../../commons/storage/folder-lock.ts';
import type { LockDeps } from '../../commons/storage/own-lock.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';
import { lockForOlder, type Processes } from './older-lock.ts';

/**
 * Locks the folder for this tracker: two trackers that write the same files would undo each other's changes. Resolves
 * with the lock. Rejects with a StorageError while another process holds it, or if it cannot be written.
 */
export async function lockDataFolder(
  folder: string,
  processes: Processes,
  deps: Pick<LockDeps, 'clock' | 'withoutSockets' | 'lost'>,
): Promise<() => Promise<void>> {
  const unlock = await onDisk(join(folder, 'lock'), 'cannot be written', () =>
    lockFolder(folder, { ...deps, pid: processes.own, program: 'tracker' }).catch((error: Error) => {
      throw error instanceof FolderInUse ? new StorageError(error.message) : error;
    }),
  );
  try {
    const unlockForOlder = await lockForOlder(folder, processes);
    return async () => {
      await unlockForOlder();
      unlock();
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
