import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { dialRace } from '../helpers/dial-race.ts';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';

describe('both sides dialling at once', () => {
  it('ends with one link and loses nothing, whatever the timing', async () => {
    for (let seed = 1; seed <= 60; seed += 1) await dialRace(seed);
  });
});

describe('links', () => {
  it('are dialled again at once when they are lost, and what was on its way arrives, once', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const said: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (let line = 0; line < 5; line += 1) {
        said.push(`${round}.${line}`);
        ana.service.intend(asTyped(`${round}.${line}`));
      }
      if (round % 3 === 0) bob.host.cutAll();
      await world.clock.advance(round % 4);
    }
    await ana.until(() => ana.all('delivered').length === said.length, 'every acknowledgement');
    expect(bob.heard).toEqual(said);
  });

  it('are dropped and dialled again when nothing is acknowledged for 15 seconds', async () => {
    const { world, peers } = await roomOf('ana');
    const [ana] = peers as [TestPeer];
    const key = someIdentity();
    const mute = await world.member('mute', undefined, key);
    await mute.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const raw = await rawLink(world, 'mute', ana, key);
    await ana.types('say something');
    await ana.hears('sent', ({ to }) => to === 'mute');
    await world.clock.advance(15_100);
    const { reason } = await ana.hears('link', ({ state }) => state === 'closed');
    expect(reason).toContain('acknowledged');
    expect(raw.isClosed()).toBe(true);
    expect(ana.all('delivered')).toEqual([]);
  });

  it('that answer HELLO late lose nothing of a long line that was split for a reference peer', async () => {
    const world = await TrackerWorld.start({ latencyMs: () => 300 });
    const ana = await TestPeer.start(world, 'ana');
    const bob = await TestPeer.start(world, 'bob');
    const long = 'a long line, '.repeat(700);
    ana.service.intend(asTyped('/msg bob'));
    ana.service.intend(asTyped(long));
    await bob.until(() => bob.heard.join('').length >= long.length, 'all of it');
    expect(bob.heard.join('')).toBe(long);
    await ana.hears('sent');
    ana.service.intend(asTyped('and now?'));
    await ana.hears('delivered');
  });

  it('go to nobody who answers under another name', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', { encryption: 'off' });
    const bob = await TestPeer.start(world, 'bob', { encryption: 'off' });
    // The tracker is told that eva listens where bob does.
    await world.member('eva', bob.listenPort);
    await ana.types('/msg eva for your eyes only');
    const closed = await ana.hears('link', ({ peer, state }) => peer === 'eva' && state === 'closed');
    expect(closed.reason).toContain('bob answers there');
    expect(bob.heard).toEqual([]);
  });

  it('from someone whom the tracker does not list at that address are refused', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana');
    const { JsonChannel } = await import('../../commons/net/json-channel.ts');
    const dialled = world.network.dial({ address: '127.0.0.1', port: ana.listenPort }, { timeoutMs: 1000 });
    await world.clock.advance(0);
    const channel = new JsonChannel(await dialled, { clock: world.clock, isAccepted: false });
    let closedBecause: string | null = null;
    channel.start({
      received: () => {},
      violated: () => {},
      closed: (reason) => {
        closedBecause = reason;
      },
    });
    channel.send({ cmd: 'HELLO', username: 'nobody' });
    channel.send({ cmd: 'MESSAGE', room: null, username: 'nobody', content: 'let me in' });
    await world.clock.advance(100);
    expect(closedBecause).not.toBeNull();
    expect(ana.heard).toEqual([]);
  });
});

describe('what a message claims', () => {
  it('does not matter: it counts as its link says', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const key = someIdentity();
    const eva = await world.member('eva', undefined, key);
    await eva.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const raw = await rawLink(world, 'eva', ana, key);
    raw.send({ cmd: 'MESSAGE', room: 'dev', username: 'bob', content: 'I am bob', id: 'forged-1' });
    await ana.until(() => ana.heard.includes('I am bob'), 'the message');
    expect(ana.last('message')).toMatchObject({ from: 'eva' });
    expect(bob.heard).toEqual([]);
  });

  it('to a room of which the sender is not a member is refused, and said to be', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer];
    const key = someIdentity();
    await world.member('mallory', undefined, key);
    const raw = await rawLink(world, 'mallory', ana, key);
    raw.send({ cmd: 'MESSAGE', room: 'dev', content: 'hello all', id: 'm-1' });
    await ana.until(() => raw.received.some((object) => object['cmd'] === 'ACK'), 'the refusal');
    expect(raw.received.find((object) => object['cmd'] === 'ACK')).toMatchObject({ id: 'm-1', code: 'NOT_A_MEMBER' });
    raw.send({ cmd: 'MESSAGE', room: 'dev', content: 'hello all', id: 'm-1' });
    const acks = () => raw.received.filter((object) => object['cmd'] === 'ACK');
    await ana.until(() => acks().length === 2, 'the refusal of the same again');
    expect(acks()[1]).toMatchObject({ id: 'm-1', code: 'NOT_A_MEMBER' });
    expect(ana.heard).toEqual([]);
  });
});

// S4: what is kept for the tracker's word is bounded in bytes, of one person and of all.
describe('messages to a room that come before the word of the tracker', () => {
  const LARGE = 'x'.repeat(60_000);

  async function ahead(count: number, ...usernames: string[]) {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer];
    const raws = [];
    for (const username of usernames) {
      const key = someIdentity();
      await world.member(username, undefined, key);
      raws.push(await rawLink(world, username, ana, key));
    }
    for (const raw of raws) {
      for (let index = 0; index < count; index += 1) {
        raw.send({ cmd: 'MESSAGE', room: 'dev', content: LARGE, id: `early-${index}` });
      }
    }
    await world.clock.advance(100); // Less than the tracker is given.
    return raws.map((raw) => raw.received.filter(({ code }) => code === 'NOT_A_MEMBER').length);
  }

  it('wait, if they are few', async () => {
    expect(await ahead(4, 'mallory')).toEqual([0]);
  });

  it('are refused at once when they take more than 256 Ki units', async () => {
    expect(await ahead(5, 'mallory')).toEqual([5]);
  });

  it('are refused at once when those of all take more than 4 Mi units', async () => {
    const refused = await ahead(4, ...Array.from({ length: 20 }, (_, index) => `mallory${index}`));
    expect(refused.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(80 - 72);
  });
});

/** A hand-made extended link from `username`, who is logged in, to one of our peers. */
async function rawLink(world: TrackerWorld, username: string, to: TestPeer, identity: Identity) {
  const { JsonChannel } = await import('../../commons/net/json-channel.ts');
  const security = { identity, protocol: PEER_PROTOCOL, judge: () => null };
  const dialled = world.network.dial({ address: '127.0.0.1', port: to.listenPort }, { timeoutMs: 1000, security });
  await world.clock.advance(0);
  const channel = new JsonChannel(await dialled, { clock: world.clock, isAccepted: false });
  const received: { readonly [key: string]: unknown }[] = [];
  let isClosed = false;
  const closed = (): void => {
    isClosed = true;
  };
  channel.start({ received: (object) => received.push(object), violated: () => {}, closed });
  channel.send({ cmd: 'HELLO', username, version: 1, features: [] });
  await to.until(() => received.some((object) => object['cmd'] === 'HELLO'), 'the greeting');
  return { received, send: (object: object) => channel.send(object), isClosed: () => isClosed };
}
