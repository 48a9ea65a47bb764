// A link's keys are renewed: after a day, or a GiB, the side that dialled dials again, unnoticed (protocol 7.1.9).
import { describe, expect, it } from 'vitest';
import type { MemoryConnection } from '../helpers/memory-network.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';

const HOUR_MS = 60 * 60 * 1000;
const GIB = 1024 ** 3;

/** ana and bob in #dev, and the connections between them. The tracker, which is not needed for it, is away. */
async function scene() {
  const world = await TrackerWorld.start({ latencyMs: () => 20 });
  const made: MemoryConnection[] = [];
  const { network } = world;
  const pair = network.pair.bind(network);
  network.pair = (from, to) => {
    const ends = pair(from, to);
    if (to.port !== 6060) made.push(ends[0]);
    return ends;
  };
  const ana = await TestPeer.start(world, 'ana');
  const bob = await TestPeer.start(world, 'bob');
  await ana.types('/create dev');
  await ana.hears('room_joined');
  await bob.types('/join dev');
  await ana.until(() => ana.isLinkedTo('bob') && bob.isLinkedTo('ana'), 'the link');
  await world.service.stop();
  const live = () => made.filter((end) => end.isOpen && end.secured !== null);
  return { world, ana, bob, live };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** What a link's keys are known by. */
const keysOf = (link: MemoryConnection | undefined) => link?.secured?.exportKey('test', '').toString('hex');

/** Both write all the time, a line every 5 ms. */
async function chatter({ world, ana, bob }: Scene, lines: number, prefix: string): Promise<void> {
  for (let line = 0; line < lines; line += 1) {
    ana.service.intend(asTyped(`${prefix} ${line}`));
    bob.service.intend(asTyped(`${prefix} ${line}`));
    await world.clock.advance(5);
  }
}

async function expectAllHeard({ world, ana, bob }: Scene, lines: number, prefix: string): Promise<void> {
  await world.clock.advance(20_000);
  const said = Array.from({ length: lines }, (_, line) => `${prefix} ${line}`);
  for (const peer of [ana, bob]) {
    expect(peer.heard.filter((text) => text.startsWith(prefix))).toEqual(said);
    expect(peer.all('failed')).toEqual([]);
  }
  expect(ana.all('delivered')).toHaveLength(ana.all('queued').length);
}

describe('the keys of a link', () => {
  it('are others after a day, though nobody says a word', async () => {
    const { world, ana, bob, live } = await scene();
    const before = keysOf(live()[0]);
    await world.clock.advance(23 * HOUR_MS);
    expect(keysOf(live()[0])).toBe(before);
    await world.clock.advance(1.1 * HOUR_MS);
    expect(live()).toHaveLength(1);
    expect(keysOf(live()[0])).not.toBe(before);
    for (const peer of [ana, bob]) {
      expect(peer.all('link').filter(({ state }) => state === 'closed')).toEqual([]);
    }
  });

  it('are others each day again', async () => {
    const { world, live } = await scene();
    const seen = new Set<string | undefined>();
    for (let day = 0; day < 3; day += 1) {
      if (day > 0) await world.clock.advance(24.1 * HOUR_MS);
      seen.add(keysOf(live()[0]));
    }
    expect(seen.size).toBe(3);
  });

  it('change in the middle of a conversation, and no line is lost, doubled or late', async () => {
    const all = await scene();
    const { world, live } = all;
    await world.clock.advance(24 * HOUR_MS - 1_000);
    const before = keysOf(live()[0]);
    await chatter(all, 300, 'day');
    expect(keysOf(live()[0])).not.toBe(before);
    await expectAllHeard(all, 300, 'day');
  });

  it('are others after a GiB, once for each, and no line is lost, doubled or late', async () => {
    const all = await scene();
    const { live } = all;
    for (const round of ['first', 'second']) {
      const [link] = live();
      const before = keysOf(link);
      if (link) link.transferredBytes = GIB + 1;
      await chatter(all, 60, round);
      expect(live()).toHaveLength(1);
      expect(keysOf(live()[0])).not.toBe(before);
    }
    await expectAllHeard(all, 60, 'first');
    await expectAllHeard(all, 60, 'second');
  });

  it('stay as they are before', async () => {
    const all = await scene();
    const [link] = all.live();
    const before = keysOf(link);
    if (link) link.transferredBytes = GIB - 100_000;
    await chatter(all, 20, 'some');
    expect(keysOf(all.live()[0])).toBe(before);
  });
});
