// More of `npm start` and the command lines, as somebody meets them who has just cloned the repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAMAGED, issue } from '../commons/tls/certificates.ts';
import { TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { builtCheckout, endTrackerAfterwards, freePort, ROOT, run, takenPort } from '../helpers/run-program.ts';

const checkout = builtCheckout();

describe('npm start without a terminal', () => {
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
    const port = await takenPort(createServer((socket) => socket.end('SSH-2.0-something\r\n')));
    const { code, err } = await run(checkout, 'scripts/start.js', ['--tracker', `127.0.0.1:${port}`]);
    expect(code).toBe(1);
    expect(err).toContain('Something other than a tracker');
  });
});

describe('the command lines', () => {
  it('let no two trackers share a data folder', async () => {
    const data = temporaryFolder();
    const first = await TrackerProgram.start([], data);
    const second = await run(ROOT, 'tracker/main.js', ['--port', '0', '--data', data]);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/in use by another tracker \(process \d+\).*--data/);
    first.child.kill('SIGKILL');
    await first.exited;
    expect((await TrackerProgram.start([], data)).port).toBeGreaterThan(0);
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
      return run(ROOT, 'tracker/main.js', ['--port', '0', '--data', data, '--cert', certFile, '--key', keyFile]);
    });
    for (const { code, err } of await Promise.all(ends)) {
      expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
      expect(err).toMatch(/^tracker: the key or its certificate is of no use/);
    }
  });

  it('refuse a wrong password with one event, and end', async () => {
    const { endpoint: tracker } = await TrackerProgram.start();
    const args = ['--json', '--user', 'nobody', '--tracker', tracker];
    const { code, out } = await run(ROOT, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'x' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ event: 'error', code: 'LOGIN_FAILED' });
  });

  it('read the password from a file', async () => {
    const { endpoint: tracker } = await TrackerProgram.start();
    const file = join(temporaryFolder(), 'password');
    writeFileSync(file, `${'long '.repeat(500)}\n`, { mode: 0o600 });
    const args = ['--json', '--user', 'ana', '--register', '--password-file', file, '--tracker', tracker];
    // Nothing is typed: the standard input ends at once, so the peer signs in and leaves.
    const { code, out } = await run(ROOT, 'peer/main.js', args);
    expect(code).toBe(0);
    expect(out).toContain('"event":"ready"');
  });
});
