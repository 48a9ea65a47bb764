// `npm start` in another clone, profile or data folder than the last time.
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { builtCheckout, type Ended, endTrackerAfterwards, freePort, run } from '../helpers/run-program.ts';

const checkout = builtCheckout();

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
    const again = await signIn(second, port, home);
    endTrackerAfterwards(again.err);
    expect(again).toMatchObject(letIn);
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
