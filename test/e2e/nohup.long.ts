// N9: a signal that was ignored when a program started stays ignored, as far as that can be found out.
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ignoredSignals } from '../../commons/process/ignored-signals.ts';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { Client, TrackerProcess } from '../storage/tracker-process.ts';

const hasNohup = existsSync('/usr/bin/nohup');

/** The process itself: what was started may be a shell around it. */
const processOf = ({ data }: TrackerProcess): number =>
  Number(readFileSync(join(data, 'tracker.lock'), 'utf8').split(' ')[0]);

describe.runIf(platform() === 'linux')('a tracker', () => {
  it.runIf(hasNohup)('that nohup has started goes on after a hangup, and ends when it is asked to', async () => {
    const tracker = await TrackerProcess.start(temporaryFolder(), { through: ['nohup'] });
    for (let time = 0; time < 3; time += 1) process.kill(processOf(tracker), 'SIGHUP');
    await Client.member(tracker, 'REGISTER', 'ana');
    expect(await tracker.stop()).toBe(0);
  });

  it.each(['INT', 'HUP'])('goes on after a SIG%s that the shell around it ignores', async (name) => {
    const through = ['sh', '-c', `trap '' ${name}; "$0" "$@"; exit $?`];
    const tracker = await TrackerProcess.start(temporaryFolder(), { through });
    for (let time = 0; time < 3; time += 1) process.kill(processOf(tracker), `SIG${name}`);
    await Client.member(tracker, 'REGISTER', 'ana');
    process.kill(processOf(tracker), 'SIGTERM');
    expect(await tracker.exited).toBe(0);
  });

  it('ends by Ctrl+C where nobody ignores that', async () => {
    const tracker = await TrackerProcess.start(temporaryFolder(), { through: ['sh', '-c', '"$0" "$@"; exit $?'] });
    process.kill(processOf(tracker), 'SIGINT');
    expect(await tracker.exited).toBe(0);
  });
});

describe.runIf(platform() === 'linux')('a peer without a terminal', () => {
  it('goes on after a hangup, and ends by Ctrl+C', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await PeerProgram.start('ana', tracker.endpoint);
    ana.child.kill('SIGHUP');
    ana.type('/status');
    await ana.event('status');
    ana.child.kill('SIGINT');
    expect(await ana.exited).toBe(130);
  });
});

it('at a terminal a hangup ends the program', () => {
  expect([...ignoredSignals({ isAtTerminal: true, parent: process.pid })]).toEqual([]);
  expect([...ignoredSignals({ isAtTerminal: false, parent: process.pid })]).toEqual(['SIGHUP']);
});
