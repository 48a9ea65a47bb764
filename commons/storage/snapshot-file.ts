// The snapshot: one human-readable JSON file. It is always replaced as a whole, by a new file that is already on disk,
// so that a crash leaves either the old state or the new one.

import { isUtf8 } from 'node:buffer';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { freeName, onDisk } from './disk.ts';
import { StorageError } from './storage-error.ts';
import { syncFolder } from './sync-folder.ts';

const FORMAT_VERSION = 1;

/** The characters written at once; the event loop runs between two pieces. */
const PIECE = 64 * 1024;

export interface Snapshot<T> {
  /** The first generation of the journal that the snapshot does not wholly contain. */
  readonly generation: number;
  readonly records: Map<string, T>;
}

export interface SnapshotOptions<T> {
  readonly file: string;
  /** The file's key for the collection, such as `users`. */
  readonly collection: string;
  readonly schema: z.ZodType<T>;
  /** Receives, in a sentence, a problem with the files and its consequence. */
  warn(message: string): void;
}

const envelope = z.object({ version: z.literal(FORMAT_VERSION), generation: z.int().nonnegative().default(0) }).loose();
const newer = z.object({ version: z.number().gt(FORMAT_VERSION) });

/** Reads and writes the file, as an adapter for lowdb. */
export class SnapshotFile<T> {
  readonly #options: SnapshotOptions<T>;
  readonly #previous: string;
  /** The size of the current file. */
  bytes = 0;
  /** Whether the file itself was damaged or missing, although an earlier state could be read. */
  isOutdated = false;

  constructor(options: SnapshotOptions<T>) {
    this.#options = options;
    this.#previous = `${options.file}.previous`;
  }

  /**
   * Reads the file or, if it is damaged or missing, the previous one, up to which the journal goes back. A damaged file
   * is kept under another name. Rejects with a StorageError if a file cannot be read, or is of a newer format.
   */
  async read(): Promise<Snapshot<T> | null> {
    const { file } = this.#options;
    const current = await this.#tryRead(file);
    if (typeof current === 'object') return current;
    const fallback = await this.#tryRead(this.#previous);
    const usable = typeof fallback === 'object' ? fallback : null;
    const used = usable ? `the one before is used (${usable.records.size} records)` : 'there is none before it';
    if (current === 'damaged') await this.#keepAside(file, used);
    if (fallback === 'damaged') await this.#keepAside(this.#previous, used);
    this.isOutdated = current === 'damaged' || fallback !== 'missing';
    return usable;
  }

  async write({ generation, records }: Snapshot<T>): Promise<void> {
    const { file, collection } = this.#options;
    const temporary = `${file}.tmp`;
    await onDisk(file, 'could not be renewed', async () => {
      try {
        this.bytes = await writeWhole(temporary, pieces(generation, collection, records));
        // If there is no current file, the previous one is the last good state, and stays.
        await rename(file, this.#previous).catch(ignoreMissing);
        await rename(temporary, file);
        this.isOutdated = false;
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {}); // The temporary file may be what fills the disk.
        throw error;
      }
      await syncFolder(dirname(file));
    });
  }

  async #keepAside(path: string, used: string): Promise<void> {
    const aside = await freeName(`${path}.damaged-`);
    await onDisk(path, 'could not be kept aside', () => rename(path, aside));
    this.#options.warn(`${path} is damaged; it was kept as ${aside}, and ${used}`);
  }

  async #tryRead(path: string): Promise<Snapshot<T> | 'damaged' | 'missing'> {
    const bytes = await onDisk(path, 'cannot be read', () => readFile(path).catch(ignoreMissing));
    if (!bytes) return 'missing';
    const snapshot = isUtf8(bytes) ? this.#parse(bytes.toString('utf8'), path) : null;
    if (snapshot) this.bytes = bytes.length;
    return snapshot ?? 'damaged';
  }

  #parse(text: string, path: string): Snapshot<T> | null {
    const { collection, schema } = this.#options;
    try {
      const json: unknown = JSON.parse(text);
      if (newer.safeParse(json).success) throw newerFormat(path);
      const whole = envelope.parse(json);
      const collected = whole[collection];
      if (typeof collected !== 'object' || collected === null || Array.isArray(collected)) return null;
      const entries = Object.entries(collected).map(([key, value]) => [key, schema.parse(value)] as const);
      return { generation: whole.generation, records: new Map(entries) };
    } catch (error) {
      if (error instanceof StorageError) throw error;
      return null; // Not JSON, another format or a bad record: the whole file counts as damaged.
    }
  }
}

function newerFormat(path: string): StorageError {
  return new StorageError(`${path} was written by a newer version of this program: use that one, or another --data`);
}

/** The text in pieces. Records may change between two pieces: such changes are in the journal as well. */
function* pieces(generation: number, collection: string, records: Map<string, unknown>): Generator<string> {
  let piece = `{\n  "version": ${FORMAT_VERSION},\n  "generation": ${generation},\n  ${JSON.stringify(collection)}: {`;
  let separator = '\n';
  for (const key of [...records.keys()]) {
    const record = records.get(key);
    if (record === undefined) continue;
    piece += `${separator}    ${JSON.stringify(key)}: ${JSON.stringify(record)}`;
    separator = ',\n';
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${separator === '\n' ? '' : '\n  '}}\n}\n`;
}

async function writeWhole(path: string, text: Iterable<string>): Promise<number> {
  const handle = await open(path, 'w', 0o600);
  try {
    await writeFile(handle, text);
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error;
  return null;
}
