// All links of one peer: whom there is room for, and how much of one person is taken at once.
import { describe, expect, it } from 'vitest';
import type { Connection, Network } from '../../commons/net/connection.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import type { PeerEvent } from '../../peer/core/events.ts';
import { Links } from '../../peer/links/links.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { type MemoryConnection, MemoryNetwork } from '../helpers/memory-network.ts';

const HERE = { address: '10.0.0.1', port: 5_000 };

/** Links that let in whoever greets, and the far ends of connections from wherever the test wants. */
async function listening() {
  const clock = new FakeClock();
  const memory = new MemoryNetwork({ clock });
  const events: PeerEvent[] = [];
  let accept: (connection: Connection) => void = () => {};
  const network: Network = {
    listen: async (endpoint, accepted) => {
      accept = accepted;
      return { endpoint, close: async () => {} };
    },
    dial: (...how) => memory.dial(...how),
  };
  const links: Links = new Links({
    network,
    clock,
    security: { identity: null, recordKeys: null, says: {} },
    happened: (event) => {
      events.push(event);
      if (event.type === 'linkGreeted') links.admit(event.link);
    },
  });
  await links.listen(HERE);
  links.introduce('ana');
  let port = 40_000;
  const comesFrom = (address: string): MemoryConnection => {
    port += 1;
    const [theirs, ours] = memory.pair({ address, port }, HERE);
    theirs.start({ received: () => {}, closed: () => {} });
    accept(ours);
    return theirs;
  };
  return { clock, events, comesFrom };
}

describe('connections that have not said who they are', () => {
  it('push out others of the same address, and not the one of another address', async () => {
    const { clock, comesFrom } = await listening();
    const friend = comesFrom('10.0.0.2');
    const flood = Array.from({ length: 200 }, () => comesFrom('10.0.0.3'));
    const late = comesFrom('10.0.0.4');
    await clock.advance(0);
    expect([friend.isOpen, late.isOpen]).toEqual([true, true]);
    const open = flood.filter(({ isOpen }) => isOpen);
    expect(open.length).toBeLessThanOrEqual(64);
    expect(open).toEqual(flood.slice(-open.length)); // The oldest had to go.
  });
});

const MESSAGES = 1_200;

/** bob is let in from there twice, and says 1,200 lines on each link. */
async function bobSays(address: string) {
  const scene = await listening();
  const { clock, events, comesFrom } = scene;
  const said = ['one', 'two'].map((link) => {
    const connection = comesFrom(address);
    connection.write(
      `${JSON.stringify({ cmd: 'HELLO', username: 'bob', version: 1, features: [...PEER_FEATURES] })}\n`,
    );
    const contents = Array.from({ length: MESSAGES }, (_, index) => `${link} ${index}`);
    const lines = contents.map((content) => ({ cmd: 'MESSAGE', room: null, content, id: content.replace(' ', '-') }));
    for (const line of lines) connection.write(`${JSON.stringify(line)}\n`); // Each arrives by itself.
    return contents;
  });
  await clock.advance(0);
  const heard = (): string[] =>
    events.flatMap((event) => (event.type === 'messageReceived' ? [event.message.content] : []));
  return { ...scene, said, heard };
}

describe('what one person says', () => {
  it('from another machine waits beyond 2,000 messages at once, on however many links, and all of it comes', async () => {
    const { clock, events, said, heard } = await bobSays('10.0.0.2');
    expect(heard().length).toBeGreaterThanOrEqual(2_000);
    expect(heard().length).toBeLessThanOrEqual(2_010);
    await clock.advance(500);
    expect(heard().length).toBeLessThan(2 * MESSAGES);
    await clock.advance(3_000);
    for (const contents of said) {
      const link = contents[0]?.split(' ')[0] ?? '';
      expect(heard().filter((content) => content.startsWith(link))).toEqual(contents);
    }
    expect(events.filter(({ type }) => type === 'linkClosed')).toEqual([]);
  });

  it('from this machine comes at once', async () => {
    const { heard } = await bobSays('127.0.0.1');
    expect(heard()).toHaveLength(2 * MESSAGES);
  });
});
