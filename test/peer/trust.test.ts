// Whose key counts: taken at its first use, compared by two people, and never replaced by another one but by the user.

import { describe, expect, it } from 'vitest';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import { formatInvitation } from '../../commons/model/invitation.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TRACKER, type TrackerWorld } from '../helpers/tracker-world.ts';

async function anaAndBob() {
  const { world, peers } = await roomOf('ana', 'bob');
  return { world, ana: peers[0] as TestPeer, bob: peers[1] as TestPeer };
}

const trustIn = (peer: TestPeer, username: string) =>
  peer.profile.contacts.find((contact) => contact.username === username);

const alarms = (peer: TestPeer) => peer.all('trust').filter(({ state }) => state === 'changed');

/** Somebody who knows bob's password logs in as bob, with a key of their own. */
async function anotherBob(
  world: TrackerWorld,
  bob: TestPeer,
  profile = new MemoryProfile(someIdentity()),
): Promise<TestPeer> {
  await bob.kill();
  const other = await TestPeer.start(world, 'bob', { register: false, profile });
  await other.types('/join dev');
  return other;
}

/** ana, who has met bob, when somebody else is bob for the tracker. */
async function swapped() {
  const { world, ana, bob } = await anaAndBob();
  const eve = await anotherBob(world, bob);
  await ana.hears('trust', ({ state }) => state === 'changed');
  return { world, ana, bob, eve };
}

/** Neither says a word that the other hears. */
async function expectSilence(world: TrackerWorld, ana: TestPeer, other: TestPeer): Promise<void> {
  const [heardByAna, heardByOther] = [ana.heard.length, other.heard.length];
  await ana.types('/msg bob is it you?');
  await other.types('/msg ana it is me');
  await world.clock.advance(60_000);
  expect([ana.heard.length, other.heard.length]).toEqual([heardByAna, heardByOther]);
  expect(ana.isLinkedTo('bob')).toBe(false);
}

describe('a key at its first use', () => {
  it('is taken when the link opens, said once, and kept', async () => {
    const { ana, bob } = await anaAndBob();
    const { fingerprint } = bob.profile.identity;
    expect(ana.all('trust')).toEqual([{ event: 'trust', peer: 'bob', state: 'first-use', fingerprint }]);
    expect(trustIn(ana, 'bob')).toMatchObject({ fingerprint, verified: null, changed_to: null, blocked: false });
  });

  it('is not taken on the word of the tracker alone', async () => {
    const { world, ana } = await anaAndBob();
    const carol = await world.member('carol', undefined, someIdentity());
    await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await world.clock.advance(10_000);
    expect(trustIn(ana, 'carol')).toBeUndefined();
  });

  it('is nothing new to who restarts with the same profile', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.kill();
    const again = await TestPeer.start(world, 'ana', { register: false, profile: ana.profile });
    await again.until(() => again.isLinkedTo('bob'), 'the link');
    expect(again.all('trust')).toEqual([]);
    expect(trustIn(again, 'bob')?.fingerprint).toBe(bob.profile.identity.fingerprint);
  });
});

describe('another key in the place of a known one', () => {
  it('is said loudly, with both keys, and once', async () => {
    const { world, ana, bob, eve } = await swapped();
    const [fingerprint, was] = [eve, bob].map(({ profile }) => profile.identity.fingerprint);
    await world.clock.advance(60_000);
    expect(alarms(ana)).toEqual([{ event: 'trust', peer: 'bob', state: 'changed', fingerprint, was }]);
    expect(trustIn(ana, 'bob')).toMatchObject({ fingerprint: was, changed_to: fingerprint });
  });

  it('gets no word, and none is heard from it', async () => {
    const { world, ana, eve } = await swapped();
    await ana.types('in the room');
    await eve.types('in the room too');
    await expectSilence(world, ana, eve);
    const failed = await ana.hears('failed');
    expect(failed).toMatchObject({ to: 'bob', reason: expect.stringContaining('/trust bob') });
    expect(ana.all('failed')).toHaveLength(2);
    expect(ana.all('sent')).toEqual([]);
  });

  it('gets nothing of what waited for the one who was there before', async () => {
    const { ana, bob, world } = await anaAndBob();
    await bob.kill();
    await ana.hears('member_away');
    await ana.types('for the real one');
    const eve = await TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile(someIdentity()) });
    expect((await ana.hears('failed')).reason).toContain('key has changed');
    await world.clock.advance(30_000);
    expect(eve.heard).toEqual([]);
  });

  it('stays out when connections break and are made again', async () => {
    const { world, ana, eve } = await swapped();
    for (let round = 0; round < 5; round += 1) {
      eve.host.cutAll();
      ana.host.cutAll();
      await world.clock.advance(20_000);
    }
    await expectSilence(world, ana, eve);
    expect(alarms(ana)).toHaveLength(1);
  });

  it('stays out when the tracker starts again', async () => {
    const { world, ana, eve } = await swapped();
    await world.restart();
    await world.clock.advance(40_000);
    await expectSilence(world, ana, eve);
  });

  it('stays out when we restart with the same profile', async () => {
    const { world, ana, eve } = await swapped();
    await ana.kill();
    const again = await TestPeer.start(world, 'ana', { register: false, profile: ana.profile });
    await again.hears('room_joined');
    await world.clock.advance(10_000);
    await expectSilence(world, again, eve);
    expect(again.all('failed')[0]?.reason).toContain('key has changed');
  });

  it('keeps even the right one out, if the tracker changes its mind, until the user has decided', async () => {
    const { world, ana, bob, eve } = await swapped();
    await eve.kill();
    const back = await TestPeer.start(world, 'bob', { register: false, profile: bob.profile });
    await world.clock.advance(20_000);
    await expectSilence(world, ana, back);
    expect(alarms(ana)).toHaveLength(1);
  });

  it('is let in by /trust, and is not verified then', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.types('/verify bob');
    const eve = await anotherBob(world, bob);
    await ana.hears('trust', ({ state }) => state === 'changed');
    await ana.types('/trust bob');
    const { fingerprint } = eve.profile.identity;
    expect(ana.last('trust')).toEqual({ event: 'trust', peer: 'bob', state: 'first-use', fingerprint });
    expect(trustIn(ana, 'bob')).toMatchObject({ fingerprint, verified: null, changed_to: null });
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
    await ana.types('so this is your new laptop');
    await eve.until(() => eve.heard.length === 1, 'the line');
    expect(ana.last('link')).toMatchObject({ peer: 'bob', state: 'open', verified: false });
  });

  it('is shown by /verify for comparison, and not marked', async () => {
    const { ana, eve } = await swapped();
    await ana.types('/verify bob');
    await eve.types('/verify ana');
    expect(ana.last('safety_number')).toMatchObject({ peer: 'bob', verified: false });
    expect(ana.last('safety_number')?.number).toBe(eve.last('safety_number')?.number);
    expect(trustIn(ana, 'bob')?.verified).toBeNull();
  });

  it('is not accepted in the place of the one that /verify has shown', async () => {
    const { world, ana, bob, eve } = await swapped();
    await ana.types('/verify bob');
    const third = await anotherBob(world, eve);
    const { fingerprint } = third.profile.identity;
    await ana.hears('trust', (told) => told.state === 'changed' && told.fingerprint === fingerprint);
    await ana.types('/trust bob');
    expect(ana.last('error')?.code).toBe('CHANGED_AGAIN');
    expect(trustIn(ana, 'bob')).toMatchObject({
      fingerprint: bob.profile.identity.fingerprint,
      changed_to: fingerprint,
    });
    await expectSilence(world, ana, third);
    await ana.types('/verify bob');
    await ana.types('/trust bob');
    expect(ana.last('trust')).toMatchObject({ state: 'first-use', fingerprint });
  });

  it('is not what /trust takes for the one before, whose number /verify has not shown', async () => {
    const { world, ana, bob, eve } = await swapped();
    await ana.types('/verify bob');
    await eve.kill();
    await TestPeer.start(world, 'bob', { register: false, profile: bob.profile });
    await world.clock.advance(20_000);
    await ana.types('/trust bob');
    expect(ana.last('error')?.code).toBe('CHANGED_AGAIN');
    expect(trustIn(ana, 'bob')?.changed_to).toBe(eve.profile.identity.fingerprint);
  });

  it('leaves nobody verified, even if it was the wrong one for a while only', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.types('/verify bob');
    const eve = await anotherBob(world, bob);
    await ana.hears('trust', ({ state }) => state === 'changed');
    await eve.kill();
    const back = await TestPeer.start(world, 'bob', { register: false, profile: bob.profile });
    await world.clock.advance(20_000);
    await ana.types('/trust bob');
    const { fingerprint } = back.profile.identity;
    expect(ana.last('trust')).toEqual({ event: 'trust', peer: 'bob', state: 'first-use', fingerprint });
    expect(trustIn(ana, 'bob')).toMatchObject({ fingerprint, verified: null, changed_to: null });
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
  });

  it('is not decided about by an invitation that names the one before', async () => {
    const { ana, bob, eve } = await swapped();
    const before = trustIn(ana, 'bob');
    expect(before).toMatchObject({ verified: null, changed_to: eve.profile.identity.fingerprint });
    const from = { username: 'bob', fingerprint: bob.profile.identity.fingerprint };
    await ana.types(`/join ${formatInvitation({ tracker: TRACKER, room: 'his', from, roomKey: newRoomKey() })}`);
    expect(ana.last('error')?.code).toBe('KEY_CHANGED');
    expect(trustIn(ana, 'bob')).toEqual(before);
    expect(ana.last('trust')?.state).toBe('changed');
  });

  it('is looked for in vain by /trust where there is none', async () => {
    const { ana } = await anaAndBob();
    await ana.types('/trust bob');
    expect(ana.last('error')?.code).toBe('NOTHING_TO_TRUST');
  });

  it('that was there at the very first contact is not noticed by the two: their numbers tell', async () => {
    const { world, peers } = await roomOf('bob');
    const bob = peers[0] as TestPeer;
    const ana = await TestPeer.start(world, 'ana');
    const eve = await anotherBob(world, bob);
    await ana.types('/msg bob hello');
    await eve.until(() => eve.heard.length === 1, 'the line');
    expect(alarms(ana)).toEqual([]);
    await ana.types('/verify bob');
    const { number } = await ana.hears('safety_number');
    await eve.types('/verify ana');
    expect(eve.last('safety_number')?.number).toBe(number);
    expect(trustIn(ana, 'bob')?.fingerprint).not.toBe(bob.profile.identity.fingerprint);
  });
});

describe('somebody with a key of their own who says to be somebody we know', () => {
  it('is turned away, and nobody is alarmed', async () => {
    const { world, ana } = await anaAndBob();
    const link = await RawLink.as('bob', world, ana, someIdentity());
    link.send({ cmd: 'MESSAGE', room: null, content: 'psst', id: 'a-1' });
    await world.clock.advance(15_000);
    expect([link.received, link.closedBecause]).toEqual([[], expect.any(String)]);
    expect(ana.heard).toEqual([]);
    expect(alarms(ana)).toEqual([]);
    expect(ana.isLinkedTo('bob')).toBe(true);
  });

  it('is turned away when bob is not there, and when the tracker is not', async () => {
    const { world, ana, bob } = await anaAndBob();
    await bob.kill();
    expect((await RawLink.as('bob', world, ana, someIdentity())).isLetIn).toBe(false);
    await world.service.stop();
    await world.clock.advance(100);
    expect((await RawLink.as('bob', world, ana, someIdentity())).isLetIn).toBe(false);
    expect((await RawLink.as('bob', world, ana, null)).isLetIn).toBe(false);
    expect(alarms(ana)).toEqual([]);
  });

  it('is turned away under the name in another case', async () => {
    const { world, ana } = await anaAndBob();
    for (const name of ['BOB', 'Bob', 'bOb']) {
      const link = await RawLink.as(name, world, ana, someIdentity());
      await world.clock.advance(15_000);
      expect(link.isLetIn, name).toBe(false);
    }
    expect(ana.profile.contacts).toHaveLength(1);
  });

  it('is let in with the right key while the tracker is away', async () => {
    const { world, ana, bob } = await anaAndBob();
    await world.service.stop();
    await bob.kill();
    const link = await RawLink.as('bob', world, ana, bob.profile.identity);
    expect(link.isLetIn).toBe(true);
    link.send({ cmd: 'MESSAGE', room: 'dev', content: 'me again', id: 'b-1' });
    await ana.until(() => ana.heard.includes('me again'), 'the line');
  });
});
