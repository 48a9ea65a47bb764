import { closeSync, constants, fchmodSync, openSync, writeSync } from 'node:fs';

/** Keys of connections in the NSS format, for Wireshark: whoever has the file can read what was said. */
export interface KeyLog {
  readonly file: string;
  readonly record: (line: Buffer) => void;
  close(): void;
}

/** Appends to `file`, which nobody else may read. Throws what the system says. */
export function openKeyLog(file: string, failed: (error: Error) => void): KeyLog {
  const descriptor = openSync(
    file,
    constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW,
    0o600,
  );
  fchmodSync(descriptor, 0o600);
  return {
    file,
    record(line) {
      try {
        writeSync(descriptor, line);
      } catch (error) {
        failed(error as Error);
      }
    },
    close: () => closeSync(descriptor),
  };
}
