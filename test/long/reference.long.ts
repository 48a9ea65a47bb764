// Existing Python peers with our tracker and our peers: what they say and hear, both ways.
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

/** Ours talk to peers that have no key only if they may. */
const PREFER = ['--register', '--encryption', 'prefer'];

describe('with our peers, a reference peer', () => {
  it('private chats work both ways, whichever side begins', async () => {
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

  it('one that dies is noticed by PING, and its seat is free after the grace', async () => {
    const tracker = await TrackerProgram.start(['--ping-interval', '1', '--seat-grace', '1']);
    const theirs = await reference(tracker, 'rui');
    const ours = await PeerProgram.start('ana', tracker.endpoint, PREFER);
    ours.type('/create dev');
    await ours.event('room_created');
    await theirs.joinRoom('dev');
    await theirs.waitFor((peer) => peer.pings > 0, 'a PING');
    await theirs.kill();
    await ours.event('member_away', { username: 'rui' });
    await ours.event('member_left', { username: 'rui', reason: 'lost' });
  });

  it('one keeps its seat over a restart of the tracker for as long as it answers PING', async () => {
    const [args, data] = [['--ping-interval', '1', '--seat-grace', '2'], temporaryFolder()];
    const tracker = await TrackerProgram.start(args, data);
    const theirs = await reference(tracker, 'rui');
    const ours = await PeerProgram.start('ana', tracker.endpoint, PREFER);
    ours.type('/create dev');
    await ours.event('room_created');
    await theirs.joinRoom('dev');
    await ours.event('link', { peer: 'rui', state: 'open' });
    const pings = theirs.pings;
    tracker.child.kill('SIGTERM');
    await tracker.exited;
    await TrackerProgram.start([...args, '--port', String(tracker.port)], data);
    await ours.until(() => ours.all('tracker').at(-1)?.['state'] === 'connected', 'the tracker');
    await theirs.waitFor((peer) => peer.pings >= pings + 5, 'more PINGs than the grace lasts', 10_000);
    ours.type('still with us?');
    await theirs.waitFor((peer) => heardBy(peer).includes('still with us?'), 'the line');
    expect(ours.all('member_left')).toEqual([]);
  });
});
