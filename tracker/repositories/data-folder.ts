import { join } from 'node:path';
import { onDisk } from '../../commons/storage/disk.ts';
import { FolderInUse, type LockDeps, lockFolder } from '../../commons/storage/folder-lock.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';
import { lockForOlder, type Processes } from './older-lock.ts';

/**
 * Makes the folder this tracker's own: two that write the same files would each undo what the other acknowledged. Resolves
 * with what gives it free. Rejects with a StorageError while another process has it, or if it cannot be written.
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
