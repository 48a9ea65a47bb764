import type { Clock } from '../../commons/clock.ts';
import { fileProblem } from '../../commons/storage/file-problems.ts';
import { lacksOf } from '../../commons/storage/file-system.ts';
import { FolderInUse, lockFolder } from '../../commons/storage/folder-lock.ts';
import { UserError } from '../program/user-error.ts';
import type { ProfilePhrases } from '../ui/phrases/phrases.ts';

export interface ProfileLockDeps {
  readonly clock: Clock;
  /** The number of this process. */
  readonly pid: number;
  readonly phrases: ProfilePhrases;
  warn(message: string): void;
}

/**
 * Locks the folder of a profile for this program. Resolves with the function that unlocks it; rejects with a UserError
 * while another program holds the lock. If the lock is lost later, a timer throws a UserError: the files must not be
 * written any more.
 */
export async function lockProfile(folder: string, { clock, pid, phrases, warn }: ProfileLockDeps): Promise<() => void> {
  try {
    const unlock = await lockFolder(folder, {
      clock,
      pid,
      program: 'peer',
      withoutSockets: () => warn(phrases.withoutSockets(folder)),
      lost: () => {
        throw new UserError(phrases.lost(folder));
      },
    });
    const lacks = await lacksOf(folder);
    if (lacks.links || lacks.folderSync) warn(phrases.weakFileSystem(folder, lacks.links, lacks.folderSync));
    return unlock;
  } catch (error) {
    if (error instanceof FolderInUse) throw new UserError(phrases.inUse(folder, error.holder));
    throw new UserError(phrases.cannotBeUsed(folder, fileProblem('folder', error)));
  }
}
