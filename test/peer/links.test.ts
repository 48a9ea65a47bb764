// All links of one peer: whom there is room for, and how much of one person is taken at once.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { Connection, Network } from '../../commons/net/connection.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import type { PeerEvent } from '../../peer/core/events.ts';
import { Links } from '../../peer/links/links.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { type MemoryConnection, MemoryNetwork } from '../helpers/memory-network.ts';

const HERE = { address: '10.0.0.1', port: 5_000 };

/** Links that admit every peer, and the far ends of connections from any address that the test wants. */
async function listening({ admits = true } = {}) {
  const clock = new FakeClock();
  const memory = new MemoryNetwork({ clock });
  const events: PeerEvent[] = [];
  let accept: (connection: Connection) => void = () => {};
  const network: Network = {
    listen: async (endpoint, accepted) => {
      accept = accepted;
      return { endpoint, endpoints: [endpoint], close: async () => {} };
    },
    dial: (...how) => memory.dial(...how),
  };
  const links: Links = new Links({
    network,
    clock,
    security: { identity: null, recordKeys: null, announces: {}, keyChanges: () => [] },
    happened: (event) => {
      events.push(event);
      if (event.type === 'linkGreeted' && admits) links.admit(event.link);
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
  const admitLast = (): void => {
    const greeted = events.findLast(({ type }) => type === 'linkGreeted');
    if (greeted?.type === 'linkGreeted') links.admit(greeted.link);
  };
  return { clock, events, comesFrom, admitLast };
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

  it.each([
    ['an IPv6 /64', (count: number) => `2001:db8:0:1::${count.toString(16)}`],
    ['an IPv4 address in two spellings', (count: number) => (count % 2 ? '10.0.0.3' : '::ffff:10.0.0.3')],
  ])('push out others of the same network: %s', async (_what, addressOf) => {
    const { clock, comesFrom } = await listening();
    const friends = Array.from({ length: 20 }, (_, count) => comesFrom(`10.0.1.${count}`));
    Array.from({ length: 300 }, (_, count) => comesFrom(addressOf(count)));
    await clock.advance(0);
    expect(friends.filter(({ isOpen }) => isOpen)).toHaveLength(20);
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

const hello = (username: string): object => ({ cmd: 'HELLO', username, version: 1, features: [...PEER_FEATURES] });
const PROOF = 'A'.repeat(43);
const MEMBERS = [{ username: 'bob', fingerprint: PROOF }];
const KINDS: readonly (readonly [string, object])[] = [
  ['MESSAGE', { cmd: 'MESSAGE', room: null, content: 'again' }],
  ['PROVE', { cmd: 'PROVE', room: 'dev', proof: PROOF }],
  ['ROSTER', { cmd: 'ROSTER', room: 'dev', revision: 1, members: MEMBERS }],
  ['INVITE', { cmd: 'INVITE', id: 'i', room: 'dev' }],
  ['INVITE_ANSWER', { cmd: 'INVITE_ANSWER', id: 'i', accepted: true }],
  ['ACK of many', { cmd: 'ACK', id: 'a', ids: Array.from({ length: 100 }, (_, index) => `a${index}`) }],
  ['LEAVE of a room', { cmd: 'LEAVE', room: 'dev' }],
  ['PING', { cmd: 'PING' }],
  ['PONG', { cmd: 'PONG' }],
];

/** Writes so many objects, each of which arrives by itself, and says how many of them are still unread. */
async function floods(scene: Awaited<ReturnType<typeof listening>>, connections: MemoryConnection[], object: object) {
  const line = `${JSON.stringify(object)}\n`;
  for (const connection of connections) for (let count = 0; count < 2_300; count += 1) connection.write(line);
  await scene.clock.advance(0);
  return connections.map((connection) => connection.bufferedBytes / line.length);
}

// S17: MESSAGE alone was limited, so that a hundred early messages and ever new proofs took two thirds of a core.
describe('every object of another machine costs the same', () => {
  it.each(KINDS)('%s: 2,000 at once, then 200 a second', async (_kind, object) => {
    const scene = await listening();
    const bob = scene.comesFrom('10.0.0.2');
    bob.write(`${JSON.stringify(hello('bob'))}\n`);
    const [unread = 0] = await floods(scene, [bob], object);
    expect(unread).toBeGreaterThan(290);
    expect(unread).toBeLessThan(310);
    await scene.clock.advance(1_000);
    const line = `${JSON.stringify(object)}\n`;
    expect(bob.bufferedBytes / line.length).toBeLessThan(unread - 190);
    expect(bob.bufferedBytes / line.length).toBeGreaterThan(unread - 210);
    await scene.clock.advance(1_000);
    expect([bob.bufferedBytes, bob.isOpen]).toEqual([0, true]);
  });

  it.each([
    ['one that is no message', { cmd: 'MESSAGE', content: 7 }],
    ['one of a command that does not exist', { cmd: 'LATER' }],
  ])('%s, too', async (_kind, object) => {
    const scene = await listening();
    const bob = scene.comesFrom('10.0.0.2');
    bob.write(`${JSON.stringify(hello('bob'))}\n`);
    const mixed = `${JSON.stringify(object)}\n${JSON.stringify({ cmd: 'PONG' })}\n`;
    for (let count = 0; count < 1_150; count += 1) bob.write(mixed);
    await scene.clock.advance(0);
    expect(bob.bufferedBytes / mixed.length).toBeGreaterThan(145);
    expect(bob.isOpen).toBe(true);
  });

  it('before the greeting is over, too, and then not on the account of the claimed name', async () => {
    const scene = await listening({ admits: false });
    const mal = scene.comesFrom('10.0.0.3');
    mal.write(`${JSON.stringify(hello('bob'))}\n${'{"cmd":"PONG"}\n'.repeat(2_200)}`);
    await scene.clock.advance(0);
    const bob = scene.comesFrom('10.0.0.2');
    bob.write(`${JSON.stringify(hello('bob'))}\n`);
    await scene.clock.advance(0);
    scene.admitLast();
    expect((await floods(scene, [bob], { cmd: 'PONG' }))[0]).toBeLessThan(310);
  });

  it.each([
    ['under ever new names', () => '10.0.0.9'],
    ['from ever new addresses of one IPv6 /64', (count: number) => `2001:db8:0:7::${count.toString(16)}`],
  ])('%s, only so much at once', async (_how, addressOf) => {
    const scene = await listening();
    const connections = Array.from({ length: 6 }, (_, count) => scene.comesFrom(addressOf(count + 1)));
    connections.forEach((connection, count) => {
      connection.write(`${JSON.stringify(hello(`mal${count}`))}\n`);
    });
    const unread = await floods(scene, connections, { cmd: 'PONG' });
    const taken = 6 * 2_300 - unread.reduce((sum, one) => sum + one, 0);
    expect(taken).toBeLessThanOrEqual(RATE_LIMITS.peerObjects.network.burst + 10);
    const other = scene.comesFrom('2001:db8:0:8::1');
    other.write(`${JSON.stringify(hello('eve'))}\n`);
    expect((await floods(scene, [other], { cmd: 'PONG' }))[0]).toBeLessThan(310);
  });
});

// S7: what comes together does not hold up everybody else.
describe('many small objects in one piece', () => {
  it.each([
    ['from another machine are taken 128 in a turn of the event loop', '10.0.0.2', 128],
    ['from this machine are taken at once', '127.0.0.1', 1_000],
  ])('%s', async (_what, address, most) => {
    const { clock, events, comesFrom } = await listening();
    const bob = comesFrom(address);
    bob.write(`${JSON.stringify(hello('bob'))}\n`);
    await clock.advance(0);
    bob.write('{"cmd":"PONG"}\n'.repeat(1_000));
    const passing = clock.advance(0);
    const taken = [0];
    for (let turn = 0; turn < 50; turn += 1) {
      await nextTurn();
      taken.push(events.filter(({ type }) => type === 'pingAnswered').length);
    }
    await passing;
    expect(taken.at(-1)).toBe(1_000);
    expect(Math.max(...taken.slice(1).map((count, turn) => count - (taken[turn] ?? 0)))).toBe(most);
  });
});

// S4: at 200 objects a second, the largest ones fill the memory of a peer within seconds.
describe('every byte of another machine costs the same', () => {
  const FILL = 'x'.repeat(60_000);

  it.each([
    ['MESSAGE', { cmd: 'MESSAGE', room: null, content: FILL }],
    ['a message with a field that is ignored', { cmd: 'PONG', more: FILL }],
    ['a message with a long name of a field', { cmd: 'PONG', [FILL]: 1 }],
  ])('%s: 4 MiB at once, then 512 KiB a second', async (_kind, object) => {
    const scene = await listening();
    const bob = scene.comesFrom('10.0.0.2');
    bob.write(`${JSON.stringify(hello('bob'))}\n`);
    const line = `${JSON.stringify(object)}\n`;
    const sent = 6 * 1024 * 1024;
    for (let written = 0; written < sent; written += line.length) bob.write(line);
    await scene.clock.advance(0);
    const taken = (): number => (sent - bob.bufferedBytes) / 1024;
    expect(taken()).toBeGreaterThan(4_096 - 70);
    expect(taken()).toBeLessThan(4_096 + 140);
    await scene.clock.advance(2_000);
    expect(taken()).toBeGreaterThan(4_096 + 1_024 - 70);
    expect(taken()).toBeLessThan(4_096 + 1_024 + 140);
    await scene.clock.advance(3_000);
    expect([bob.bufferedBytes, bob.isOpen]).toEqual([0, true]);
  });
});
