import { openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import type { TrackerWorld } from '../helpers/tracker-world.ts';

/** ana, who is attacked, and bob, who is honest, linked in #dev, in memory. */
export interface Stage {
  readonly world: TrackerWorld;
  readonly ana: TestPeer;
  readonly bob: TestPeer;
}

export async function stage(): Promise<Stage> {
  const { world, peers } = await openRoomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  return { world, ana, bob };
}
