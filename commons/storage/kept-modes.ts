import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FOR_OTHERS = 0o077;

/**
 * Whether something in that folder can be closed to others: FAT and exFAT, and some network folders, show everybody the
 * same rights, and chmod changes nothing there. True where it cannot be tried out.
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
