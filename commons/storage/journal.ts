// The changes since the snapshot, appended to a file. The journal is split into generations,
// `FILE.<generation>.journal`, because changes continue while a snapshot is written: it names the first generation that
// it does not wholly contain.

import { copyFile, type FileHandle, link, open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { freeName, onDisk } from './disk.ts';
import { decodeLines } from './journal-lines.ts';
import { syncFolder } from './sync-folder.ts';

const CREATE_OR_OPEN = 'a+';

export class Journal {
  readonly #file: string;
  #generation = 0;
  #handle: FileHandle | null = null;
  #size = 0;
  /** Whether bytes of a failed write may stand after the good ones. */
  #hasRemains = false;

  /** `file` is the path of the snapshot. */
  constructor(file: string) {
    this.#file = file;
  }

  /** The bytes of the current generation. */
  get size(): number {
    return this.#size;
  }

  /**
   * Calls `apply` for each change from generation `first` on, in order, and prepares for appending. Resolves with
   * sentences about damaged lines: these are skipped, and the file is kept under another name as well. Rejects with a
   * StorageError.
   */
  async replay<T>(
    first: number,
    schema: z.ZodType<T>,
    apply: (key: string, record: T | null) => void,
  ): Promise<string[]> {
    const generations = (await this.#generations()).filter((generation) => generation >= first);
    const damage: string[] = [];
    this.#generation = generations.at(-1) ?? first;
    damage.push(...this.#missing(generations, first));
    for (const generation of generations) {
      const path = this.#path(generation);
      const bytes = await onDisk(path, 'cannot be read', () => readFile(path));
      const { wholeBytes, damagedLines } = decodeLines(bytes, schema, apply);
      const isLast = generation === this.#generation;
      const isTorn = wholeBytes < bytes.length;
      const isDamaged = damagedLines > 0 || (isTorn && !isLast);
      if (isDamaged) damage.push(await this.#keepAside(path, damagedLines));
      this.#size = wholeBytes;
      this.#hasRemains = isTorn;
      if (!isLast || !isDamaged) continue;
      this.#generation += 1; // A damaged file stays as it is.
      this.#size = 0;
    }
    return damage;
  }

  /** Resolves when `lines` are on disk. If it rejects with a StorageError, none of them counts. */
  async append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    await onDisk(this.#path(this.#generation), 'could not be written', async () => {
      await this.#cut();
      this.#hasRemains = true;
      try {
        const handle = await this.#open();
        await handle.appendFile(bytes);
        await handle.datasync();
      } catch (error) {
        await this.#cut().catch(() => {}); // Cutting is tried again before the next lines.
        throw error;
      }
      this.#size += bytes.length;
      this.#hasRemains = false;
    });
  }

  /** Begins a new generation for the next lines, and resolves with its number. Rejects with a StorageError. */
  async startGeneration(): Promise<number> {
    const path = this.#path(this.#generation);
    // A later replay must not find refused lines.
    if (this.#hasRemains) await onDisk(path, 'could not be cut', () => this.#cut());
    if (this.#size === 0) return this.#generation;
    await onDisk(path, 'could not be closed', () => this.close());
    this.#generation += 1;
    this.#size = 0;
    return this.#generation;
  }

  /** Deletes the generations before `generation`: no snapshot needs them any more. */
  async forgetBefore(generation: number): Promise<void> {
    const old = (await this.#generations()).filter((each) => each < generation);
    for (const each of old) {
      await onDisk(this.#path(each), 'could not be deleted', () => rm(this.#path(each), { force: true }));
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle;
    const handle = await open(this.#path(this.#generation), CREATE_OR_OPEN, 0o600);
    try {
      await syncFolder(dirname(this.#file)); // A change is durable only if the name of its file is, too.
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#handle = handle;
    return handle;
  }

  /** Truncates the bytes that a failed or interrupted write has left after the good lines. */
  async #cut(): Promise<void> {
    if (!this.#hasRemains && this.#handle) return;
    const handle = await this.#open();
    await handle.truncate(this.#size);
    await handle.datasync();
    this.#hasRemains = false;
  }

  async #generations(): Promise<number[]> {
    const folder = dirname(this.#file);
    const names = await onDisk(folder, 'cannot be read', () => readdir(folder));
    const prefix = `${basename(this.#file)}.`;
    const numbers = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => /^(\d{1,15})\.journal$/.exec(name.slice(prefix.length))?.[1])
      .filter((number) => number !== undefined);
    return numbers.map(Number).sort((a, b) => a - b);
  }

  /** A sentence about all missing generations, or none. */
  #missing(generations: readonly number[], first: number): string[] {
    const count = generations.length > 0 ? this.#generation - first + 1 - generations.length : 0;
    if (count === 0) return [];
    const gap = generations.findIndex((generation, index) => generation !== first + index);
    const more = count > 1 ? `, ${count - 1} more as well` : '';
    return [`${this.#path(first + gap)} is missing${more}, and what has changed there is lost`];
  }

  async #keepAside(path: string, damagedLines: number): Promise<string> {
    const aside = await freeName(`${path}.damaged-`);
    // A hard link costs no space; on a file system without links, the file is copied.
    await onDisk(aside, 'could not be written', () => link(path, aside).catch(() => copyFile(path, aside)));
    const lost = damagedLines === 1 ? 'one change in it is lost' : `${damagedLines} changes in it are lost`;
    return `${path} is damaged; it was kept as ${aside}, and ${lost}`;
  }

  #path(generation: number): string {
    return join(dirname(this.#file), `${basename(this.#file)}.${generation}.journal`);
  }
}
