// Disks that can be filled, freed and made read-only under a running tracker. The best is a small file system of its
// own, mounted in a private mount namespace, which root and, on most machines, anybody may make; it lasts as long as a
// process that keeps it. Where none can be made there are lesser ways, and the name of the test says which one was
// used.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import type { StartOptions } from './tracker-process.ts';
import { within } from './within.ts';

/** A place for a tracker's data that is soon full. */
export interface SmallDisk {
  /** The data folder, as the tracker knows it. */
  readonly data: string;
  /** How a tracker is started on it. */
  readonly options: StartOptions;
  /** The data folder, as this process reaches it. */
  readonly outside: string;
  /** From now on there is no room for long. */
  fill(): void;
  /** From now on there is room again, at the latest when the tracker has tried to renew its files. */
  free(): void;
}

/** A place for a tracker's data that nothing can be written to for a while. */
export interface ForbiddenDisk {
  readonly data: string;
  readonly options: StartOptions;
  /** Resolves when nothing can be written any more. */
  forbid(): Promise<void>;
  allow(): void;
}

/** Arguments of `unshare` with which a mount works here; null: with none. */
const UNSHARE =
  [['-m'], ['-rm']].find((flags) => {
    const script = 'mount -t tmpfs -o size=64k none "$0"';
    return spawnSync('unshare', [...flags, 'sh', '-c', script, tmpdir()]).status === 0;
  }) ?? null;

const NAMESPACE = `a file system of its own, by unshare ${UNSHARE?.join(' ')}`;

/** The best of what works here comes first; the last one works everywhere. */
export const SMALL_DISKS: readonly [string, () => Promise<SmallDisk>][] = [
  ...(UNSHARE ? [[NAMESPACE, smallFileSystem] as [string, () => Promise<SmallDisk>]] : []),
  ['a limit on the size of each file, by ulimit', limitedFiles],
];

export const FORBIDDEN_DISKS: readonly [string, () => Promise<ForbiddenDisk>][] = [
  ...(UNSHARE ? [[`${NAMESPACE}, read-only`, readOnlyFileSystem] as [string, () => Promise<ForbiddenDisk>]] : []),
  ['a folder that was moved away', movedFolder],
];

/** A folder that is a file system of 256 KiB, for those who look at it through `options` or /proc. */
class PrivateFileSystem {
  readonly data = temporaryFolder();
  readonly #flags: readonly string[];
  #keeper = 0;

  constructor(flags: readonly string[]) {
    this.#flags = flags;
  }

  static async make(): Promise<PrivateFileSystem> {
    if (!UNSHARE) throw new Error('no file system can be mounted here');
    const made = new PrivateFileSystem(UNSHARE);
    const script = 'mount -t tmpfs -o size=256k,nr_inodes=64 none "$0" && echo mounted && exec cat';
    const keeper = spawn('unshare', [...UNSHARE, 'sh', '-c', script, made.data], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(keeper, 'close');
    onTestFinished(async () => {
      keeper.kill('SIGKILL');
      await ended;
    });
    await within(once(keeper.stdout, 'data'), 'a file system to be mounted');
    made.#keeper = keeper.pid ?? 0;
    return made;
  }

  /** Its files, as this process reaches them. */
  get outside(): string {
    return `/proc/${this.#keeper}/root${this.data}`;
  }

  /** A command that runs another one where the file system is. */
  get through(): readonly string[] {
    const user = this.#flags.includes('-rm') ? ['-U', '--preserve-credentials'] : [];
    return ['nsenter', '-t', String(this.#keeper), ...user, '-m', '--'];
  }

  /** What `mount` says against it; nothing if it was done. */
  remount(how: 'ro' | 'rw'): string {
    const [program = '', ...args] = [...this.through, 'mount', '-o', `remount,bind,${how}`, this.data];
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return status === 0 ? '' : `mount: ${stderr}`;
  }
}

async function smallFileSystem(): Promise<SmallDisk> {
  const made = await PrivateFileSystem.make();
  const filler = join(made.outside, 'filler');
  return {
    data: made.data,
    outside: made.outside,
    options: { through: made.through },
    fill: () => {
      const file = openSync(filler, 'w');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096, 'x'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
  };
}

/** No file may have more than 2 or 4 KiB: what is written after a renewal is in a new file, and fits again. */
async function limitedFiles(): Promise<SmallDisk> {
  // Node itself ignores the signal that would otherwise end it; a block has 512 bytes for some shells, 1024 for others.
  const through = ['sh', '-c', 'ulimit -f 4 && exec "$0" "$@"'];
  const data = temporaryFolder();
  return { data, outside: data, options: { through }, fill: () => {}, free: () => {} };
}

/** As a file system becomes read-only; while a file is open for writing, that is refused. */
async function readOnlyFileSystem(): Promise<ForbiddenDisk> {
  const made = await PrivateFileSystem.make();
  return {
    data: made.data,
    options: { through: made.through },
    forbid: async () => {
      const until = Date.now() + PATIENCE_MS;
      for (let refusal = made.remount('ro'); refusal !== ''; refusal = made.remount('ro')) {
        if (Date.now() > until || !refusal.includes('busy')) throw new Error(`never became read-only: ${refusal}`);
        await pause(20);
      }
    },
    allow: () => {
      const refusal = made.remount('rw');
      if (refusal) throw new Error(refusal);
    },
  };
}

/**
 * Its journals are still written as long as they are open, which is for a second: they are in the folder, wherever it
 * is.
 */
async function movedFolder(): Promise<ForbiddenDisk> {
  const parent = temporaryFolder();
  const data = join(parent, 'data');
  const away = join(parent, 'away');
  return {
    data,
    options: {},
    forbid: async () => {
      const until = Date.now() + PATIENCE_MS;
      while (!['users', 'rooms', 'peers'].every((name) => existsSync(join(data, `${name}_db.json`)))) {
        if (Date.now() > until) throw new Error('the three files were never renewed');
        await pause(20);
      }
      renameSync(data, away);
    },
    allow: () => renameSync(away, data),
  };
}
