// Existing Python peers with our tracker and our peers: what they say and hear, both ways.
import { describe, expect, it, onTestFinished } from 'vitest';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { ReferencePeer } from '../reference/reference-peer.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

/** Ours talk to peers that have no key only if they may. */
const PREFER = ['--register', '--encryption', 'prefer'];

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

describe('with our peers', () => {
  it('private chats work both ways, whoever begins', async () => {
    const tracker = await TrackerProgram.start();
    const theirs = await reference(tracker, 'rui');
    const ours = await PeerProgram.start('ana', tracker.endpoint, PREFER);
    expect(await theirs.startPrivateChat('ana')).toBe(true);
    expect(theirs.sayTo('ana', 'psst')).toBe(true);
    await ours.event('message', { room: null, from: 'rui', content: 'psst' });
    ours.type('/msg rui what?');
    await theirs.waitFor((peer) => heardBy(peer).includes('what?'), 'the answer');
    theirs.endPrivateChat();
    await ours.event('link', { peer: 'rui', state: 'closed' });
    ours.type('/msg rui one more');
    await theirs.waitFor((peer) => [...peer.received, ...peer.ignored].length === 2, 'the line');
    expect(theirs.problems).toEqual([]);
  });

  it.each([false, true])(
    'someone who leaves and comes back is reached again (lingering: %s)',
    async (lingersAfterLeave) => {
      const tracker = await TrackerProgram.start();
      const theirs = await reference(tracker, 'rui', { lingersAfterLeave });
      const ours = await PeerProgram.start('ana', tracker.endpoint, PREFER);
      ours.type('/create dev');
      await ours.event('room_created');
      for (const round of [1, 2, 3]) {
        await theirs.joinRoom('dev');
        await ours.until(
          () => ours.all('link').filter((line) => line['state'] === 'open').length === round,
          'the link',
        );
        ours.type(`round ${round}`);
        await theirs.waitFor((peer) => heardBy(peer).includes(`round ${round}`), 'the line');
        theirs.say(`answer ${round}`);
        await ours.event('message', { content: `answer ${round}` });
        await theirs.leaveRoom();
        await ours.until(() => ours.all('member_left').length === round, 'his leaving');
        await ours.until(
          () => ours.all('link').filter((line) => line['state'] === 'closed').length === round,
          'the end of the link',
        );
      }
      // A dial of ours that comes too late is broken off, which for such a peer is one more way to be disconnected.
      expect(theirs.problems.filter((problem) => !problem.includes('ECONNRESET'))).toEqual([]);
    },
  );
});
