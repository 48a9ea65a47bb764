import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FOR_OTHERS = 0o077;

/**
 * Whether files in that folder can be closed to other users: FAT and exFAT, and some network folders, show the same
 * rights to every user, and chmod changes nothing there. True if it cannot be tried.
 */
export function keepsModes(folder: string): boolean {
  try {
    const probe = mkdtempSync(join(folder, 'modes-')); // For its owner alone, where that is possible.
    try {
      return (statSync(probe).mode & FOR_OTHERS) === 0;
    } finally {
      rmdirSync(probe);
    }
  } catch {
    return true; // Why nothing can be written there is another question.
  }
}
