// The limit of open files and connections of a process. Node's loader opens dozens of modules at once, and ends with a
// stack trace (EMFILE) if the limit is lower, so the limit is checked before the rest is loaded.

import { readFileSync } from 'node:fs';

/**
 * Loading a program takes 60 to 100 files at once; the rest is for its files, a tracker with some connections, or a
 * peer with full rooms. Node has raised the limit to the hard one already.
 */
export const OPEN_FILES_NEEDED = 160;

/** The limit of this process; null: the system has no file that shows it, as only Linux has. */
export function readOpenFilesLimit(): number | null {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}

/** The problem with that limit, in a sentence without a full stop; null: none. */
export function tooFewFiles(limit: number | null): string | null {
  if (limit === null || limit >= OPEN_FILES_NEEDED) return null;
  return `only ${limit} files may be open at a time here, and ${OPEN_FILES_NEEDED} are needed; raise the hard limit (ulimit -Hn), or start it from another terminal`;
}
