import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls `work` with a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'p2pchat-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls `work` with a copy of `folder`, so that the next one finds the same. */
export async function inCopyOf<T>(folder: string, work: (copy: string) => Promise<T>): Promise<T> {
  return inFolder(async (copy) => {
    await cp(folder, copy, { recursive: true });
    return work(copy);
  });
}
