// Existing Python peers with our tracker and our peers: what they say and hear, both ways.
import { describe, expect, it, onTestFinished } from 'vitest';
import { TrackerProgram } from '../helpers/programs.ts';
import { ReferencePeer } from '../reference/reference-peer.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

describe('reference peers and our tracker', () => {
  it('register, log in, list, create, join, leave and delete', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await reference(tracker, 'ana');
    const bob = await reference(tracker, 'bob');
    expect(await ana.createRoom('dev')).toMatchObject({ status: 'OK' });
    expect(await ana.joinRoom('dev')).toMatchObject({ status: 'OK', room: { peer_owner: { username: 'ana' } } });
    expect(await bob.joinRoom('dev')).toMatchObject({ status: 'OK' });
    await ana.waitFor((peer) => peer.roomUpdates.length > 0, 'the update');
    await ana.waitFor((peer) => peer.connectedTo.includes('bob'), 'the connection');
    expect(Object.keys((await bob.listPeers())['peers'] as object)).toEqual(['ana', 'bob']);
    expect(Object.keys((await bob.listRooms())['rooms'] as object)).toEqual(['dev']);
    expect(bob.say('olá')).toEqual([]);
    await ana.waitFor((peer) => heardBy(peer).includes('olá'), 'the line');
    expect(await bob.leaveRoom()).toMatchObject({ status: 'OK' });
    expect(await ana.deleteRoom('dev')).toMatchObject({ status: 'OK' });
    expect(await bob.logout()).toMatchObject({ status: 'OK' });
    expect([...ana.problems, ...bob.problems]).toEqual([]);
    const again = await ReferencePeer.start({ tracker: { host: '127.0.0.1', port: tracker.port } });
    onTestFinished(() => again.stop());
    expect(await again.login('bob', 'secret of bob')).toMatchObject({ status: 'OK' });
    const wrong = await ReferencePeer.start({ tracker: { host: '127.0.0.1', port: tracker.port } });
    onTestFinished(() => wrong.stop());
    expect(await wrong.login('bob', 'wrong')).toMatchObject({ status: 'ERROR' });
  });
});
