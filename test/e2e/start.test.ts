// `npm start` and the command lines, as somebody meets them who has just cloned the repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/programs.ts';
import { builtCheckout, endTrackerAfterwards, freePort, ROOT, run, takenPort } from '../helpers/run-program.ts';

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
