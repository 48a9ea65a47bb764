// The kernel and the container in which this process runs: process numbers can be compared only if both are the same.

import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * The boot id of the running kernel as this container sees it, or else the machine's name, as eight hexadecimal digits.
 */
export function machine(): string {
  const kernel = readOr(hostname(), () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  return createHash('sha256').update(kernel).digest('hex').slice(0, 8);
}

/** The namespace of process numbers; empty: not known. */
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
