import { randomBytes } from 'node:crypto';
import { rmSync, utimesSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';
import { type Clock, every } from '../clock.ts';
import { listenLocally } from '../net/local-socket.ts';
import { container, machine } from './process-place.ts';

/** How often the file's time is renewed, in ms. FAT counts time in steps of two seconds. */
const BEAT_MS = 2_000;

/** Node has no sockets in the file system there. */
const IS_WINDOWS = platform() === 'win32';

export interface LockDeps {
  readonly clock: Clock;
  /** The number of this process, for the message of a refused one. */
  readonly pid: number;
  /** The program, as in "in use by another tracker". */
  readonly program: string;
  /** The file system has no sockets, so that a start after a crash takes seven seconds longer. */
  withoutSockets(): void;
  /** The lock's file is gone: the folder was removed, or another machine took this process for dead. Called once. */
  lost(): void;
}

/** The lock file of this process, and its heartbeat. */
export class OwnLock {
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
