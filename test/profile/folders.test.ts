// N12, N14: where a peer's files are, whatever the surroundings and the names.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { homeFolder } from '../../commons/storage/home-folder.ts';
import { makeFolder } from '../../commons/storage/make-folder.ts';
import { type Surroundings, userFolders } from '../../peer/profile/folders.ts';
import { placeOf } from '../../peer/profile/places.ts';
import { fileName } from '../../peer/profile/tracker-file-name.ts';
import { temporaryFolder } from '../helpers/programs.ts';

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

describe('a folder that cannot be made', () => {
  it.each(['/proc/x', '/proc/self/x/y', '/dev/null/x', '/sys/x'])('is refused at once: %s', (folder) => {
    expect(() => makeFolder(folder)).toThrow();
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
});

it.each(['home', './home', '.', ''])('the home folder is never a relative one (N14): HOME=%j', (home) => {
  vi.stubEnv('HOME', home);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(homeFolder()).toMatch(/^\//);
});
