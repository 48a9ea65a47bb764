import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Append without waiting: opening a pipe without a reader, or writing to a full one, would block the whole program. */
const FLAGS = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NONBLOCK ?? 0);

/** Appends to a file, which is made for its owner alone. Throws node's error; a pipe without a reader is one (ENXIO). */
export function appendLine(file: string, line: string): void {
  const descriptor = openSync(file, FLAGS, 0o600);
  try {
    writeSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}
