// N4: a log that cannot be written ends no program: that is said once, and everything else goes on.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Person } from '../helpers/person-at-terminal.ts';
import { PeerProgram, Program, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';
import { Client, TrackerProcess } from '../storage/tracker-process.ts';

/** Every write to it fails with ENOSPC, as on a full disk. */
const FULL = '/dev/full';

/** A folder for --data in which the log is on a full disk. */
function folderWithFullLog(): string {
  const data = join(temporaryFolder(), 'data');
  mkdirSync(data, { mode: 0o700 });
  symlinkSync(FULL, join(data, 'peer.log'));
  return data;
}

describe.runIf(existsSync(FULL))('a peer whose log is on a full disk', () => {
  it.each([
    ['en', /^peer: the log \S+ cannot be written \(ENOSPC\), so nothing more is logged\n$/],
    ['pt', /^peer: o log \S+ não pode ser gravado \(ENOSPC\), então nada mais é registrado\n$/],
  ])('prints lines, and says so once (%s)', async (language, said) => {
    const tracker = await TrackerProgram.start();
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    const locale = { LC_ALL: language === 'pt' ? 'pt_BR.UTF-8' : 'C.UTF-8' };
    const args = [
      '--plain',
      '--user',
      'ana',
      '--register',
      '--tracker',
      tracker.endpoint,
      '--data',
      folderWithFullLog(),
    ];
    const ana = new Program('ana', 'peer/main.js', args, { P2PCHAT_PASSWORD: 'secret of ana', ...locale });
    bob.type('/create dev');
    await bob.event('room_joined');
    ana.type('/join dev');
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.type('one', 'two');
    await bob.event('message', { content: 'two' });
    tracker.child.kill('SIGKILL'); // That is logged, too.
    await tracker.exited;
    await bob.event('tracker', { state: 'lost' });
    ana.type('three');
    await bob.event('message', { content: 'three' });
    expect(ana.errors).toMatch(said);
  });

  it.runIf(hasTmux())('shows the full screen, says so there, and goes on', async () => {
    const tracker = await TrackerProgram.start();
    const ana = new Person('ana', tracker, { args: ['--data', folderWithFullLog()] });
    await ana.registers();
    await ana.sees('written (ENOSPC), so nothing more is');
    ana.enters('/create dev');
    await ana.sees('alone here');
  });
});

describe.skipIf(platform() === 'win32')('a peer whose log is a pipe that nobody reads', () => {
  it('says so once, and goes on', async () => {
    const tracker = await TrackerProgram.start();
    const data = join(temporaryFolder(), 'data');
    mkdirSync(data, { mode: 0o700 });
    execFileSync('mkfifo', ['-m', '600', join(data, 'peer.log')]);
    const args = ['--plain', '--user', 'ana', '--register', '--tracker', tracker.endpoint, '--data', data];
    const ana = new Program('ana', 'peer/main.js', args, { P2PCHAT_PASSWORD: 'secret of ana', LC_ALL: 'C.UTF-8' });
    ana.type('/quit');
    expect(await ana.exited).toBe(0);
    expect(ana.errors).toMatch(/^peer: the log \S+ cannot be written \(ENXIO\), so nothing more is logged\n$/);
  });
});

describe.runIf(existsSync(FULL))('a program whose standard error is on a full disk', () => {
  it('goes on, with --json, where that is the log', async () => {
    const tracker = await TrackerProgram.start();
    const ana = new PeerProgram('ana', tracker.endpoint);
    ana.child.stderr?.destroy(); // What was a pipe breaks with EPIPE.
    await ana.event('ready');
    tracker.child.kill('SIGKILL');
    await ana.event('tracker', { state: 'lost' });
    ana.type('/status');
    await ana.event('status');
  });
});

describe.runIf(existsSync(FULL))('a tracker whose log is on a full disk', () => {
  it('serves as before', async () => {
    const tracker = await TrackerProcess.start(temporaryFolder(), { logFile: FULL });
    await Client.member(tracker, 'REGISTER', 'ana');
    await Client.member(tracker, 'REGISTER', 'bob');
    expect(await tracker.stop()).toBe(0);
  });

  it('says so once, where standard error can still be written', async () => {
    const main = join(import.meta.dirname, '..', '..', 'dist', 'tracker', 'main.js');
    const child = spawn(process.execPath, [main, '--port', '0', '--data', temporaryFolder()], {
      stdio: ['ignore', openSync(FULL, 'a'), 'pipe', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    await new Promise((resolve) => child.once('message', resolve));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(errors).toBe('tracker: the log cannot be written (ENOSPC); the tracker goes on without it.\n');
  });
});
