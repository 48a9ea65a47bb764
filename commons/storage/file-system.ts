// What the file system of a folder cannot do. The programs do without; but their users are to know what follows.

import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './sync-folder.ts';

export interface FileSystemLacks {
  readonly links: boolean;
  /** Names of files cannot be made durable: a power cut may undo the latest changes. */
  readonly folderSync: boolean;
}

/** Tries it out in `folder`. Rejects with node's error if nothing can be written there. */
export async function lacksOf(folder: string): Promise<FileSystemLacks> {
  const file = join(folder, `${randomBytes(6).toString('hex')}.new`);
  const other = `${file}.link`;
  try {
    await writeFile(file, '', { mode: 0o600 });
    const hasLinks = await link(file, other).then(
      () => true,
      () => false,
    );
    return { links: !hasLinks, folderSync: !(await syncFolder(folder)) };
  } finally {
    await rm(file, { force: true });
    await rm(other, { force: true });
  }
}
