// `npm start` and the command lines, as somebody meets them who has just cloned the repository.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DAMAGED, issue } from '../commons/tls/certificates.ts';
import { TrackerProgram, temporaryFolder } from '../helpers/programs.ts';

const root = join(import.meta.dirname, '..', '..');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A checkout that is built, for all of these tests: each has a port of its own, and with it a folder for its data. */
const checkout = mkdtempSync(join(tmpdir(), 'p2pchat-checkout-'));

beforeAll(() => {
  cpSync(join(root, 'dist'), join(checkout, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

function homeIn(folder: string): NodeJS.ProcessEnv {
  const home = folder === root ? temporaryFolder() : join(folder, 'home');
  return { XDG_DATA_HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
}

function run(folder: string, script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(folder, 'dist', script), ...args], {
    env: { ...process.env, ...homeIn(folder), LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The tracker outlives whoever started it, so the test has to end it. */
function endTrackerAfterwards(output: string): number {
  const pid = Number(/\(process (\d+)\)/.exec(output)?.[1] ?? 0);
  onTestFinished(() => {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  });
  return pid;
}

describe('npm start without a terminal', () => {
  it('starts a tracker that outlives it, says where its log and data are and how to join, and exits 0', async () => {
    const port = await freePort();
    const tracker = `127.0.0.1:${port}`;
    const log = join(checkout, 'data', `port-${port}`, 'tracker.log');
    const first = await run(checkout, 'scripts/start.js', ['--tracker', tracker]);
    expect(endTrackerAfterwards(first.err)).toBeGreaterThan(0);
    expect(first.code).toBe(0);
    expect(first.out).toBe('');
    expect(first.err).toContain(log);
    expect(first.err).toContain('npm start');
    expect(readFileSync(log, 'utf8')).toContain('listening');
    const second = await run(checkout, 'scripts/start.js', ['--tracker', tracker]);
    expect(second).toMatchObject({ code: 0, err: expect.stringContaining('A tracker answers') });
  });

  it('ends up with one tracker when several terminals start at once', async () => {
    const port = await freePort();
    const tracker = `127.0.0.1:${port}`;
    const starts = await Promise.all(
      Array.from({ length: 4 }, () => run(checkout, 'scripts/start.js', ['--tracker', tracker])),
    );
    for (const { err } of starts) endTrackerAfterwards(err);
    expect(starts.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const log = readFileSync(join(checkout, 'data', `port-${port}`, 'tracker.log'), 'utf8');
    expect(log.match(/listening on/g)).toHaveLength(1);
  });

  it('says so when something else listens there', async () => {
    const stranger = createServer((socket) => socket.end('SSH-2.0-something\r\n'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await run(checkout, 'scripts/start.js', ['--tracker', `127.0.0.1:${port}`]);
    expect(code).toBe(1);
    expect(err).toContain('Something else than a tracker');
  });
});

describe('the command lines', () => {
  it('say in one sentence that a port is in use, and name the way out', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    const tracker = await run(root, 'tracker/main.js', ['--port', port, '--data', temporaryFolder()]);
    expect(tracker.code).toBe(1);
    expect(tracker.err).toMatch(/already in use.*--port.*\n$/);
    const env = { P2PCHAT_PASSWORD: 'x', XDG_DATA_HOME: temporaryFolder() };
    const peer = await run(root, 'peer/main.js', ['--json', '--user', 'ana', '--listen', port], env);
    expect(peer.code).toBe(1);
    expect(peer.err).toMatch(/already in use.*--listen.*\n$/);
  });

  it('let no two trackers share a data folder', async () => {
    const data = temporaryFolder();
    const first = await TrackerProgram.start([], data);
    const second = await run(root, 'tracker/main.js', ['--port', '0', '--data', data]);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/in use by another tracker \(process \d+\).*--data/);
    first.child.kill('SIGKILL');
    await first.exited;
    expect((await TrackerProgram.start([], data)).port).toBeGreaterThan(0);
  });

  it('refuse what makes no sense with exit code 2', async () => {
    const cases: [string, string[]][] = [
      ['tracker/main.js', ['--port', 'x']],
      ['peer/main.js', ['--json']],
      ['peer/main.js', ['--nonsense']],
    ];
    for (const [script, args] of cases) {
      const { code, out, err } = await run(root, script, args);
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('refuse a certificate that is of no use, before anybody comes', async () => {
    const [good, small] = [await issue(), await issue({ kind: 'RSA-512' })];
    const given: [chain: string, key: string][] = [
      [`${good.pem}\n${DAMAGED}`, good.identity.key],
      [small.pem, small.identity.key],
    ];
    const ends = given.map(([chain, key]) => {
      const data = temporaryFolder();
      const [certFile, keyFile] = [join(data, 'chain.pem'), join(data, 'key.pem')];
      writeFileSync(certFile, chain);
      writeFileSync(keyFile, key, { mode: 0o600 });
      return run(root, 'tracker/main.js', ['--port', '0', '--data', data, '--cert', certFile, '--key', keyFile]);
    });
    for (const { code, err } of await Promise.all(ends)) {
      expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
      expect(err).toMatch(/^tracker: the key or its certificate is of no use/);
    }
  });

  it('refuse an empty passphrase with exit code 2, and to let node record keys, before anything is done', async () => {
    const data = join(temporaryFolder(), 'ana');
    const keys = join(temporaryFolder(), 'keys.log');
    const args = ['--json', '--user', 'ana', '--register', '--data', data, '--tracker', '127.0.0.1:1'];
    const [empty, recorded] = await Promise.all([
      run(root, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x', P2PCHAT_PASSPHRASE: '' }),
      run(root, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x', NODE_OPTIONS: `--tls-keylog=${keys}` }),
    ]);
    expect(empty).toMatchObject({ code: 2, out: '', err: expect.stringContaining('empty passphrase') });
    expect(recorded).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^peer: .*--keylog.*\n$/m) });
    expect([data, keys].map(existsSync)).toEqual([false, false]);
  });

  it('help', async () => {
    for (const script of ['tracker/main.js', 'peer/main.js']) {
      const { code, out } = await run(root, script, ['--help']);
      expect(code).toBe(0);
      expect(out).toContain('Examples:');
    }
  });

  it('refuse a wrong password with one event, and end', async () => {
    const { endpoint: tracker } = await TrackerProgram.start();
    const args = ['--json', '--user', 'nobody', '--tracker', tracker];
    const { code, out } = await run(root, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ event: 'error', code: 'LOGIN_FAILED' });
  });

  it('read the password from a file', async () => {
    const { endpoint: tracker } = await TrackerProgram.start();
    const file = join(temporaryFolder(), 'password');
    writeFileSync(file, `${'long '.repeat(500)}\n`);
    const args = ['--json', '--user', 'ana', '--register', '--password-file', file, '--tracker', tracker];
    // Nothing is typed: the standard input ends at once, so the peer signs in and leaves.
    const { code, out } = await run(root, 'peer/main.js', args);
    expect(code).toBe(0);
    expect(out).toContain('"event":"ready"');
  });

  it('write no file into the current folder', () => {
    expect(existsSync(join(root, 'peer.log'))).toBe(false);
  });
});
