import { CaptureError, CaptureFile } from '../../commons/capture/capture-file.ts';
import type { Clock } from '../../commons/clock.ts';
import { WireTap } from '../../commons/wire/wire-tap.ts';
import type { EncryptionPolicy } from '../reports.ts';
import type { KeyLog } from './key-log.ts';
import { UserError } from './user-error.ts';

/** The tap on the peer's traffic, and its capture file, if there is one. */
export class Recording {
  /** Of all connections of the program. */
  readonly tap = new WireTap();
  readonly #capture: CaptureFile | null;

  /** Calls `warn` once if the file can no longer be written. Throws a {@link UserError} if it cannot be created. */
  constructor(file: string | null, clock: Clock, warn: (message: string) => void) {
    const failed = ({ code, message }: NodeJS.ErrnoException): void =>
      warn(`the capture ${file} has ended, since it cannot be written (${code ?? message})`);
    try {
      const options = { tap: this.tap, clock, application: 'p2pchat peer', failed };
      this.#capture = file === null ? null : new CaptureFile(file, options);
    } catch (error) {
      if (error instanceof CaptureError) throw new UserError(error.message);
      throw error;
    }
  }

  /**
   * The key log to announce to others. A capture holds the keys too, so the names of both files are announced; without
   * encryption there are no keys, and the capture is not announced.
   */
  announced(keyLog: KeyLog | null, encryption: EncryptionPolicy): KeyLog | null {
    if (!this.#capture || encryption === 'off') return keyLog;
    return {
      file: keyLog ? `${keyLog.file}, ${this.#capture.file}` : this.#capture.file,
      record: (line) => keyLog?.record(line),
      close: () => keyLog?.close(),
    };
  }

  /** The capture to show to the user when it is not announced, because it holds no keys. */
  unannounced(encryption: EncryptionPolicy): { readonly capture?: string } {
    return this.#capture && encryption === 'off' ? { capture: this.#capture.file } : {};
  }

  /** The file; null: nothing is recorded. */
  get file(): string | null {
    return this.#capture?.file ?? null;
  }

  /** Writes the rest of the capture and closes its file. */
  close(): void {
    this.#capture?.close();
  }
}
