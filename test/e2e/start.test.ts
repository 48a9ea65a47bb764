// `npm start` and the command lines, as somebody meets them who has just cloned the repository.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import {
  builtCheckout,
  type Ended,
  endTrackerAfterwards,
  freePort,
  ROOT,
  run,
  takenPort,
} from '../helpers/run-program.ts';

const checkout = builtCheckout();

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
});

describe('npm start where a tracker was met before (U3)', () => {
  const second = builtCheckout();

  /** Signs in and leaves again; the tracker stays. */
  async function signIn(folder: string, port: number, home: string, ...more: readonly string[]): Promise<Ended> {
    const args = ['--json', '--user', 'ana', '--register', '--tracker', `127.0.0.1:${port}`, ...more];
    const env = { P2PCHAT_PASSWORD: 'correct horse', XDG_DATA_HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
    return run(folder, 'scripts/start.js', args, env);
  }

  async function killed({ err }: Ended): Promise<void> {
    const pid = Number(/\(process (\d+)\)/.exec(err)?.[1]);
    process.kill(pid, 'SIGKILL');
    const port = Number(/on 127\.0\.0\.1:(\d+) /.exec(err)?.[1]);
    await expect.poll(() => isListening(port)).toBe(false);
  }

  function isListening(port: number): Promise<boolean> {
    const socket = connect(port, '127.0.0.1');
    return new Promise((resolve) => {
      socket.once('error', () => resolve(false)).once('connect', () => resolve(true));
    }).finally(() => socket.destroy()) as Promise<boolean>;
  }

  const letIn = { code: 0, out: expect.stringContaining('"event":"ready"') };

  it('goes on with the tracker of another clone, of this one with its data deleted, and in another profile', async () => {
    const [port, home, other] = [await freePort(), temporaryFolder(), temporaryFolder()];
    const first = await signIn(checkout, port, home);
    expect(first).toMatchObject(letIn);
    expect(await signIn(checkout, port, other)).toMatchObject(letIn);
    await killed(first);
    const elsewhere = await signIn(second, port, home);
    expect(elsewhere).toMatchObject(letIn);
    await killed(elsewhere);
    rmSync(join(second, 'data'), { recursive: true });
    const anew = await signIn(second, port, home);
    endTrackerAfterwards(anew.err);
    expect(anew).toMatchObject(letIn);
    expect(await signIn(second, port, other)).toMatchObject(letIn);
  });

  it('says nothing to a tracker that somebody else has put in its place', async () => {
    const home = temporaryFolder();
    const stranger = await TrackerProgram.start();
    const { port } = stranger;
    expect(await signIn(checkout, port, home)).toMatchObject(letIn);
    stranger.child.kill('SIGKILL');
    await stranger.exited;
    const ours = await signIn(checkout, port, home);
    expect(ours).toMatchObject(letIn);
    await killed(ours);
    const again = await TrackerProgram.start(['--port', String(port)]);
    const refused = await signIn(checkout, port, home);
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('TRACKER_KEY_CHANGED') });
    expect(again.lines.some(({ message }) => message === 'registered')).toBe(false);
  });
});

describe('the command lines', () => {
  it('say in one sentence that a port is in use, and name the way out', async () => {
    const port = String(await takenPort());
    const tracker = await run(ROOT, 'tracker/main.js', ['--port', port, '--data', temporaryFolder()]);
    expect(tracker.code).toBe(1);
    expect(tracker.err).toMatch(/already in use.*--port.*\n$/);
    const env = { P2PCHAT_PASSWORD: 'x', XDG_DATA_HOME: temporaryFolder() };
    const peer = await run(ROOT, 'peer/main.js', ['--json', '--user', 'ana', '--listen', port], env);
    expect(peer.code).toBe(1);
    expect(peer.err).toMatch(/already in use.*--listen.*\n$/);
  });

  it('refuse what makes no sense with exit code 2', async () => {
    const cases: [string, string[]][] = [
      ['tracker/main.js', ['--port', 'x']],
      ['peer/main.js', ['--json']],
      ['peer/main.js', ['--nonsense']],
    ];
    for (const [script, args] of cases) {
      const { code, out, err } = await run(ROOT, script, args);
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('refuse an empty passphrase with exit code 2, and to let node record keys, before anything is done', async () => {
    const data = join(temporaryFolder(), 'ana');
    const keys = join(temporaryFolder(), 'keys.log');
    const args = ['--json', '--user', 'ana', '--register', '--data', data, '--tracker', '127.0.0.1:1'];
    const [empty, recorded] = await Promise.all([
      run(ROOT, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x', P2PCHAT_PASSPHRASE: '' }),
      run(ROOT, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x', NODE_OPTIONS: `--tls-keylog=${keys}` }),
    ]);
    expect(empty).toMatchObject({ code: 2, out: '', err: expect.stringContaining('empty passphrase') });
    expect(recorded).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^peer: .*--keylog.*\n$/m) });
    expect([data, keys].map(existsSync)).toEqual([false, false]);
  });

  it('help', async () => {
    for (const script of ['tracker/main.js', 'peer/main.js']) {
      const { code, out } = await run(ROOT, script, ['--help']);
      expect(code).toBe(0);
      expect(out).toContain('Examples:');
    }
  });

  it('write no file into the current folder', () => {
    expect(existsSync(join(ROOT, 'peer.log'))).toBe(false);
  });
});
