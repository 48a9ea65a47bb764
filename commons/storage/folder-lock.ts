// Locks a folder for one process. A process number has no meaning in another container or on another machine, so the kernel
// holds the lock: each process that wants the folder listens on a socket of its own in it, named `lock.<machine>.<id>`, and
// connects to all others. A name is never used twice, so removing the file of a dead process cannot hit a living one. Of two
// processes that want the folder at the same time, the smaller id wins.
//
// A socket cannot be reached from another machine that shares the folder over a network, and some file systems have no
// sockets (FAT). There the lock is a heartbeat: the file's time changes every two seconds while its process lives.

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, rmSync, utimesSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { hostname, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { type Clock, every } from '../clock.ts';
import { askLocally, type LocalAnswer, listenLocally } from '../net/local-socket.ts';

/** How often the file's time is renewed, in ms. FAT counts time in steps of two seconds. */
const BEAT_MS = 2_000;
/** A file whose time has not changed for so long, in ms, has lost its process: three beats, and the caches of NFS (3 s). */
export const OBSERVE_MS = 7_000;
const LOOK_MS = 1_000;
/** After how many ms a process that wins checks whether the other one has given way. */
const RETRY_MS = 20;

/** Node has no sockets in the file system there. */
const IS_WINDOWS = platform() === 'win32';

const LOCK_FILE = /^lock\.([0-9a-f]{8})\.([0-9a-f]{16})$/;

/** `f_type` of file systems that only one running kernel can have mounted: ext, xfs, btrfs, f2fs, tmpfs, overlay, zfs. */
const ONE_KERNEL_ONLY = [0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994, 0x794c7630, 0x2fc12fc1];

export interface LockDeps {
  readonly clock: Clock;
  /** The number of this process, for the message of a refused one. */
  readonly pid: number;
  /** The program, as in "in use by another tracker". */
  readonly program: string;
  /** The file system has no sockets, so that a start after a crash takes {@link OBSERVE_MS} longer. */
  withoutSockets(): void;
  /** The lock's file is gone: the folder was removed, or another machine took this process for dead. Called once. */
  lost(): void;
}

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
      const others = await Promise.all(
        (await otherLocks(folder, own.id)).map((lock) => stateOf(folder, lock, deps.clock)),
      );
      const living = others.filter((other) => other !== null);
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

/** The lock file of this process, and its heartbeat. */
class OwnLock {
  readonly id: string;
  readonly #file: string;
  readonly #deps: LockDeps;
  #close: (() => void) | null = null;
  #state: 'contending' | 'holding' = 'contending';
  #stopBeating = (): void => {};

  private constructor(folder: string, deps: LockDeps) {
    this.id = randomBytes(8).toString('hex');
    this.#file = join(resolve(folder), `lock.${machine()}.${this.id}`);
    this.#deps = deps;
  }

  /** Other processes see the lock from the moment at which its socket answers. */
  static async place(folder: string, deps: LockDeps): Promise<OwnLock> {
    const own = new OwnLock(folder, deps);
    const fresh = `${own.#file}.new`;
    try {
      // Where the folder cannot be written at all, the file cannot be made either, and that is reported.
      own.#close = IS_WINDOWS ? null : await listenLocally(fresh, () => own.#text()).catch(() => null);
      if (own.#close === null) await own.#write();
      else await rename(fresh, own.#file);
      if (own.#close === null && !IS_WINDOWS) deps.withoutSockets();
    } catch (error) {
      own.release();
      await rm(fresh, { force: true });
      throw error;
    }
    own.#stopBeating = every(deps.clock, BEAT_MS, () => own.#beat());
    return own;
  }

  async hold(): Promise<void> {
    this.#state = 'holding';
    if (this.#close === null) await this.#write();
  }

  release(): void {
    this.#stopBeating();
    this.#close?.();
    rmSync(this.#file, { force: true });
  }

  #text(): string {
    return `${this.#state} ${this.#deps.pid} ${container()}`;
  }

  async #write(): Promise<void> {
    await writeFile(`${this.#file}.new`, this.#text(), { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
  }

  #beat(): void {
    try {
      const now = this.#deps.clock.now() / 1000;
      utimesSync(this.#file, now, now);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return; // The disk may refuse for a while: the next beat tries again.
      this.#stopBeating();
      this.#deps.lost();
    }
  }
}

interface Lock {
  readonly name: string;
  readonly machine: string;
  readonly id: string;
}

async function otherLocks(folder: string, own: string): Promise<Lock[]> {
  return (await readdir(folder)).flatMap((name) => {
    const [, machine = '', id = ''] = LOCK_FILE.exec(name) ?? [];
    return id === '' || id === own ? [] : [{ name, machine, id }];
  });
}

interface Living {
  readonly id: string;
  readonly isContending: boolean;
  /** Its number in its own container; null: it did not answer. */
  readonly pid: string | null;
  readonly container: string;
}

/** The process behind a lock, or null if it is dead: then its file is removed. */
async function stateOf(folder: string, { name, machine: of, id }: Lock, clock: Clock): Promise<Living | null> {
  const file = join(resolve(folder), name);
  const isSocket = await isSocketFile(file);
  if (isSocket === null) return null;
  // What looks like another machine may be a container with a number of its own for the kernel: that kernel answers, too.
  const canAsk = isSocket && (of === machine() || (await isForOneKernel(folder)));
  const answer = canAsk ? await askAgain(file, clock) : { kind: 'unknown' as const };
  if (answer.kind === 'answered') return { id, ...readAnswer(answer.text) };
  if (answer.kind === 'nobody' || !(await isBeating(file, clock))) {
    await rm(file, { force: true });
    return null;
  }
  const text = isSocket ? '' : await readIfThere(file);
  return text === null ? null : { id, ...readAnswer(text) };
}

/** null: it is gone, since its process has given way; '': it cannot be read, which says nothing about its process. */
async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(({ code }: NodeJS.ErrnoException) => (code === 'ENOENT' ? null : ''));
}

/** While its process is giving way; after that it is gone. */
async function askAgain(file: string, clock: Clock): Promise<LocalAnswer> {
  let answer = await askLocally(file, clock);
  while (answer.kind === 'closed') answer = await askLocally(file, clock);
  return answer;
}

function readAnswer(text: string): Omit<Living, 'id'> {
  const [, state, pid = null, container = ''] = /^(contending|holding) (\d+) (.*)$/.exec(text) ?? [];
  return { isContending: state === 'contending', pid, container };
}

/** null: it is gone. */
async function isSocketFile(file: string): Promise<boolean | null> {
  const found = await stat(file).catch(() => null);
  return found === null ? null : found.isSocket();
}

async function isForOneKernel(folder: string): Promise<boolean> {
  return ONE_KERNEL_ONLY.includes((await statfs(folder)).type);
}

/** Whether the file's time changes while it is watched. */
async function isBeating(file: string, clock: Clock): Promise<boolean> {
  const timeOf = (): Promise<number | null> =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
  const before = await timeOf();
  for (let watched = 0; watched < OBSERVE_MS; watched += LOOK_MS) {
    await new Promise<void>((done) => clock.after(LOOK_MS, done));
    const now = await timeOf();
    if (now === null) return false;
    if (now !== before) return true;
  }
  return false;
}

function inUse(folder: string, { isContending, pid, container: of }: Living, program: string): FolderInUse {
  const isInOtherContainer = of !== '' && of !== container();
  const holder = { isStarting: isContending, pid: pid === null ? null : Number(pid), isInOtherContainer };
  const named = `process ${pid}${isInOtherContainer ? ' of another container' : ''}`;
  const which = pid === null ? 'on another machine, or stopped' : named;
  const isTaken = isContending ? `is being taken by another ${program}` : `is in use by another ${program} (${which})`;
  return new FolderInUse(`the folder ${folder} ${isTaken}; choose another --data`, holder);
}

/** The running kernel as this container sees it, or where that has no number of its own, the machine's name: eight hexadecimal digits. */
function machine(): string {
  const kernel = readOr(hostname(), () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  return createHash('sha256').update(kernel).digest('hex').slice(0, 8);
}

/** In which process numbers count. */
function container(): string {
  return readOr('', () => readlinkSync('/proc/self/ns/pid'));
}

function readOr(fallback: string, read: () => string): string {
  try {
    return read();
  } catch {
    return fallback; // Only Linux has it.
  }
}
