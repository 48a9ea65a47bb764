// Shared by the files of a store: finds a free name for a file kept aside, and turns failures of the disk into
// StorageErrors.

import { access } from 'node:fs/promises';
import { fileProblem } from './file-problems.ts';
import { StorageError } from './storage-error.ts';

/** `prefix` with the first number for which there is no file, so that no file kept earlier is overwritten. */
export async function freeName(prefix: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${prefix}${number}`;
    if (!(await onDisk(name, 'cannot be looked for', () => exists(name)))) return name;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Runs `work`, and turns a failure of the disk into a StorageError that names `path` and the operation that failed. */
export async function onDisk<T>(path: string, failure: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(`${path} ${failure} (${fileProblem('store', error).en})`);
  }
}
