// The only importer of lowdb: a Store in one human-readable JSON file. The file is only ever replaced whole, by a new
// one that is on disk already, so that a crash leaves the old state or the new one and nothing between.

import { isUtf8 } from 'node:buffer';
import { access, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { z } from 'zod';
import { compareNames } from '../../commons/model/names.ts';
import { type Changes, StorageError, type Store } from './store.ts';

const FORMAT_VERSION = 1;

export interface JsonStoreOptions<T> {
  readonly file: string;
  /** The file's key for the collection, such as `users`. */
  readonly collection: string;
  readonly schema: z.ZodType<T>;
  /** Told where a file, or a single record, that could not be read was kept, and why. */
  damaged(message: string): void;
}

interface Batch<T> {
  readonly changes: Map<string, T | null>;
  readonly done: Promise<void>;
}

export class JsonStore<T> implements Store<T> {
  readonly #options: JsonStoreOptions<T>;
  readonly #low: Low<Map<string, T>>;
  #writing: Promise<void> | null = null;
  #next: Batch<T> | null = null;

  constructor(options: JsonStoreOptions<T>) {
    this.#options = options;
    this.#low = new Low<Map<string, T>>(new DurableFile(options), new Map());
  }

  async load(): Promise<ReadonlyMap<string, T>> {
    await this.#low.read();
    return new Map(this.#low.data);
  }

  /** Whoever comes while a write is under way shares the next one. */
  commit(changes: Changes<T>): Promise<void> {
    if (!this.#next) {
      const batched = new Map(changes);
      const before = this.#writing ?? Promise.resolve();
      const done = before.catch(() => {}).then(() => this.#write(batched));
      this.#next = { changes: batched, done };
    } else {
      for (const [key, value] of changes) this.#next.changes.set(key, value);
    }
    return this.#next.done;
  }

  async close(): Promise<void> {
    await (this.#next?.done ?? this.#writing)?.catch(() => {});
  }

  async #write(changes: Changes<T>): Promise<void> {
    this.#next = null;
    const { data } = this.#low;
    const undo = new Map<string, T | null>();
    for (const [key, value] of changes) {
      undo.set(key, data.get(key) ?? null);
      put(data, key, value);
    }
    this.#writing = this.#low.write();
    try {
      await this.#writing;
    } catch (error) {
      for (const [key, value] of undo) put(data, key, value);
      const { code, message } = error as NodeJS.ErrnoException;
      throw new StorageError(`${this.#options.file} could not be written (${code ?? message})`);
    }
  }
}

function put<T>(data: Map<string, T>, key: string, value: T | null): void {
  if (value === null) data.delete(key);
  else data.set(key, value);
}

class DurableFile<T> implements Adapter<Map<string, T>> {
  readonly #options: JsonStoreOptions<T>;
  readonly #previous: string;

  constructor(options: JsonStoreOptions<T>) {
    this.#options = options;
    this.#previous = `${options.file}.previous`;
  }

  /** The file, or what it was one write before if it is damaged; the damaged one is kept under another name. */
  async read(): Promise<Map<string, T> | null> {
    const { file } = this.#options;
    const current = await this.#tryRead(file);
    if (current instanceof Map) return current;
    const fallback = await this.#tryRead(this.#previous);
    const usable = fallback instanceof Map ? fallback : null;
    const used = usable ? `the state of one write before is used (${usable.size} records)` : 'an empty one is used';
    if (current === 'damaged') await this.#keepAside(file, used);
    if (fallback === 'damaged') await this.#keepAside(this.#previous, used);
    return usable;
  }

  async #keepAside(path: string, used: string): Promise<void> {
    const aside = await freeName(`${path}.damaged-`);
    await rename(path, aside);
    this.#options.damaged(`${path} is damaged; it was kept as ${aside}, and ${used}`);
  }

  async #tryRead(path: string): Promise<Map<string, T> | 'damaged' | 'missing'> {
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
      throw new StorageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
    return (isUtf8(bytes) && this.#parse(bytes.toString('utf8'))) || 'damaged';
  }

  #parse(text: string): Map<string, T> | null {
    const { collection, schema } = this.#options;
    try {
      const whole = z
        .object({ version: z.literal(FORMAT_VERSION) })
        .loose()
        .parse(JSON.parse(text));
      const records = whole[collection];
      if (typeof records !== 'object' || records === null || Array.isArray(records)) return null;
      const entries = Object.entries(records);
      return new Map(entries.map(([key, value]) => [key, schema.parse(value)]));
    } catch {
      return null; // Not JSON, another format or a bad record: the file as a whole is not to be trusted.
    }
  }

  async write(data: Map<string, T>): Promise<void> {
    const { file, collection } = this.#options;
    const temporary = `${file}.tmp`;
    const entries = [...data].sort(([a], [b]) => compareNames(a, b));
    const lines = entries.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const body = lines.length > 0 ? `{\n${lines.join(',\n')}\n  }` : '{}';
    const text = `{\n  "version": ${FORMAT_VERSION},\n  ${JSON.stringify(collection)}: ${body}\n}\n`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Where there is no file, the one before is the last good state, and stays.
    await rename(file, this.#previous).catch(ignoreMissing);
    await rename(temporary, file);
    await syncFolder(dirname(file));
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** A rename is durable only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `prefix` with the first number that no file has yet: what was kept aside before stays. */
async function freeName(prefix: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const isTaken = await access(`${prefix}${number}`).then(
      () => true,
      () => false,
    );
    if (!isTaken) return `${prefix}${number}`;
  }
}
