// Where this process runs: two processes can compare their numbers only in the same place.

import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The running kernel as this container sees it, or where that has no number of its own, the machine's name: eight hexadecimal digits. */
export function machine(): string {
  const kernel = readOr(hostname(), () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  return createHash('sha256').update(kernel).digest('hex').slice(0, 8);
}

/** In which process numbers count. */
export function container(): string {
  return readOr('', () => readlinkSync('/proc/self/ns/pid'));
}

function readOr(fallback: string, read: () => string): string {
  try {
    return read();
  } catch {
    return fallback; // Only Linux has it.
  }
}
