// A peer that says HELLO as a reference peer does, and then something that no reference peer says: it is still never
// written what a reference peer cannot read.
import { expect, it } from 'vitest';
import { openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import { MemoryStranger } from './memory-stranger.ts';
import { stillServes } from './still-serves.ts';

it.each([
  ['a message with an id', { cmd: 'MESSAGE', content: 'private', id: 'a' }],
  ['a message with an id to a room that it is not in', { cmd: 'MESSAGE', room: 'dev', content: 'let me in', id: 'a' }],
  ['an acknowledgement', { cmd: 'ACK', id: 'a' }],
  ['a LEAVE with a room', { cmd: 'LEAVE', room: 'dev' }],
])('%s is answered by nothing', async (_what, object) => {
  const { world, peers } = await openRoomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  await world.member('rui');
  const rui = await MemoryStranger.dial(world, ana.listenPort);
  await rui.says({ cmd: 'HELLO', username: 'rui' });
  await ana.until(() => ana.isLinkedTo('rui'), 'the link with rui');
  await rui.says(object);
  await world.clock.advance(10_000);
  expect(rui.objects).toEqual([]);
  await stillServes(ana, bob);
});
