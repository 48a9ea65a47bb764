// U1: nobody who is away, and no owner, is said to have no invitation; and what waits for them arrives.

import { expect, it } from 'vitest';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

const notInvited = (peer: TestPeer) => peer.all('error').filter(({ code }) => code === 'NOT_INVITED');

/** ana's rooms: #pub, open, and #club by invitation; bob and cid sit in both. */
async function pubAndClub() {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  await ana.types('/create pub');
  await ana.types('/create club --invite-only');
  await ana.types('/invite');
  const { invite } = await ana.hears('invite');
  const [bob, cid] = [await TestPeer.start(world, 'bob'), await TestPeer.start(world, 'cid')];
  for (const peer of [bob, cid]) {
    await peer.types('/join pub');
    await peer.types(`/join ${invite}`);
    await ana.until(() => ana.isLinkedTo(peer.username), 'a link');
  }
  await bob.until(() => bob.isLinkedTo('cid'), 'a link to cid');
  await world.clock.advance(5_000);
  expect([notInvited(ana), notInvited(bob), notInvited(cid)]).toEqual([[], [], []]);
  return { world, ana, bob, cid };
}

it('the owner quits, signs in, and joins the open room alone: nothing is said of her', async () => {
  const { world, ana, bob } = await pubAndClub();
  await ana.types('/quit');
  await world.clock.advance(1_000);
  const back = await TestPeer.start(world, 'ana', { register: false });
  await back.types('/join pub');
  await bob.until(() => back.isLinkedTo('bob'), 'the link');
  await world.clock.advance(20_000);
  expect(notInvited(bob)).toEqual([]);
});

it('a line that was kept for the owner arrives when they are back in the room', async () => {
  const { world, ana, bob, cid } = await pubAndClub();
  await cid.types('/quit');
  await ana.types('/quit');
  await world.clock.advance(200);
  await bob.types('/join club');
  await bob.types('for the owner');
  await world.clock.advance(10_000);
  expect(bob.all('failed')).toEqual([]);
  const back = await TestPeer.start(world, 'ana', { register: false });
  await back.types('/join club');
  await back.until(() => back.heard.includes('for the owner'), 'the line', 60_000);
  expect(notInvited(bob)).toEqual([]);
});
