// S3, with real processes: /fingerprint --rotate, and programs that are killed between its steps.
import { describe, expect, it } from 'vitest';
import { inRoom, PeerProgram, TrackerProgram } from '../helpers/programs.ts';

/** The key that a program says is its own. */
async function keyOf(peer: PeerProgram): Promise<unknown> {
  peer.type('/fingerprint');
  return (await peer.event('fingerprint', { trust: 'own' }))['fingerprint'];
}

describe('a key that is replaced', () => {
  it('is used after the next login by password, however often the program is killed, and causes no alarm', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob] = (await inRoom(tracker, 'ana', 'bob')) as [PeerProgram, PeerProgram];
    const old = await keyOf(bob);
    ana.type('/verify bob');
    await ana.event('trust', { peer: 'bob', state: 'verified' });
    bob.type('/fingerprint --rotate');
    const { fingerprint: next } = await bob.event('key_rotation', { state: 'prepared' });
    bob.child.kill('SIGKILL');
    await bob.exited;

    // The key alone logs in as before, and the new one waits.
    const keyless = new PeerProgram('bob', tracker.endpoint, [], { P2PCHAT_PASSWORD: undefined });
    await keyless.event('key_rotation', { state: 'waiting', fingerprint: next ?? '' });
    expect(await keyOf(keyless)).toBe(old);
    await keyless.event('link', { peer: 'ana', state: 'open' }); // ana learns of the next key, if she did not before.
    keyless.child.kill('SIGKILL');
    await keyless.exited;

    // Killed somewhere between the login with the new key and the end of its writing.
    const again = await PeerProgram.start('bob', tracker.endpoint, []);
    again.child.kill('SIGKILL');
    await again.exited;
    const last = await PeerProgram.start('bob', tracker.endpoint, []);
    await last.event('room_joined', { room: 'dev' });
    expect(await keyOf(last)).toBe(next);

    await ana.event('trust', { peer: 'bob', state: 'first-use', fingerprint: next ?? '', was: old ?? '' });
    expect(ana.all('trust').map(({ state }) => state)).not.toContain('changed');
    last.type('with another key');
    await ana.event('message', { content: 'with another key' });
  });
});
