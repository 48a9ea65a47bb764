// Lines as large as they may be, many at once, to somebody who reads as fast as he can: the bounds against those who
// never read must not hit him.
import { expect, it } from 'vitest';
import { MAX_BUFFERED_BYTES } from '../../commons/protocol/limits.ts';
import { openRoomOf, TestPeer } from '../helpers/peer-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { scene } from './scene.ts';

const SIZE = 60_000;
const LINES = Math.ceil(MAX_BUFFERED_BYTES / SIZE) + 10;
const lines = Array.from({ length: LINES }, (_, index) => `${index} ${'x'.repeat(SIZE)}`);

it('more than 4 MiB of lines at once reach an honest member, in order, once', async () => {
  const { ana, bob } = await scene();
  for (const line of lines) ana.service.intend(asTyped(line));
  await bob.until(() => bob.heardFrom('ana').length === LINES, 'the last line');
  expect(bob.heardFrom('ana')).toEqual(lines);
});

it('more than 4 MiB of lines that were kept for a member reach him when he is back', async () => {
  const { world, peers } = await openRoomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  await bob.kill();
  await ana.hears('member_away');
  for (const line of lines) ana.service.intend(asTyped(line));
  const back = await TestPeer.start(world, 'bob', { encryption: 'prefer' });
  await back.until(() => back.heard.length === LINES, 'the last line');
  expect(back.heard).toEqual(lines);
});
