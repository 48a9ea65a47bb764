import { open } from 'node:fs/promises';

/** Codes of a system that cannot sync folders: FAT, network folders, Android, Windows. A failing disk reports EIO. */
const NOT_POSSIBLE = ['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

/**
 * Makes the creations, renames and deletions in `folder` durable. Resolves with false where the file system cannot do
 * that: a power cut may then undo the latest of them. Rejects if the disk fails.
 */
export async function syncFolder(folder: string): Promise<boolean> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (NOT_POSSIBLE.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
