// Many strangers at once: 64 may wait to be greeted, and members do not feel them.
import { describe, expect, it } from 'vitest';
import { FIRST_BYTE_MS } from '../../commons/protocol/limits.ts';
import { meetAs, openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { MemoryStranger, malInMemory } from './memory-stranger.ts';
import { scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { Stranger } from './stranger.ts';

const UNGREETED = 64;

describe('200 strangers who say nothing', () => {
  it('do not keep the lines of members from arriving, over TCP', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    const strangers = await Promise.all(Array.from({ length: 200 }, () => Stranger.dial(on.ana.port)));
    for (let round = 0; round < 20; round += 1) {
      await stillServes(on.ana, on.bob);
      link.says({ cmd: 'MESSAGE', room: 'dev', content: `round ${round}` });
      await on.ana.until(() => on.ana.heardFrom('mal').length === round + 1, `the line of round ${round}`);
    }
    // That they were turned away, they hear of a moment later. A few who came for a reason had their place.
    const turnedAway = (): Stranger[] => strangers.filter(({ isClosed }) => isClosed);
    await expect.poll(() => turnedAway().length).toBeGreaterThanOrEqual(200 - UNGREETED - 8);
    expect(strangers.map(({ received }) => received).join('')).toBe('');
  });

  it('are turned away at once but for 64, who have 5 s; then others may come', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const strangers: MemoryStranger[] = [];
    for (let count = 0; count < 200; count += 1) strangers.push(await MemoryStranger.dial(world, ana.listenPort));
    await world.clock.advance(0);
    const left = (): number => strangers.filter(({ closedBecause }) => closedBecause === null).length;
    expect(left()).toBe(UNGREETED);
    await world.clock.advance(FIRST_BYTE_MS - 1);
    expect(left()).toBe(UNGREETED);
    await world.clock.advance(1);
    expect(left()).toBe(0);
    const { link } = await malInMemory(world, ana);
    expect(link.closedBecause).toBeNull();
    await stillServes(ana, bob);
  });
});

describe('while strangers take all the room there is for greetings', () => {
  it('the tracker still finds the peer alive, for PING is answered', async () => {
    const world = await TrackerWorld.start({ pingIntervalMs: 4_000 });
    const [ana, bob] = (await meetAs({ encryption: 'prefer' }, world, 'ana', 'bob')) as [TestPeer, TestPeer];
    for (let second = 0; second < 20; second += 1) {
      for (let count = 0; count < UNGREETED; count += 1) await MemoryStranger.dial(world, ana.listenPort);
      await world.clock.advance(1_000);
    }
    expect(ana.all('tracker').map(({ state }) => state)).toEqual(['connected']);
    expect(bob.all('member_away')).toEqual([]);
    await stillServes(ana, bob);
  });
});
