// The peer's own files: JSON that only the user may read, sealed if the identity is sealed.

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CannotOpen, seal, sealedText, unseal } from '../../commons/identity/seal.ts';
import { read } from '../../commons/protocol/schema.ts';
import { PrivateFileError, readPrivate, removePrivate, writePrivate } from '../../commons/storage/private-files.ts';

const sealedFile = z.object({ version: z.literal(1), sealed: sealedText });
const plainFile = z.object({ version: z.literal(1), content: z.unknown() });

export class Vault {
  readonly #folder: string;
  readonly #key: Buffer | null;
  readonly #takesPlain: boolean;
  /** The write of each file that is under way, and the newest content that waits for it. */
  readonly #writing = new Map<string, Promise<void>>();
  readonly #next = new Map<string, { readonly content: unknown; readonly written: Promise<void> }>();

  /** `key` null: nothing is sealed. `isJustSealed`: files that are not sealed yet were written by this program. */
  constructor(folder: string, key: Buffer | null, isJustSealed: boolean) {
    this.#folder = folder;
    this.#key = key;
    this.#takesPlain = key === null || isJustSealed;
  }

  /**
   * Reads the content of `name`, or null. A damaged file is kept under another name, or removed, and reported to
   * `warn`. Rejects with a {@link PrivateFileError}.
   */
  async read<T>(
    name: string,
    schema: z.ZodType<T>,
    warn: (message: string) => void,
    ifDamaged: 'put aside' | 'remove' = 'put aside',
  ): Promise<T | null> {
    const file = join(this.#folder, name);
    const text = await readPrivate(file);
    if (text === null) return null;
    const opened = this.#open(name, text);
    const parsed = 'problem' in opened ? opened : read(schema, opened.value);
    if ('data' in parsed) return parsed.data;
    if (ifDamaged === 'remove') {
      await removePrivate(file);
      warn(`${file} is damaged (${parsed.problem}); it is removed, and what it held is not known any more`);
      return null;
    }
    await rename(file, `${file}.damaged`).catch((error: NodeJS.ErrnoException) => {
      throw new PrivateFileError(`${file} is damaged, and cannot be put aside (${error.code})`);
    });
    warn(
      `${file} is damaged (${parsed.problem}); it is kept as ${file}.damaged, and what it held is not known any more`,
    );
    return null;
  }

  /** Writes `content`; resolves when it is durable. Rejects with a {@link PrivateFileError}. */
  write(name: string, content: unknown): Promise<void> {
    const waiting = this.#next.get(name);
    if (waiting) {
      this.#next.set(name, { content, written: waiting.written });
      return waiting.written;
    }
    const before = this.#writing.get(name);
    if (!before) return this.#writeNow(name, content);
    const written = before.then(
      () => this.#writeNext(name),
      () => this.#writeNext(name),
    );
    this.#next.set(name, { content, written });
    return written;
  }

  #writeNext(name: string): Promise<void> {
    const next = this.#next.get(name);
    this.#next.delete(name);
    return this.#writeNow(name, next?.content);
  }

  #writeNow(name: string, content: unknown): Promise<void> {
    const text = this.#key
      ? { version: 1, sealed: seal(JSON.stringify(content), this.#key, name) }
      : { version: 1, content };
    const written = writePrivate(join(this.#folder, name), `${JSON.stringify(text, null, 1)}\n`);
    this.#writing.set(name, written);
    const done = (): void => {
      if (this.#writing.get(name) === written) this.#writing.delete(name);
    };
    written.then(done, done);
    return written;
  }

  #open(name: string, text: string): { value: unknown } | { problem: string } {
    try {
      const value: unknown = JSON.parse(text);
      const sealed = read(sealedFile, value);
      if ('data' in sealed) {
        if (!this.#key) return { problem: 'it is sealed, and the identity is not' };
        return { value: JSON.parse(unseal(sealed.data.sealed, this.#key, name)) };
      }
      if (!this.#takesPlain) return { problem: 'it is not sealed, and somebody else may have put it there' };
      const plain = read(plainFile, value);
      return 'data' in plain ? { value: plain.data.content } : { problem: 'it is not of this version' };
    } catch (error) {
      return { problem: error instanceof CannotOpen ? 'its seal does not fit' : 'it is not JSON' };
    }
  }
}
