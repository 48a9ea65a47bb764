// Files that only their owner may read: keys, and known people. A file that other users can read is refused, as ssh
// does. A write is atomic: afterwards the file is the old one or the new one, even after a crash.

import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { fileProblem } from './file-problems.ts';
import { keepsModes } from './kept-modes.ts';
import { makeFolder } from './make-folder.ts';
import { placeOnce } from './place-file.ts';
import { syncFolder } from './sync-folder.ts';

/** `message` states the problem and what the user can do about it. */
export class PrivateFileError extends Error {
  override readonly name = 'PrivateFileError';
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const FOR_OTHERS = 0o077;

/** Creates the folder if it is missing. Rejects with a {@link PrivateFileError} if other users can read it. */
export async function privateFolder(folder: string): Promise<void> {
  await saying(`the folder ${folder} cannot be used`, 'folder', async () => {
    makeFolder(folder, FOLDER_MODE);
    await checkMode(folder, 'folder', '700');
  });
}

/** The file's text, or null if there is none. Rejects with a {@link PrivateFileError} if others may read it. */
export async function readPrivate(file: string): Promise<string | null> {
  return saying(`${file} cannot be read`, 'read', async () => {
    try {
      await checkMode(file, 'file', '600');
      return await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  });
}

/** Replaces the file, durably. If it rejects with a {@link PrivateFileError}, the old file is unchanged. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await throughNew(file, text, (fresh) => rename(fresh, file));
}

/**
 * As {@link writePrivate}, but false if the file exists, which stays unchanged. Of two programs at once, one succeeds.
 */
export async function writePrivateOnce(file: string, text: string): Promise<boolean> {
  return throughNew(file, text, (fresh) => placeOnce(fresh, file));
}

/** Removes the file, if it is there. Rejects with a {@link PrivateFileError}. */
export async function removePrivate(file: string): Promise<void> {
  await saying(`${file} cannot be removed`, 'write', () => rm(file, { force: true }));
}

async function throughNew<T>(file: string, text: string, put: (fresh: string) => Promise<T>): Promise<T> {
  const fresh = `${file}.${randomBytes(6).toString('hex')}.new`;
  return saying(`${file} cannot be written`, 'write', async () => {
    try {
      const handle = await open(fresh, 'wx', FILE_MODE);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      const done = await put(fresh);
      await syncFolder(dirname(file));
      return done;
    } finally {
      await rm(fresh, { force: true });
    }
  });
}

const NO_MODES =
  'its file system keeps no permissions (as FAT and exFAT), so choose a folder on another one with --data';

async function checkMode(path: string, what: 'file' | 'folder', mode: string): Promise<void> {
  const stats = await stat(path);
  // Only regular files are opened: opening a pipe waits for its other end, possibly without end.
  if (what === 'file' && !stats.isFile()) {
    throw new PrivateFileError(`${path} is not a file that can be read; move it away, or choose another --data`);
  }
  if (platform() === 'win32') return; // Windows has no modes; a user's own folders are closed to other users.
  if ((stats.mode & FOR_OTHERS) === 0) return;
  const canBeClosed = keepsModes(what === 'folder' ? path : dirname(path));
  const advice = canBeClosed ? `close it with: chmod ${mode} ${path}` : NO_MODES;
  throw new PrivateFileError(`others on this machine may use the ${what} ${path}; ${advice}`);
}

async function saying<T>(failure: string, doing: 'read' | 'write' | 'folder', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PrivateFileError) throw error;
    throw new PrivateFileError(`${failure} (${fileProblem(doing, error).en})`);
  }
}
