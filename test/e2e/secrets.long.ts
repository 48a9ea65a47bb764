import { once } from 'node:events';
// What real processes let others on the machine see: nothing on their command lines, no keys unless they were asked to
// record them, and files that are closed.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PeerProgram, Program, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a process', () => {
  it('has no secret on its command line', async () => {
    const tracker = await TrackerProgram.start();
    const folder = temporaryFolder();
    const password = join(folder, 'password');
    writeFileSync(password, 'canary-password\n', { mode: 0o600 });
    const ana = new Program('ana', 'peer/main.js', [
      ...['--json', '--user', 'ana', '--register', '--tracker', tracker.endpoint, '--data', join(folder, 'ana')],
      ...['--password-file', password],
    ]);
    await ana.line(({ event }) => event === 'ready', 'ready');
    ana.type('/create dev --password canary-room-password');
    await ana.line(({ event }) => event === 'room_joined', 'room_joined');
    for (const { child } of [tracker, ana]) {
      expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain('canary');
    }
  });

  it('keeps its files to itself, and its password nowhere', async () => {
    const tracker = await TrackerProgram.start();
    const folder = join(temporaryFolder(), 'ana');
    const ana = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--data', folder]);
    ana.type('/quit'); // While it runs, a file may be on its way to its name.
    await once(ana.child, 'exit');
    expect(modeOf(folder)).toBe(0o700);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toContain('identity.json');
    for (const { parentPath, name } of files) {
      expect([name, modeOf(join(parentPath, name))]).toEqual([name, 0o600]);
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain('secret of ana');
    }
  });

  it('needs its password once: then its key is enough', async () => {
    const tracker = await TrackerProgram.start();
    const first = await PeerProgram.start('ana', tracker.endpoint);
    first.type('/quit');
    await first.exited;
    const again = new PeerProgram('ana', tracker.endpoint, [], { P2PCHAT_PASSWORD: undefined });
    await again.event('ready');
  });
});

describe('keys', () => {
  it('are recorded by who was asked to, in a file of their own, and the others are told', async () => {
    const tracker = await TrackerProgram.start();
    const file = join(temporaryFolder(), 'keys.log');
    const ana = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--keylog', file]);
    expect((await ana.event('ready'))['keylog']).toBe(file);
    ana.type('/create dev');
    await ana.event('room_joined');
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    bob.type('/join dev');
    expect(await bob.event('link', { peer: 'ana', state: 'open' })).toMatchObject({ records_keys: true });
    await ana.event('link', { peer: 'bob', state: 'open' });
    expect(readFileSync(file, 'utf8').match(/^CLIENT_TRAFFIC_SECRET_0 /gm)).toHaveLength(2);
    expect(modeOf(file)).toBe(0o600);
  });

  it('are not recorded because the environment says so', async () => {
    const tracker = await TrackerProgram.start();
    const SSLKEYLOGFILE = join(temporaryFolder(), 'keys.log');
    const ana = new PeerProgram('ana', tracker.endpoint, ['--register'], { SSLKEYLOGFILE });
    await ana.event('ready');
    expect((await ana.event('ready'))['keylog']).toBeNull();
    expect(existsSync(SSLKEYLOGFILE)).toBe(false);
  });
});

describe('a tracker', () => {
  it('with another key than before is not told who we are', async () => {
    const tracker = await TrackerProgram.start();
    const home = temporaryFolder();
    const first = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--data', join(home, 'ana')]);
    first.type('/quit');
    await first.exited;
    tracker.child.kill('SIGKILL');
    await tracker.exited;
    const other = await TrackerProgram.start(['--port', String(tracker.port)], temporaryFolder());
    const again = new PeerProgram('ana', other.endpoint, ['--register', '--data', join(home, 'ana')]);
    expect(await again.exited).toBe(1);
    expect(again.all('error')).toMatchObject([{ code: 'TRACKER_KEY_CHANGED' }]);
    expect(other.lines.some(({ message }) => message === 'registered')).toBe(false);
  });
});
