// N12, N14: where a peer's files are, whatever the surroundings and the names.
import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeFolder } from '../../commons/make-folder.ts';
import { type Surroundings, userFolders } from '../../peer/profile/folders.ts';
import { placeOf } from '../../peer/profile/places.ts';
import { fileName } from '../../peer/profile/tracker-file-name.ts';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { ROOT } from '../helpers/run-program.ts';

const LINUX: Surroundings = { platform: 'linux', environment: {}, home: '/home/ana' };
const TRACKER = { address: '127.0.0.1', port: 6060 };

describe('the folders of a user', () => {
  it.each<[string, Partial<Surroundings>, string | null, string | null]>([
    ['without XDG variables', {}, '/home/ana/.local/share/p2p-chat', '/home/ana/.config/p2p-chat'],
    [
      'with XDG variables',
      { environment: { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c' }, home: null },
      '/d/p2p-chat',
      '/c/p2p-chat',
    ],
    [
      'with relative ones, which are ignored',
      { environment: { XDG_DATA_HOME: 'd', XDG_CONFIG_HOME: './c' } },
      '/home/ana/.local/share/p2p-chat',
      '/home/ana/.config/p2p-chat',
    ],
    [
      'with empty ones',
      { environment: { XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' } },
      '/home/ana/.local/share/p2p-chat',
      '/home/ana/.config/p2p-chat',
    ],
    ['without a home', { home: null }, null, null],
    ['without a home, and relative ones', { home: null, environment: { XDG_DATA_HOME: '.' } }, null, null],
    [
      'on macOS',
      { platform: 'darwin', home: '/Users/ana' },
      '/Users/ana/Library/Application Support/p2p-chat',
      '/Users/ana/Library/Preferences/p2p-chat',
    ],
    [
      'on Windows',
      { platform: 'win32', home: 'C:\\Users\\ana', environment: { APPDATA: 'D:\\roaming', LOCALAPPDATA: 'local' } },
      'C:\\Users\\ana\\AppData\\Local\\p2p-chat\\Data',
      'D:\\roaming\\p2p-chat\\Config',
    ],
  ])('%s', (_how, surroundings, data, config) => {
    expect(userFolders({ ...LINUX, ...surroundings })).toEqual({ data, config });
  });
});

interface Run {
  readonly code: number | null;
  readonly err: string;
  readonly here: readonly string[];
}

/** A program in these surroundings alone, in a folder of its own; `here`: what it left in that. */
function runIn(environment: NodeJS.ProcessEnv, script: string, args: readonly string[], uid?: number): Promise<Run> {
  const cwd = temporaryFolder();
  const child = spawn(process.execPath, [join(ROOT, 'dist', script), ...args], {
    cwd,
    env: { LC_ALL: 'C.UTF-8', P2PCHAT_PASSWORD: 'a password of ana', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr?.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err, here: readdirSync(cwd) })));
}

/** The port of the loopback on which nobody listens: the program gets as far as its files. */
const NOWHERE = ['--plain', '--user', 'ana', '--register', '--tracker', '127.0.0.1:1'];

const STRANGE: [string, NodeJS.ProcessEnv][] = [
  ['in /proc', { HOME: '/proc' }],
  ['a file', { HOME: '/dev/null' }],
  ['of which the data folder is in /proc', { HOME: '/tmp', XDG_DATA_HOME: '/proc/self/x' }],
];

describe('a peer whose home folder', () => {
  it.each(STRANGE)('is %s says so in one sentence, and leaves nothing behind', async (_how, environment) => {
    const { code, err, here } = await runIn(environment, 'peer/main.js', NOWHERE);
    expect({ code, here }).toEqual({ code: 1, here: [] });
    expect(err).toMatch(/^peer: the folder \/\S+ cannot be used \([A-Z]+\)[^\n]*\.\n$/);
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['is missing', {}],
    ['is empty', { HOME: '' }],
    ['is relative', { HOME: 'home', XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: './config' }],
    ...STRANGE,
  ])('%s, works with --data, and leaves nothing elsewhere', async (_how, environment) => {
    const tracker = await TrackerProgram.start();
    const data = join(temporaryFolder(), 'ana', 'files');
    const args = ['--plain', '--user', 'ana', '--register', '--tracker', tracker.endpoint, '--data', data];
    const { code, err, here } = await runIn(environment, 'peer/main.js', args);
    expect({ code, err, here }).toEqual({ code: 0, err: '', here: [] });
    expect(readdirSync(data)).toContain('identity.json');
  });

  const isRoot = process.getuid?.() === 0;
  it.runIf(isRoot)('is not known to the system either, says so, and works with --data', async () => {
    const nobody = 54_321;
    const without = await runIn({}, 'peer/main.js', NOWHERE, nobody);
    expect(without).toEqual({
      code: 1,
      err: 'peer: there is no place for your files, since HOME names no folder; set HOME, or give a folder with --data.\n',
      here: [],
    });
    const portuguese = await runIn({ LC_ALL: 'pt_BR.UTF-8', HOME: '' }, 'peer/main.js', NOWHERE, nobody);
    expect(portuguese.err).toMatch(/^peer: não há lugar para os seus arquivos/);
    const data = temporaryFolder();
    chownSync(data, nobody, nobody);
    const tracker = await TrackerProgram.start();
    const args = ['--plain', '--user', 'ana', '--register', '--tracker', tracker.endpoint, '--data', data];
    expect(await runIn({}, 'peer/main.js', args, nobody)).toEqual({ code: 0, err: '', here: [] });
  });
});

describe('a folder that cannot be made', () => {
  it.each(['/proc/x', '/proc/self/x/y', '/dev/null/x', '/sys/x'])('is refused at once: %s', async (folder) => {
    expect(() => makeFolder(folder)).toThrow();
    const peer = await runIn({ HOME: '/tmp' }, 'peer/main.js', [...NOWHERE, '--data', folder]);
    expect(peer).toMatchObject({ code: 1, err: expect.stringMatching(/^peer: the folder \S+ cannot be used \(\w+\)/) });
    const tracker = await runIn({}, 'tracker/main.js', ['--port', '0', '--data', folder]);
    expect(tracker).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^tracker: the data folder \S+ cannot be made/),
    });
  });

  it('is made with all above it where it can be, and may be there already', () => {
    const folder = join(temporaryFolder(), 'a', 'b', 'c');
    makeFolder(folder, 0o700);
    makeFolder(folder, 0o700);
    expect(readdirSync(folder)).toEqual([]);
  });
});

const THAI = 'ก'.repeat(31);
const HAN = '漢'.repeat(27);
const LONG_HOST = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(50)}.example`;

describe('the name of a folder or a pin', () => {
  it.each([HAN, THAI, `${HAN}漢`, `@${LONG_HOST}`, '한'.repeat(32)])(
    'is of bounded length for %s, and no other',
    (text) => {
      const folder = temporaryFolder();
      const name = fileName(folder, `${text}@127.0.0.1:6060`);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(110);
      expect(name).toMatch(/^[\w.~%-]+$/);
      expect(() => decodeURIComponent(name.replace(/~.*$/, ''))).not.toThrow();
      mkdirSync(join(folder, `${name}.0123456789ab.new`));
      expect(fileName(folder, `${text}@127.0.0.1:6061`)).not.toBe(name);
      expect(fileName(folder, `${text}@127.0.0.1:6060`)).toBe(name);
    },
  );

  it('stays as it was where it was short, and where a folder of an earlier version has the long one', () => {
    const folder = temporaryFolder();
    expect(fileName(folder, 'ana@127.0.0.1:6060')).toBe('ana%40127.0.0.1%3A6060');
    const long = encodeURIComponent(`${'ก'.repeat(20)}@127.0.0.1:6060`);
    expect(fileName(folder, `${'ก'.repeat(20)}@127.0.0.1:6060`)).not.toBe(long);
    mkdirSync(join(folder, long));
    expect(fileName(folder, `${'ก'.repeat(20)}@127.0.0.1:6060`)).toBe(long);
    expect(placeOf(folder, 'ana', { ...TRACKER, address: LONG_HOST }).filesFolder).toMatch(/~[0-9a-f]{32}$/);
  });

  it.each([HAN, THAI])('lets %s sign in, and come back with the same key', async (name) => {
    const tracker = await TrackerProgram.start();
    const first = await PeerProgram.start(name, tracker.endpoint);
    const { fingerprint } = await first.event('ready');
    first.type('/quit');
    expect(await first.exited).toBe(0);
    const again = await PeerProgram.start(name, tracker.endpoint, []);
    expect((await again.event('ready'))['fingerprint']).toBe(fingerprint);
  });
});
