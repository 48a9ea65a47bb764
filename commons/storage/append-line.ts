import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Append without waiting: opening a pipe without a reader, or writing to a full one, would block the whole program. */
const FLAGS = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Appends to a file; a new one is readable by its owner only. Throws Node's error, also for a pipe without a reader
 * (ENXIO).
 */
export function appendLine(file: string, line: string): void {
  const descriptor = openSync(file, FLAGS, 0o600);
  try {
    writeSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}
