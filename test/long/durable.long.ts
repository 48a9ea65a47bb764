// The counts of the long run: nothing that was acknowledged is ever lost.
import { describe, expect, it, vi } from 'vitest';
import { forbiddenDisk, fullDisk, fullDiskWithLog } from '../storage/disk-scenes.ts';
import { killRounds } from '../storage/kill-rounds.ts';
import { liveRandomly } from '../storage/life.ts';
import { FORBIDDEN_DISKS, SMALL_DISKS } from '../storage/small-disk.ts';

vi.mock('node:fs/promises', async (importOriginal) =>
  (await import('../storage/disk.ts')).disk.guard(await importOriginal()),
);

it('fifty times kill -9 under a hundred people, at random and in the middle of renewals, loses nothing', () =>
  killRounds({ rounds: 50, seed: Date.now() % 1_000_000, longestMs: 1_200, quietEvery: 3 }));

it('two thousand random lives of a store lose nothing', () => liveRandomly(2_000));

describe('every way to have a disk', () => {
  it('is there: at least one that needs nothing of the machine', () => {
    expect(SMALL_DISKS.length).toBeGreaterThan(0);
    expect(FORBIDDEN_DISKS.length).toBeGreaterThan(0);
  });

  it.each(SMALL_DISKS)('that is full (%s)', async (_how, make) => fullDisk(await make()));

  it.each(SMALL_DISKS)('that is full, with the log on it (%s)', async (_how, make) => fullDiskWithLog(await make()));

  it.each(FORBIDDEN_DISKS)('that cannot be written to (%s)', async (_how, make) => forbiddenDisk(await make()));
});
