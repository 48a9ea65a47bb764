// N2, N8, N11: addresses that mean something else, or nothing, where they are told to.
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { whyNotReached } from '../../peer/core/people/reach.ts';
import type { PeerState } from '../../peer/core/state.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TRACKER, TrackerWorld } from '../helpers/tracker-world.ts';

const LAN = '192.0.2.1';
const LINK_LOCAL = 'fe80::1%eth0';

/** A tracker on a machine with these addresses besides 127.0.0.1. */
const world = (...also: string[]) => TrackerWorld.start({ plaintext: 'always', listen: { ...TRACKER, also } });
const at = (address: string): Endpoint => ({ address, port: TRACKER.port });

/** Somebody on another machine. */
const remote = (on: TrackerWorld, name: string, address = '192.0.2.7', tracker = LAN) =>
  TestPeer.start(on, name, { tracker: at(tracker), from: address, listen: { address, port: 0 } });

/** Where the peer dials from now on. */
function dialsOf(peer: TestPeer): string[] {
  const dials: string[] = [];
  const dial = peer.host.dial.bind(peer.host);
  peer.host.dial = (endpoint, options) => {
    dials.push(endpoint.address);
    return dial(endpoint, options);
  };
  return dials;
}

const notReached = (peer: TestPeer) => peer.all('link').filter(({ not_reached }) => not_reached !== undefined);

describe('somebody who listens on loopback, on the machine of the tracker', () => {
  it('is not dialled by who is elsewhere, and would dial themselves: that is said, once', async () => {
    const on = await world(LAN);
    await TestPeer.start(on, 'ana');
    const bob = await remote(on, 'bob');
    const dials = dialsOf(bob);
    await bob.types('/msg ana hello');
    await on.clock.advance(300_000);
    expect(dials).toEqual([]);
    expect(notReached(bob)).toMatchObject([{ peer: 'ana', state: 'closed', not_reached: 'trackers_machine' }]);
  });

  // The unspecified address is dialled as loopback; the others are spellings of both.
  it.each(['127.0.0.1', '127.9.9.9', '::ffff:7f00:1', '0.0.0.0', '::', '0:0::0', '::ffff:0.0.0.0', '::1'])(
    'is not dialled where the tracker tells %s',
    (address) => {
      const elsewhere = { tracker: { seenAs: '192.0.2.7' }, trackerName: `${LAN}:6060` } as PeerState;
      expect(whyNotReached(elsewhere, { address, port: 1 })).toBe('trackers_machine');
      expect(whyNotReached(elsewhere, { address: '192.0.2.9', port: 1 })).toBeNull();
    },
  );

  it('nor as the member of a room', async () => {
    const on = await world(LAN);
    const ana = await TestPeer.start(on, 'ana');
    const bob = await remote(on, 'bob');
    const dials = dialsOf(bob);
    await ana.types('/create dev');
    await bob.types('/join dev');
    await on.clock.advance(300);
    expect(dials).toEqual([]);
    expect(notReached(bob)).toMatchObject([{ peer: 'ana' }]);
    await bob.until(() => bob.isLinkedTo('ana'), 'the link that ana makes', 3_000);
  });

  it('is told that others cannot dial back, and dials them: what has waited is delivered', async () => {
    const on = await world(LAN);
    const ana = await TestPeer.start(on, 'ana');
    const bob = await remote(on, 'bob');
    await bob.types('/msg ana hello');
    expect(ana.all('not_reachable')).toEqual([]);
    await ana.types('/msg bob are you there?');
    await bob.until(() => bob.heard.includes('are you there?') && ana.heard.includes('hello'), 'both lines');
    const eve = await remote(on, 'eve', '192.0.2.8');
    await ana.types('/msg eve and you?');
    await eve.until(() => eve.heard.length > 0, 'the line');
    expect(ana.all('not_reachable')).toMatchObject([
      { why: 'only_here', peer: 'bob', address: expect.stringMatching(/^192\.0\.2\.7:/), listen: [expect.any(String)] },
    ]);
    expect([...bob.all('not_reachable'), ...eve.all('not_reachable')]).toEqual([]);
  });

  it.each(['127.0.0.1', '127.0.0.9', LAN])('is dialled by who is on that machine, and seen as %s', async (from) => {
    const on = await world(LAN);
    const ana = await TestPeer.start(on, 'ana');
    const tracker = at(from === LAN ? LAN : TRACKER.address);
    const bob = await TestPeer.start(on, 'bob', { tracker, from, listen: { address: from, port: 0 } });
    await bob.types('/msg ana hello');
    await ana.until(() => ana.heard.includes('hello'), 'the line');
    expect(notReached(bob)).toEqual([]);
  });
});

describe('who is told to others where nothing listens', () => {
  it.each([
    ['IPv4 alone, seen in IPv6', '127.0.0.1', '::1'],
    ['IPv6 alone, seen in IPv4', '::1', '127.0.0.1'],
    ['any IPv4 address, seen in IPv6', '0.0.0.0', '2001:db8::7'],
    ['loopback, seen elsewhere', '127.0.0.1', '192.0.2.7'],
    ['another address, seen on loopback', '192.0.2.7', '127.0.0.1'],
  ])('hears of it at once: %s', async (_what, listen, from) => {
    const on = await world();
    const ana = await TestPeer.start(on, 'ana', { from, listen: { address: listen, port: 0 } });
    expect(ana.all('not_reachable')).toMatchObject([{ why: 'not_listening', peer: null }]);
    expect(ana.last('not_reachable')?.address).toContain(from);
  });

  it.each<[string, string, readonly string[], string]>([
    ['both families', '127.0.0.1', ['::1'], '::1'],
    ['any address', '0.0.0.0', [], '192.0.2.7'],
    ['any address of both families', '::', [], '192.0.2.7'],
    ['an address behind a router', '10.0.0.7', [], '203.0.113.7'],
  ])('not with %s', async (_what, address, also, from) => {
    const on = await world();
    const ana = await TestPeer.start(on, 'ana', { from, listen: { address, port: 0, also } });
    expect(ana.all('not_reachable')).toEqual([]);
  });
});

describe('a link-local address', () => {
  it('is told without the interface of the tracker, and dialled with that of the dialler', async () => {
    const on = await world(LINK_LOCAL);
    const tracker = at(LINK_LOCAL);
    const listen = { address: 'fe80::b%eth0', port: 0 };
    const bob = await TestPeer.start(on, 'bob', { tracker, from: 'fe80::b%br0', listen });
    const ana = await TestPeer.start(on, 'ana', { tracker, from: 'fe80::a%br0', listen: { address: '::', port: 0 } });
    const dials = dialsOf(ana);
    await ana.types('/msg bob hello');
    await bob.until(() => bob.heard.includes('hello'), 'the line');
    expect(dials).toEqual(['fe80::b%eth0']);
    await ana.types('/peers');
    const told = ana.last('peers')?.peers.map(({ address }) => address);
    expect(told).toEqual(['fe80::a', 'fe80::b']);
  });

  it('is not dialled where no interface is known, and that is said once', async () => {
    const on = await world(LAN);
    await TestPeer.start(on, 'bob', { from: 'fe80::b%br0', listen: { address: '::', port: 0 } });
    const ana = await remote(on, 'ana');
    const dials = dialsOf(ana);
    await ana.types('/msg bob hello');
    await on.clock.advance(120_000);
    expect(dials).toEqual([]);
    expect(notReached(ana)).toMatchObject([{ peer: 'bob', not_reached: 'link_local' }]);
  });
});
