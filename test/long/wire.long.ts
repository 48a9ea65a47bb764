// Real processes that are watched while they talk.
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';

describe('a peer whose wire is watched', () => {
  it('reports each object with who, how and by which bytes, and no secret', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await PeerProgram.start('ana', tracker.endpoint);
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    bob.type('/wire on');
    await bob.event('watching_wire', { on: true });
    ana.type('/create club --password open sesame');
    await ana.event('room_created');
    bob.type('/join club --password open sesame');
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.type('olá');
    await bob.event('message', { content: 'olá' });
    await ana.event('delivered', { to: 'bob' });
    const message = bob.all('wire').find(({ object }) => (object as { content?: string }).content === 'olá');
    expect(message).toMatchObject({ direction: 'received', peer: 'ana', security: 'tls1.3' });
    expect(String(message?.['carried'])).toMatch(/^170303/);
    const join = bob.all('wire').find(({ object }) => (object as { cmd?: string }).cmd === 'JOIN_ROOM');
    expect(join).toMatchObject({ direction: 'sent', peer: 'tracker', object: { secret: '********' } });
    bob.type('/wire off');
    await bob.event('watching_wire', { on: false });
    const count = bob.all('wire').length;
    ana.type('unseen');
    await bob.event('message', { content: 'unseen' });
    expect(bob.all('wire')).toHaveLength(count);
  });
});
