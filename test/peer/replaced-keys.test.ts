// S3: a key that was replaced at the tracker is not accepted for long (protocol 7.4.3).

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

/** ana has verified bob in a private chat; they share no room. ana's tracker is passed through a recorder. */
async function verifiedBob() {
  const world = await TrackerWorld.start();
  const profile = new MemoryProfile(someIdentity());
  const middle = await TrackerInTheMiddle.of(world, profile.identity);
  const ana = await TestPeer.start(world, 'ana', { tracker: middle.endpoint, profile });
  const bob = await TestPeer.start(world, 'bob');
  await ana.types('/msg bob hello');
  await bob.until(() => bob.heard.length === 1, 'the greeting');
  await ana.types('/verify bob');
  const stolen = bob.profile.identity;
  const state = () => ana.last('trust')?.state;
  const checks = () => ana.all('key_check').map(({ result }) => result);
  const lookUps = () => middle.requests.filter(({ cmd, peer }) => cmd === 'LIST_PEERS' && peer === 'bob').length;
  const comesBack = () => TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile(someIdentity()) });
  const thief = () => RawLink.as('bob', world, ana, stolen);
  expect(state()).toBe('verified');
  return { world, ana, bob, middle, state, checks, lookUps, comesBack, thief };
}

/**
 * The tracker tells nobody who has come back, as an earlier one: then only a question finds out that a key was
 * replaced.
 */
function saysNothingUnasked(middle: TrackerInTheMiddle): void {
  middle.instead = (object, to) => {
    if (object['status'] === 'PEER_ONLINE') return null;
    return `${JSON.stringify(to?.['cmd'] === 'WATCH_PEERS' ? { ...object, peers: {} } : object)}\n`;
  };
}

/** Nothing that the thief writes from now on is heard. */
async function expectUnheard(world: TrackerWorld, ana: TestPeer, thief: RawLink): Promise<void> {
  const before = ana.heard.length;
  thief.send({ cmd: 'MESSAGE', room: null, username: 'bob', content: 'send me the door code', id: 'late-1' });
  await world.clock.advance(1_000);
  expect(ana.heard).toHaveLength(before);
}

describe('a key that was replaced', () => {
  it('is found out at once when who has stolen it dials, and the link is closed', async () => {
    const { world, ana, bob, middle, state, comesBack, thief } = await verifiedBob();
    saysNothingUnasked(middle);
    await bob.kill();
    await world.clock.advance(60_000);
    const again = await comesBack();
    await world.clock.advance(100);
    expect(state()).toBe('verified');
    const link = await thief();
    await world.clock.advance(100);
    expect(state()).toBe('changed');
    expect(ana.last('trust')?.fingerprint).toBe(again.profile.identity.fingerprint);
    expect(link.closedBecause).not.toBeNull();
    await expectUnheard(world, ana, link);
    expect((await thief()).isLetIn).toBe(false);
  });

  it('is found out within a minute where a private chat with it is open already', async () => {
    const { world, ana, bob, state, comesBack, thief } = await verifiedBob();
    const link = await thief();
    expect(link.isLetIn).toBe(true);
    await bob.kill();
    await comesBack();
    await world.clock.advance(61_000);
    expect(state()).toBe('changed');
    await expectUnheard(world, ana, link);
  });

  it('is let in while the tracker is away, which is said, and found out when it is back', async () => {
    const { world, ana, bob, middle, state, checks, comesBack, thief } = await verifiedBob();
    saysNothingUnasked(middle);
    await bob.kill();
    ana.host.isolateFrom(middle.endpoint.port);
    middle.hangUp();
    await comesBack();
    await world.clock.advance(1_000);
    const link = await thief();
    expect(link.isLetIn).toBe(true);
    expect(checks()).toEqual(['tracker_away']);
    await thief();
    expect(checks()).toEqual(['tracker_away']);
    ana.host.isolateFrom(null);
    await ana.until(() => state() === 'changed', 'the alarm', 20_000);
    await expectUnheard(world, ana, link);
  });

  it('is let in while nobody of that name is signed in, which is said, and found out when they are', async () => {
    const { world, ana, bob, state, checks, comesBack, thief } = await verifiedBob();
    await bob.kill();
    await world.clock.advance(60_000);
    const link = await thief();
    await world.clock.advance(100);
    expect(checks()).toEqual(['not_online']);
    expect(link.isLetIn).toBe(true);
    await comesBack();
    await world.clock.advance(61_000);
    expect(state()).toBe('changed');
    await expectUnheard(world, ana, link);
  });

  it('stays out after the user has accepted the new key', async () => {
    const { world, ana, bob, state, comesBack, thief } = await verifiedBob();
    await bob.kill();
    const again = await comesBack();
    await thief();
    await world.clock.advance(100);
    await ana.types('/trust bob');
    expect(state()).toBe('first-use');
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
    expect((await thief()).isLetIn).toBe(false);
    await again.types('/msg ana it is me');
    await ana.until(() => ana.heard.includes('it is me'), 'the line');
  });
});

describe('a key that counts', () => {
  it('is confirmed without a word', async () => {
    const { world, ana, bob, checks, state } = await verifiedBob();
    bob.host.cutAll();
    await bob.until(() => bob.isLinkedTo('ana'), 'the link', 30_000);
    await world.clock.advance(120_000);
    expect(checks()).toEqual([]);
    expect(state()).toBe('verified');
    expect(ana.isLinkedTo('bob')).toBe(true);
  });

  it('is said to be confirmed where it was said that it could not be', async () => {
    const { world, ana, bob, checks } = await verifiedBob();
    bob.host.isolateFrom(6_060);
    bob.host.cutAll();
    await bob.until(() => bob.isLinkedTo('ana'), 'the link', 30_000);
    await world.clock.advance(61_000);
    expect(checks()).toEqual(['not_online']);
    bob.host.isolateFrom(null);
    await world.clock.advance(90_000);
    expect(checks()).toEqual(['not_online', 'confirmed']);
    expect(ana.isLinkedTo('bob')).toBe(true);
  });

  it('is looked up a few times, however often somebody dials with it', async () => {
    const { world, lookUps, thief } = await verifiedBob();
    const before = lookUps();
    for (let dial = 0; dial < 30; dial += 1) await thief();
    await world.clock.advance(1_000);
    expect(lookUps() - before).toBeLessThanOrEqual(4);
  });
});
