// N1: two trackers on one data folder, each where its process number means nothing to the other one.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/programs.ts';
import { Client, TrackerProcess } from './tracker-process.ts';

/** As a container: process numbers of its own, and /proc to match. What works here depends on who runs the tests. */
const CONTAINER = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const UNSHARE = [CONTAINER, ['-r', ...CONTAINER]]
  .map((flags) => ['unshare', ...flags])
  .find((command) => runs([...command, 'true']));

function runs([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

/** As systemd-nspawn does it: each container takes itself for another machine. */
const OTHER_BOOT = [
  'sh',
  '-c',
  'f=$(mktemp) && cat /proc/sys/kernel/random/uuid > $f && mount --bind $f /proc/sys/kernel/random/boot_id && exec "$0" "$@"',
];
const canBindBoot = UNSHARE !== undefined && runs([...UNSHARE, ...OTHER_BOOT, 'true']);

const WAYS: [string, readonly string[]][] = [
  ['as two processes', []],
  ...(UNSHARE ? [['in two containers, where both have the number 1', UNSHARE] as [string, readonly string[]]] : []),
  ...(UNSHARE && canBindBoot
    ? [
        ['in two containers, each with a boot_id of its own', [...UNSHARE, ...OTHER_BOOT]] as [
          string,
          readonly string[],
        ],
      ]
    : []),
  ...(UNSHARE
    ? [
        ['in two containers, with other numbers', [...UNSHARE, 'sh', '-c', '"$0" "$@" & wait']] as [
          string,
          readonly string[],
        ],
      ]
    : []),
];

describe.each(WAYS)('two trackers on one folder, %s', (_how, through) => {
  it('are never both let in, and what the first acknowledged stays', async () => {
    const data = temporaryFolder();
    const first = await TrackerProcess.start(data, { through });
    await Client.member(first, 'REGISTER', 'ana');
    for (let time = 0; time < 2; time += 1) {
      const second = await TrackerProcess.refused(data, { through });
      expect(second.err).toMatch(
        /^tracker: the folder \S+ is in use by another tracker \(process \d+[^\n]*\); choose another --data\.\n$/,
      );
    }
    await Client.member(first, 'REGISTER', 'bob');
    await first.kill();
    const third = await TrackerProcess.start(data, { through });
    await Client.member(third, 'LOGIN', 'ana');
    await Client.member(third, 'LOGIN', 'bob');
  });

  it('are one when both start at once', async () => {
    const data = temporaryFolder();
    const both = [new TrackerProcess(data, { through }), new TrackerProcess(data, { through })];
    const ended = await Promise.race(both.map((tracker) => tracker.exited.then(() => tracker)));
    expect(ended.errors).toMatch(/^tracker: the folder .* (is in use|is being taken) by another tracker.*\n$/);
    await both.find((tracker) => tracker !== ended)?.listening();
  });
});

describe('a tracker of an earlier version, which knows of the file tracker.lock alone', () => {
  it('keeps this one out', async () => {
    const data = temporaryFolder();
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    writeFileSync(join(data, 'tracker.lock'), `${process.pid} started at ${stat.split(' ')[19]}`);
    const { err } = await TrackerProcess.refused(data);
    expect(err).toContain(`is in use by another tracker (process ${process.pid})`);
  });

  it('finds in it who is there', async () => {
    const data = temporaryFolder();
    const { child } = await TrackerProcess.start(data);
    expect(readFileSync(join(data, 'tracker.lock'), 'utf8')).toMatch(new RegExp(`^${child.pid} started at \\d+$`));
  });
});
