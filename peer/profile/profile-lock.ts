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
 * Makes the folder of a profile this program's own. Resolves with what gives it free; rejects with a UserError while another
 * program has it. If it is lost later, a UserError is thrown out of a timer: what is kept there must not be written any more.
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
