// What the files of a store have in common: a free name for what is kept aside, and the disk's refusals as StorageErrors.

import { access } from 'node:fs/promises';
import { fileProblem } from './file-problems.ts';
import { StorageError } from './storage-error.ts';

/** `prefix` with the first number that no file has yet: what was kept before stays. */
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

/** `work`, with a refusal of the disk turned into a StorageError that says what could not be done with `path`. */
export async function onDisk<T>(path: string, failure: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(`${path} ${failure} (${fileProblem('store', error).en})`);
  }
}
