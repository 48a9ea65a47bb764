import { constants, copyFile, link, open, rm } from 'node:fs/promises';

/**
 * Gives the file `fresh`, which is already on disk, the name `file`, atomically; false if `file` exists. On a file
 * system without hard links (FAT, Android), the content is copied instead, and a crash during the copy leaves a partial
 * file.
 */
export async function placeOnce(fresh: string, file: string): Promise<boolean> {
  try {
    await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      return copyDurably(fresh, file);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function copyDurably(fresh: string, file: string): Promise<void> {
  await copyFile(fresh, file, constants.COPYFILE_EXCL);
  try {
    const handle = await open(file, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
