import { isUtf8 } from 'node:buffer';
import { readFile, realpath } from 'node:fs/promises';
import { makeFolder } from '../../commons/storage/make-folder.ts';
import { PrivateFileError, writePrivate } from '../../commons/storage/private-files.ts';
import { isUtf16 } from '../../commons/text/decoded-text.ts';
import { MAX_CONFIG_BYTES } from './config-file.ts';
import { configFileIn } from './config-place.ts';
import { writeSetting } from './write-setting.ts';

/** Writes settings to the config file in a folder, one after the other. */
export class ConfigWriter {
  readonly #folder: string;
  readonly #initialText: () => string;
  #last: Promise<void> = Promise.resolve();

  /** `initialText`: what is in the file before its first setting, if there is no file yet. */
  constructor(folder: string, initialText: () => string) {
    this.#folder = folder;
    this.#initialText = initialText;
  }

  /**
   * Changes or adds the setting's line; the file is either the old or the new one, whatever happens. What others have
   * written to it meanwhile stays. Rejects with a {@link PrivateFileError}, and the file is as it was.
   */
  write(name: string, value: string): Promise<void> {
    const written = this.#last.then(() => this.#writeNow(name, value));
    this.#last = written.catch(() => {});
    return written;
  }

  async #writeNow(name: string, value: string): Promise<void> {
    const file = configFileIn(this.#folder);
    try {
      makeFolder(this.#folder, 0o700);
      // Many keep their config files elsewhere, and links to them in the config folder.
      const target = await realpath(file).catch(missing(file));
      const bytes = await readFile(target).catch(missing(null));
      if (bytes && (!isUtf8(bytes) || isUtf16(bytes)))
        throw new PrivateFileError(`${file} is not UTF-8, and is left as it is`);
      const text = writeSetting(bytes?.toString() ?? this.#initialText(), name, value);
      if (Buffer.byteLength(text) > MAX_CONFIG_BYTES)
        throw new PrivateFileError(`${file} is too large for one more line`);
      await writePrivate(target, text);
    } catch (error) {
      if (error instanceof PrivateFileError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new PrivateFileError(`${file} cannot be written (${code ?? message})`);
    }
  }
}

/** For `catch`: what counts when there is no such file. */
function missing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
}
