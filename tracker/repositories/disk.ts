// What durable files have in common: names are durable only when their folder is, and a disk that refuses is said in
// words.

import { access } from 'node:fs/promises';
import { StorageError } from './store.ts';

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
    const { code, message } = error as NodeJS.ErrnoException;
    const words = code === undefined ? undefined : WORDS[code];
    throw new StorageError(`${path} ${failure} (${words ? `${words}, ${code}` : (code ?? message)})`);
  }
}

const WORDS: { readonly [code: string]: string } = {
  EACCES: 'this user may not',
  EEXIST: 'it is a file; choose another folder with --data',
  EDQUOT: 'the quota is used up',
  EISDIR: 'it is a folder; move it away',
  EIO: 'the disk failed',
  ENOENT: 'it or its folder is gone',
  ENOSPC: 'the disk is full',
  EPERM: 'this user may not',
  EROFS: 'the disk is read-only',
};
