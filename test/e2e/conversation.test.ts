import { describe, expect, it } from 'vitest';
import { inRoom, PeerProgram, TrackerProgram } from '../helpers/programs.ts';

describe('real processes', () => {
  it('talk in a room and privately; a fourth is refused', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob, eva] = (await inRoom(tracker, 'ana', 'bob', 'eva')) as [PeerProgram, PeerProgram, PeerProgram];
    ana.type('olá, 山田 👩‍👩‍👧');
    for (const peer of [bob, eva])
      await peer.event('message', { room: 'dev', from: 'ana', content: 'olá, 山田 👩‍👩‍👧' });
    bob.type('/msg ana psst');
    await ana.event('message', { room: null, from: 'bob', content: 'psst' });
    const dan = await PeerProgram.start('dan', tracker.endpoint);
    dan.type('/join dev');
    await dan.event('error', { code: 'ROOM_FULL' });
    dan.type('/msg eva across');
    await eva.event('message', { from: 'dan', content: 'across', security: 'tls1.3' });
    expect(eva.heard).toEqual(['olá, 山田 👩‍👩‍👧', 'across']);
  });
});
