// A disk that is full or read-only from the start. What becomes of a tracker that runs meanwhile is in the long run.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/programs.ts';
import { FORBIDDEN_DISKS, type ForbiddenDisk, SMALL_DISKS, type SmallDisk } from './small-disk.ts';
import { type StartOptions, TrackerProcess } from './tracker-process.ts';

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
    expect(err).toMatch(/^tracker: \/\S*\/(tracker\.)?lock\S* cannot be written \([^\n]*\)\.\n$/);
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
