// More of what real processes keep to themselves, and of whom they trust.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '../commons/tls/certificates.ts';
import { inRoom, PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';

describe('a peer', () => {
  it('says in a sentence that others may read its files, and how to close them', async () => {
    const tracker = await TrackerProgram.start();
    const folder = join(temporaryFolder(), 'ana');
    const first = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--data', folder]);
    first.type('/quit');
    await first.exited;
    chmodSync(join(folder, 'identity.json'), 0o644);
    const again = new PeerProgram('ana', tracker.endpoint, ['--data', folder]);
    expect(await again.exited).toBe(1);
    expect(again.errors).toContain('chmod 600');
  });
});

describe('a tracker', () => {
  it('that has another key when it comes back is told once, and is taken for one that is away', async () => {
    const data = temporaryFolder();
    const tracker = await TrackerProgram.start([], data);
    const ana = await PeerProgram.start('ana', tracker.endpoint);
    tracker.child.kill('SIGKILL');
    await tracker.exited;
    const other = await TrackerProgram.start(['--port', String(tracker.port)], temporaryFolder());
    const { message } = await ana.event('error', { code: 'TRACKER_KEY_CHANGED' });
    expect(message).toMatch(/Nothing is sent to it.* quit, remove .*known_trackers.* and start again\.$/);
    const reason = 'it has another key than before';
    await ana.until(() => ana.all('tracker').filter((line) => line['reason'] === reason).length > 1, 'two attempts');
    other.child.kill('SIGKILL');
    await other.exited;
    await TrackerProgram.start(['--port', String(tracker.port)], data);
    const isBack = (): boolean => ana.all('tracker').filter(({ state }) => state === 'connected').length === 2;
    await ana.until(isBack, 'the tracker that is known');
    expect(ana.all('error')).toHaveLength(1);
  });

  it('may be vouched for by an authority, and then its key may change', async () => {
    const folder = temporaryFolder();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const authority = await issue({ authority: 'An authority' });
    const ca = file('ca.pem', authority.pem);
    const args = ['--register', '--ca', ca, '--data', join(folder, 'ana')];
    let port = '0';
    for (const kind of ['P-256', 'RSA'] as const) {
      const { pem, identity } = await issue({ kind, by: authority, hosts: ['127.0.0.1'] });
      const [cert, key] = [file(`${kind}.pem`, pem), file(`${kind}.key`, identity.key)];
      const tracker = await TrackerProgram.start(['--cert', cert, '--key', key, '--port', port], join(folder, 'data'));
      port = String(tracker.port);
      const ana = await PeerProgram.start('ana', tracker.endpoint, args);
      ana.type('/quit');
      await ana.exited;
      tracker.child.kill('SIGTERM');
      await tracker.exited;
    }
    const stranger = await TrackerProgram.start(['--port', port], temporaryFolder());
    const refused = new PeerProgram('ana', stranger.endpoint, args);
    const { reason } = await refused.event('tracker', { state: 'reconnecting' });
    expect(reason).toContain('not vouched for');
  });

  it('takes plaintext from where it may, and TLS from everywhere', async () => {
    const tracker = await TrackerProgram.start(['--plaintext', 'never']);
    const plain = new PeerProgram('eva', tracker.endpoint, ['--register', '--encryption', 'off']);
    expect(await plain.exited).toBe(1);
    expect(plain.all('error')).toMatchObject([{ code: 'TLS_REQUIRED' }]);
    const [ana] = await inRoom(tracker, 'ana', 'bob');
    expect(await ana?.event('link', { peer: 'bob', state: 'open' })).toMatchObject({ security: 'tls1.3' });
  });
});

describe('real processes', () => {
  it('keep passwords and messages out of every file and log', async () => {
    const data = temporaryFolder();
    const tracker = await TrackerProgram.start([], data);
    const [ana, bob] = (await inRoom(tracker, 'ana', 'bob')) as [PeerProgram, PeerProgram];
    ana.type('a very private canary');
    await bob.event('message');
    tracker.child.kill('SIGTERM');
    expect(await tracker.exited).toBe(0);
    const files = ['users_db.json', 'rooms_db.json', 'peers_db.json'].map((name) =>
      readFileSync(join(data, name), 'utf8'),
    );
    const all = [...files, JSON.stringify(tracker.lines), tracker.errors, ana.errors, bob.errors].join('\n');
    expect(all).not.toContain('canary');
    expect(all).not.toContain('secret of');
    expect(files[0]).toContain('scram$15$8$1$');
    expect(files[1]).toContain('"owner":"ana"');
  });
});
