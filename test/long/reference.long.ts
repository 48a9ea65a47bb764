// Existing Python peers with our tracker and our peers: what they say and hear, both ways.
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

/** Ours talk to peers that have no key only if they may. */
const PREFER = ['--register', '--encryption', 'prefer'];

describe('with our peers, a reference peer', () => {
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
