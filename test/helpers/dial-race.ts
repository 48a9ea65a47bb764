import { expect } from 'vitest';
import { TestPeer } from './peer-world.ts';
import { TrackerWorld } from './tracker-world.ts';
import { asTyped } from './typed.ts';

/** A small generator that can be repeated from its seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Two peers write to each other in the same moment, so that both dial, on a network whose delays are drawn from `seed`.
 * There must be one link in the end, and every line must have arrived, in order, once.
 */
export async function dialRace(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const world = await TrackerWorld.start({ latencyMs: () => random() * 30 });
  const [smaller, larger] = [
    await TestPeer.start(world, 'ana', { random }),
    await TestPeer.start(world, 'bob', { random }),
  ];
  const said = (who: string): string[] => Array.from({ length: 8 }, (_, index) => `${who} ${index}`);
  const talk = async (peer: TestPeer, to: string): Promise<void> => {
    for (const line of said(peer.username)) {
      peer.service.intend(asTyped(`/msg ${to} ${line}`));
      if (random() < 0.5) await world.clock.advance(random() * 10);
    }
  };
  const order = random() < 0.5 ? [smaller, larger] : [larger, smaller];
  for (const peer of order) {
    peer.service.intend(asTyped(`/msg ${peer === smaller ? 'bob' : 'ana'}`));
    if (random() < 0.3) await world.clock.advance(random() * 40);
  }
  await talk(smaller, 'bob');
  await talk(larger, 'ana');
  for (const peer of [smaller, larger]) {
    await peer.until(() => peer.all('delivered').length === 8, `seed ${seed}: every acknowledgement`);
  }
  await world.clock.advance(3_000);
  expect(smaller.heard, `seed ${seed}`).toEqual(said('bob'));
  expect(larger.heard, `seed ${seed}`).toEqual(said('ana'));
  const links = world.network.openConnections(smaller.listenPort) + world.network.openConnections(larger.listenPort);
  expect(links, `seed ${seed}: links`).toBe(1);
}
