// Locks a folder for one process. A process number has no meaning in another container or on another machine, so the
// kernel holds the lock: each process that wants the folder listens on a socket of its own in it, named
// `lock.<machine>.<id>`, and connects to all others. A name is never used twice, so removing the file of a dead process
// cannot hit a living one. Of two processes that want the folder at the same time, the smaller id wins.
//
// A socket cannot be reached from another machine that shares the folder over a network, and some file systems have no
// sockets (FAT). There the lock is a heartbeat: the file's time changes every two seconds while its process lives.

import { type OtherProcess, otherProcesses } from './other-locks.ts';
import { type LockDeps, OwnLock } from './own-lock.ts';
import { container } from './process-place.ts';

/** After how many ms a process that wins checks whether the other one has given way. */
const RETRY_MS = 20;

/** The process that has a folder, or is about to lock it. */
export interface FolderHolder {
  readonly isStarting: boolean;
  /** Its number, as its own container counts; null: it did not say, being stopped or on another machine. */
  readonly pid: number | null;
  readonly isInOtherContainer: boolean;
}

/** Another process has locked the folder; `message` says which one. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly holder: FolderHolder;

  constructor(message: string, holder: FolderHolder) {
    super(message);
    this.holder = holder;
  }
}

/**
 * Resolves with the lock when no other process has the folder. Rejects with a {@link FolderInUse}, or with
 * node's error if nothing can be written there.
 */
export async function lockFolder(folder: string, deps: LockDeps): Promise<() => void> {
  const own = await OwnLock.place(folder, deps);
  try {
    while (true) {
      const living = await otherProcesses(folder, own.id, deps.clock);
      const winner = living.find((other) => !other.isContending) ?? living.find((other) => other.id < own.id);
      if (winner) throw inUse(folder, winner, deps.program);
      if (living.length === 0) break;
      await new Promise<void>((done) => deps.clock.after(RETRY_MS, done)); // The others have a larger id, and give way.
    }
    await own.hold();
    return () => own.release();
  } catch (error) {
    own.release();
    throw error;
  }
}

function inUse(folder: string, { isContending, pid, container: of }: OtherProcess, program: string): FolderInUse {
  const isInOtherContainer = of !== '' && of !== container();
  const holder = { isStarting: isContending, pid: pid === null ? null : Number(pid), isInOtherContainer };
  const named = `process ${pid}${isInOtherContainer ? ' of another container' : ''}`;
  const which = pid === null ? 'on another machine, or stopped' : named;
  const isTaken = isContending ? `is being taken by another ${program}` : `is in use by another ${program} (${which})`;
  return new FolderInUse(`the folder ${folder} ${isTaken}; choose another --data`, holder);
}
