// Rule 3 of S4: connections are cheap, so what all of them hold together is bounded, too.
import { describe, expect, it } from 'vitest';
import { HeldBytes, type Holder } from '../../commons/net/held-bytes.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { type MemoryConnection, MemoryNetwork } from '../helpers/memory-network.ts';

const US = { address: '127.0.0.1', port: 1 };
const THEM = { address: '127.0.0.1', port: 2 };

interface Line {
  readonly channel: JsonChannel;
  readonly theirs: MemoryConnection;
  endedBecause: string | null;
}

function lines(count: number, held: HeldBytes) {
  const clock = new FakeClock();
  const network = new MemoryNetwork({ clock });
  const made = Array.from({ length: count }, (): Line => {
    const [ours, theirs] = network.pair(US, THEM);
    const line: Line = {
      channel: new JsonChannel(ours, { clock, isAccepted: true, held }),
      theirs,
      endedBecause: null,
    };
    line.channel.start({
      received: () => {},
      violated: () => {},
      closed: (reason) => {
        line.endedBecause = reason;
      },
    });
    return line;
  });
  const sum = (): number => made.reduce((bytes, line) => bytes + (line.endedBecause ? 0 : line.channel.heldBytes), 0);
  return { clock, made, sum };
}

/** Fills each of them; in the middle and at the end no more than `most` are held. */
async function fill({ clock, made, sum }: ReturnType<typeof lines>, most: number, one: (line: Line) => void) {
  for (const line of made) {
    one(line);
    await clock.advance(0);
    expect(sum()).toBeLessThanOrEqual(most);
  }
}

describe('what many connections make us hold together', () => {
  const MOST = 512 * 1024;

  it('is bounded where each begins an object and does not end it', async () => {
    const all = lines(40, new HeldBytes(MOST));
    await fill(all, MOST, ({ theirs }) => theirs.write(`{"a":"${'x'.repeat(MAX_OBJECT_BYTES - 100)}`));
    const ended = all.made.filter(({ endedBecause }) => endedBecause !== null);
    expect(ended.length).toBeGreaterThan(40 - 10);
    expect(ended[0]?.endedBecause).toContain('hold too much');
  });

  it('is bounded where each does not read what it asked for', async () => {
    const all = lines(40, new HeldBytes(MOST));
    for (const { theirs } of all.made) theirs.pause();
    await fill(all, MOST, ({ channel }) => channel.send({ list: 'x'.repeat(60_000) }));
    expect(all.made.filter(({ endedBecause }) => endedBecause === null).length).toBeGreaterThan(5);
  });

  it('is bounded where objects wait for their turn', async () => {
    const all = lines(40, new HeldBytes(MOST));
    for (const { channel } of all.made) channel.pace(1_000);
    await fill(all, MOST, ({ channel }) => {
      for (let count = 0; count < 4; count += 1) channel.send({ list: 'x'.repeat(30_000) });
    });
  });

  it('is bounded with what the owners of connections keep of what they were handed', async () => {
    const all = lines(40, new HeldBytes(MOST));
    await fill(all, MOST, ({ channel }) => channel.ownerKeeps(60_000));
  });

  it('costs the one that holds the most its connection, and nobody who holds little', async () => {
    const all = lines(40, new HeldBytes(MOST));
    const [honest] = all.made as [Line];
    honest.theirs.write('{"cmd":"LIST_');
    await fill(all, MOST, (line) => line !== honest && line.theirs.write(`{"a":"${'x'.repeat(60_000)}`));
    expect(honest.endedBecause).toBeNull();
  });

  it('counts what is still held when it matters: who has read meanwhile keeps the connection', async () => {
    const all = lines(40, new HeldBytes(MOST));
    for (const { channel, theirs } of all.made) {
      theirs.pause();
      theirs.start({ received: () => {}, closed: () => {} });
      channel.send({ list: 'x'.repeat(60_000) });
      theirs.resume();
      await all.clock.advance(0);
    }
    expect(all.made.filter(({ endedBecause }) => endedBecause !== null)).toEqual([]);
  });

  it('forgets connections that have ended', async () => {
    const held = new HeldBytes(MOST);
    const all = lines(40, held);
    for (const { channel, theirs } of all.made) {
      theirs.write(`{"a":"${'x'.repeat(60_000)}`);
      await all.clock.advance(0);
      theirs.destroy('gone');
      await all.clock.advance(0);
      expect(channel.heldBytes).toBeGreaterThan(0);
    }
    let isDestroyed = false;
    const destroy = (): void => {
      isDestroyed = true;
    };
    held.grew({ heldBytes: MOST - 2_000, destroy }); // All of them together would be too much.
    expect(isDestroyed).toBe(false);
  });
});

describe('a holder', () => {
  it('that is destroyed at once is not asked again', () => {
    const held = new HeldBytes(10_000);
    let destroyed = 0;
    const holder: Holder = { heldBytes: 20_000, destroy: () => (destroyed += 1) };
    held.grew(holder);
    expect(destroyed).toBe(1);
  });
});
