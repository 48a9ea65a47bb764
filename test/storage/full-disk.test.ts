// A disk that is full or read-only, while the tracker runs on it or from the start. The last of the ways to have such a disk
// work everywhere; the long run tries all that work here.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/programs.ts';
import { forbiddenDisk, fullDisk, fullDiskWithLog } from './disk-scenes.ts';
import { FORBIDDEN_DISKS, type ForbiddenDisk, SMALL_DISKS, type SmallDisk } from './small-disk.ts';
import { type StartOptions, TrackerProcess } from './tracker-process.ts';

describe.each(SMALL_DISKS.slice(0, 1))('a full disk (%s)', (_how, make) => {
  it('refuses what cannot be stored, serves who is there, goes on when there is room, and loses nothing', async () =>
    fullDisk(await make()));

  it('does not end a tracker that has its log there', async () => fullDiskWithLog(await make()));
});

describe.each(FORBIDDEN_DISKS.slice(0, 1))('a disk that cannot be written to for a while (%s)', (_how, make) => {
  it('refuses what cannot be stored, serves who is there, goes on afterwards, and loses nothing', async () =>
    forbiddenDisk(await make()));
});

/** Folders that cannot be written to from the start, with what the disk says. */
const UNWRITABLE: [string, RegExp, () => Promise<{ data: string; options: StartOptions }>][] = [
  [
    'no file may have any bytes, by ulimit',
    /\(EFBIG\)\.\n$/,
    async () => ({ data: temporaryFolder(), options: { through: ['sh', '-c', 'ulimit -f 0 && exec "$0" "$@"'] } }),
  ],
];
for (const [how, make] of FORBIDDEN_DISKS.filter(([how]) => how.includes('read-only'))) {
  const readOnly = async (): Promise<ForbiddenDisk> => {
    const disk = await make();
    await disk.forbid();
    return disk;
  };
  UNWRITABLE.push([how, /\(the disk is read-only, EROFS\)\.\n$/, readOnly]);
}
for (const [how, make] of SMALL_DISKS.filter(([how]) => how.includes('unshare'))) {
  const full = async (): Promise<SmallDisk> => {
    const disk = await make();
    disk.fill();
    return disk;
  };
  UNWRITABLE.push([`${how}, full`, /\(the disk is full, ENOSPC\)\.\n$/, full]);
}

describe.each(UNWRITABLE)('a tracker on a folder that cannot be written to (%s)', (_how, because, make) => {
  it('does not start, and says why in one sentence', async () => {
    const { data, options } = await make();
    const { code, out, err } = await TrackerProcess.refused(data, options);
    expect({ code, out }).toEqual({ code: 1, out: 0 });
    expect(err).toMatch(/^tracker: \/\S*\/tracker\.lock\S* cannot be written \([^\n]*\)\.\n$/);
    expect(err).toMatch(because);
    expect(err).toContain(data);
  });
});

it('a tracker that could not start leaves nothing behind', async () => {
  const data = temporaryFolder();
  const { code } = await TrackerProcess.refused(data, { through: ['sh', '-c', 'ulimit -f 0 && exec "$0" "$@"'] });
  expect(code).toBe(1);
  expect(readdirSync(data)).toEqual([]);
});
