// S6: a tracker that shows somebody to one member alone is found out, though it cuts the connections of the others, and
// one that cuts connections without lying is never accused.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { devAsTold, tellsOf, withGhost } from '../helpers/ghost.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

/** Well above all revisions that the tracker gives while a test runs. */
const FAR_AHEAD = 1_000;

/** ana and bob in #dev, each behind a tracker that can lie to them and hang up. */
async function bothInTheMiddle() {
  const world = await TrackerWorld.start();
  const start = async (name: string, port: number): Promise<{ peer: TestPeer; middle: TrackerInTheMiddle }> => {
    const profile = new MemoryProfile(someIdentity());
    const middle = await TrackerInTheMiddle.of(world, profile.identity, { address: '127.0.0.1', port });
    return { peer: await TestPeer.start(world, name, { tracker: middle.endpoint, profile }), middle };
  };
  const { peer: bob, middle: toBob } = await start('bob', 6_667);
  await bob.types('/create dev');
  const { peer: ana, middle: toAna } = await start('ana', 6_666);
  await ana.types('/join dev');
  await ana.until(() => ana.isLinkedTo('bob') && bob.isLinkedTo('ana'), 'the link of ana and bob');
  const showGhost = (): Promise<void> => {
    const room = devAsTold(world);
    toAna.instead = (object) => (object['status'] === 'ROOM_UPDATE' ? null : `${JSON.stringify(object)}\n`);
    return tellsOf(world, toAna, withGhost(room, room.revision + FAR_AHEAD));
  };
  const isBack = (peer: TestPeer) => peer.last('tracker')?.state === 'connected';
  const mismatches = (peer: TestPeer) => peer.all('roster_mismatch').map(({ peer: other }) => other);
  return { world, ana, bob, toAna, toBob, showGhost, isBack, mismatches };
}

describe('a ghost that is shown to one member alone', () => {
  it('is found out by both within seconds after the connection of the other was cut for 0.6 s', async () => {
    const { world, ana, bob, toBob, showGhost, isBack, mismatches } = await bothInTheMiddle();
    toBob.hangUp();
    await world.clock.advance(0);
    await showGhost();
    await bob.until(() => isBack(bob), 'the tracker', 700);
    await world.clock.advance(7_000);
    expect(mismatches(bob)).toEqual(['ana']);
    expect(mismatches(ana)).toEqual(['bob']);
    expect(bob.last('roster_mismatch')?.told_them).toContainEqual(expect.objectContaining({ username: 'ghost' }));
  });

  it('is found out though the connection of the other is cut again and again before five seconds are over', async () => {
    const { world, bob, toBob, showGhost, isBack, mismatches } = await bothInTheMiddle();
    await showGhost();
    for (let cut = 0; cut < 3; cut += 1) {
      await world.clock.advance(2_500);
      toBob.hangUp();
      await world.clock.advance(0);
      await bob.until(() => isBack(bob), 'the tracker', 3_000);
    }
    await world.clock.advance(1_000);
    expect(mismatches(bob)).toEqual(['ana']);
  });

  it('is found out by the one that sees it where the other is kept away from the tracker, and said to be there', async () => {
    const { world, ana, bob, toBob, showGhost, mismatches } = await bothInTheMiddle();
    await showGhost();
    toBob.instead = () => null;
    toBob.hangUp();
    await world.clock.advance(7_000);
    expect(bob.last('tracker')?.state).not.toBe('connected');
    expect(mismatches(ana)).toEqual(['bob']);
    expect(mismatches(bob)).toEqual([]);
  });

  it('is found out where the other one was told nothing of a seat, nor of an end of it', async () => {
    const { world, ana, bob, toBob, showGhost, isBack, mismatches } = await bothInTheMiddle();
    bob.host.cutAll();
    await showGhost();
    toBob.hangUp();
    await world.clock.advance(0);
    await bob.until(() => isBack(bob) && bob.isLinkedTo('ana'), 'the tracker and the link', 10_000);
    await world.clock.advance(7_000);
    expect(mismatches(bob)).toEqual(['ana']);
    expect(mismatches(ana)).toEqual(['bob']);
  });
});

describe('an honest tracker', () => {
  it('is not accused for a member whose machine sleeps while others come', async () => {
    const { world, ana, bob, mismatches } = await bothInTheMiddle();
    bob.host.fallAsleep();
    const carol = await world.member('carol');
    await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await world.clock.advance(20_000);
    expect(ana.isLinkedTo('bob')).toBe(true);
    bob.host.wakeUp();
    await world.clock.advance(10_000);
    expect(mismatches(ana)).toEqual([]);
    expect(mismatches(bob)).toEqual([]);
  });

  it('is not accused for a member who it says is away, and who knows no better', async () => {
    const { world, ana, bob, toBob, mismatches } = await bothInTheMiddle();
    bob.host.isolateFrom(toBob.endpoint.port);
    toBob.hangUp();
    const carol = await world.member('carol');
    await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await world.clock.advance(20_000);
    expect(ana.isLinkedTo('bob')).toBe(true);
    expect(mismatches(ana)).toEqual([]);
  });
});
