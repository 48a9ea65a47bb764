// N12, N14 with real programs: their files, whatever the surroundings and the names.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { ROOT } from '../helpers/run-program.ts';

const HAN = '漢'.repeat(27);
const THAI = 'ก'.repeat(31);

interface Run {
  readonly code: number | null;
  readonly err: string;
  readonly here: readonly string[];
}

/** A program in these surroundings alone, in a folder of its own; `here`: what it left in that. */
function runIn(environment: NodeJS.ProcessEnv, script: string, args: readonly string[]): Promise<Run> {
  const cwd = temporaryFolder();
  const child = spawn(process.execPath, [join(ROOT, 'dist', script), ...args], {
    cwd,
    env: { LC_ALL: 'C.UTF-8', P2PCHAT_PASSWORD: 'a password of ana', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
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

/** As a user without an entry in the system's list of users has it. */
const WITHOUT_HOME = `
  import os from 'node:os';
  import { syncBuiltinESMExports } from 'node:module';
  os.homedir = os.userInfo = () => { throw Object.assign(new Error('no such user'), { code: 'ENOENT' }); };
  syncBuiltinESMExports();
`;

describe('a peer whose home folder', () => {
  it.each(STRANGE)('is %s says so in one sentence, and leaves nothing behind', async (_how, environment) => {
    const { code, err, here } = await runIn(environment, 'peer/main.js', NOWHERE);
    expect({ code, here }).toEqual({ code: 1, here: [] });
    expect(err).toMatch(/^peer: the folder \/\S+ cannot be used \([^)]*\b[A-Z]+\)[^\n]*\.\n$/);
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

  it('is not known to the system either, says so, and works with --data', async () => {
    const unknown = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WITHOUT_HOME)}` };
    expect(await runIn(unknown, 'peer/main.js', NOWHERE)).toEqual({
      code: 1,
      err: 'peer: there is no place for your files, because HOME names no folder; set HOME, or name a folder with --data.\n',
      here: [],
    });
    const portuguese = await runIn({ ...unknown, LC_ALL: 'pt_BR.UTF-8', HOME: '' }, 'peer/main.js', NOWHERE);
    expect(portuguese.err).toMatch(/^peer: não há lugar para seus arquivos/);
    const tracker = await TrackerProgram.start();
    const data = temporaryFolder();
    const args = ['--plain', '--user', 'ana', '--register', '--tracker', tracker.endpoint, '--data', data];
    expect(await runIn(unknown, 'peer/main.js', args)).toEqual({ code: 0, err: '', here: [] });
  });
});

describe('a folder that cannot be made', () => {
  it.each(['/proc/x', '/proc/self/x/y', '/dev/null/x', '/sys/x'])('ends a program at once: %s', async (folder) => {
    const peer = await runIn({ HOME: '/tmp' }, 'peer/main.js', [...NOWHERE, '--data', folder]);
    expect(peer).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^peer: the folder \S+ cannot be used \([^)]*\bE[A-Z]+\)/),
    });
    const tracker = await runIn({}, 'tracker/main.js', ['--port', '0', '--data', folder]);
    expect(tracker).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^tracker: the data folder \S+ cannot be made/),
    });
  });
});

describe('a name of many bytes', () => {
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
