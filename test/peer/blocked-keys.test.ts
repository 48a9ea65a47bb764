// S14: a block holds for the key, whatever name it comes with.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { meet, TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** ana has blocked bob, who comes back as `rob` with the key that he had. */
async function backAsRob() {
  const world = await TrackerWorld.start();
  const profile = new MemoryProfile(someIdentity());
  const [ana] = (await meet(world, 'ana')) as [TestPeer];
  const bob = await TestPeer.start(world, 'bob', { profile });
  await bob.types('/join dev');
  await ana.until(() => ana.isLinkedTo('bob'), 'a link to bob');
  await ana.types('/block bob');
  await bob.types('/quit');
  const rob = await TestPeer.start(world, 'rob', { profile });
  return { world, ana, rob };
}

describe('somebody who is blocked and comes back under another name', () => {
  it('is not heard in a room, and hears nothing there', async () => {
    const { world, ana, rob } = await backAsRob();
    await rob.types('/join dev');
    await ana.until(() => ana.all('member_joined').some(({ username }) => username === 'rob'), 'rob in the room');
    await rob.types('hello, it is rob');
    await ana.types('to the room');
    await world.clock.advance(60_000);
    expect([ana.heard, rob.heard]).toEqual([[], []]);
    expect(ana.last('error')?.code).toBe('NOBODY_HERE');
  });

  it('reaches nobody privately, nor with an invitation, and that is said once', async () => {
    const { world, ana, rob } = await backAsRob();
    await rob.types('/msg ana it is rob');
    await rob.types('/create club --invite-only');
    await rob.types('/add ana');
    await world.clock.advance(60_000);
    expect(ana.heard).toEqual([]);
    expect(ana.all('invitation')).toEqual([]);
    const said = ana.all('error').filter(({ code }) => code === 'BLOCKED_KEY');
    expect(said.map(({ message }) => message)).toEqual([
      "rob has the key of bob, whom you blocked: you won't see each other's messages. /unblock bob ends that.",
    ]);
  });

  it('is not written to either', async () => {
    const { world, ana, rob } = await backAsRob();
    await ana.types('/msg rob hi');
    await world.clock.advance(5_000);
    expect(rob.heard).toEqual([]);
    expect(ana.last('failed')?.reason).toBe('rob has the key of bob, whom you blocked');
  });

  it('is heard again after /unblock of the name that was blocked', async () => {
    const { ana, rob } = await backAsRob();
    await rob.types('/msg ana it is rob');
    await ana.types('/unblock bob');
    await rob.until(() => rob.all('failed').length === 1, 'the answer', 120_000); // It was written during the block.
    await rob.types('/msg ana and now?');
    await ana.until(() => ana.heard.includes('and now?'), 'the line of rob', 120_000);
    expect(ana.heard).toHaveLength(1);
  });

  it('stays blocked when we start again', async () => {
    const { world, ana, rob } = await backAsRob();
    await ana.kill();
    const again = await TestPeer.start(world, 'ana', { register: false });
    await rob.types('/msg ana it is rob');
    await world.clock.advance(60_000);
    expect(again.heard).toEqual([]);
  });
});

it('a block ends the links of all names that the key has', async () => {
  const { world, ana, rob } = await backAsRob();
  await ana.types('/unblock bob');
  await rob.types('/msg ana one');
  await ana.until(() => ana.heard.length === 1, 'a link to rob', 120_000);
  await ana.types('/block bob');
  await rob.types('/msg ana two');
  await world.clock.advance(60_000);
  expect(ana.heard).toEqual(['one']);
  expect(ana.isLinkedTo('rob')).toBe(false);
});
