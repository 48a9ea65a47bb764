import { readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { askLocally, type LocalAnswer } from '../net/local-socket.ts';
import { machine } from './process-place.ts';

/**
 * A file whose time has not changed for so long, in ms, has lost its process: three beats, and the caches of NFS (3 s).
 */
export const OBSERVE_MS = 7_000;
const LOOK_MS = 1_000;

const LOCK_FILE = /^lock\.([0-9a-f]{8})\.([0-9a-f]{16})$/;

/**
 * `f_type` of file systems that only one running kernel can have mounted: ext, xfs, btrfs, f2fs, tmpfs, overlay, zfs.
 */
const ONE_KERNEL_ONLY = [0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994, 0x794c7630, 0x2fc12fc1];

interface Lock {
  readonly name: string;
  readonly machine: string;
  readonly id: string;
}

/** Another process that has the folder, or wants it. */
export interface OtherProcess {
  readonly id: string;
  readonly isContending: boolean;
  /** Its number in its own container; null: it did not answer. */
  readonly pid: string | null;
  readonly container: string;
}

/** Those whose locks are in the folder, without the lock `own`. Files of dead ones are removed. */
export async function otherProcesses(folder: string, own: string, clock: Clock): Promise<OtherProcess[]> {
  const found = await Promise.all((await otherLocks(folder, own)).map((lock) => stateOf(folder, lock, clock)));
  return found.filter((other) => other !== null);
}

async function otherLocks(folder: string, own: string): Promise<Lock[]> {
  return (await readdir(folder)).flatMap((name) => {
    const [, machine = '', id = ''] = LOCK_FILE.exec(name) ?? [];
    return id === '' || id === own ? [] : [{ name, machine, id }];
  });
}

/** The process behind a lock, or null if it is dead: then its file is removed. */
async function stateOf(folder: string, { name, machine: of, id }: Lock, clock: Clock): Promise<OtherProcess | null> {
  const file = join(resolve(folder), name);
  const isSocket = await isSocketFile(file);
  if (isSocket === null) return null;
  // What looks like another machine may be a container with a number of its own for the kernel: that kernel answers,
  // too.
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

function readAnswer(text: string): Omit<OtherProcess, 'id'> {
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
