// S3: /fingerprint --rotate. A statement that one key follows another explains a change that the tracker confirms; it
// never makes a key verified, and two statements that contradict each other, or the tracker, are an alarm.

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import { signKeyChange } from '../../commons/identity/signed-key-change.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import type { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import type { TrackerWorld } from '../helpers/tracker-world.ts';

async function verifiedBob() {
  const { world, peers } = await roomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  await ana.types('/verify bob');
  const old = bob.profile.identity;
  const trust = () => ana.profile.contacts.find(({ username }) => username === 'bob');
  const alarms = () => ana.all('trust').filter(({ state }) => state === 'changed');
  return { world, ana, bob, old, trust, alarms };
}

/** Signs in again with the password, as is needed for the key that is next. */
async function signsInAgain(world: TrackerWorld, peer: TestPeer): Promise<TestPeer> {
  await peer.kill();
  peer.profile.isNew = false;
  return TestPeer.start(world, peer.username, { register: false, profile: peer.profile });
}

async function rotates(world: TrackerWorld, bob: TestPeer): Promise<TestPeer> {
  await bob.types('/fingerprint --rotate');
  await world.clock.advance(100);
  const next = (bob.profile as MemoryProfile).nextKey?.identity.fingerprint;
  expect(bob.last('key_rotation')).toEqual({ event: 'key_rotation', state: 'prepared', fingerprint: next });
  const again = await signsInAgain(world, bob);
  await world.clock.advance(100);
  expect(again.last('key_rotation')).toMatchObject({ state: 'done', fingerprint: next });
  expect(again.profile.identity.fingerprint).toBe(next);
  return again;
}

/** Somebody dials ana as bob, with that key and those statements. */
async function dialsAsBob(world: TrackerWorld, ana: TestPeer, identity: Identity, changes: readonly KeyChange[]) {
  const link = await RawLink.to(world, ana, identity);
  link.send({ cmd: 'HELLO', username: 'bob', version: 1, features: [...PEER_FEATURES], key_changes: changes });
  await world.clock.advance(100);
  return link;
}

describe('a key that was replaced with /fingerprint --rotate', () => {
  it('is accepted without an alarm by who heard of it before, as not verified', async () => {
    const { world, ana, bob, old, trust, alarms } = await verifiedBob();
    const again = await rotates(world, bob);
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
    const { fingerprint } = again.profile.identity;
    expect(alarms()).toEqual([]);
    const what = { event: 'trust', peer: 'bob', state: 'first-use', fingerprint, was: old.fingerprint };
    expect(ana.last('trust')).toEqual(what);
    expect(trust()).toMatchObject({ fingerprint, verified: null, changed_to: null });
    await ana.types('still you?');
    await again.until(() => again.heard.includes('still you?'), 'the line');
  });

  it('is explained to who was away meanwhile, as soon as they meet', async () => {
    const { world, ana, bob, trust } = await verifiedBob();
    await ana.kill();
    await world.clock.advance(1_000);
    const again = await rotates(world, bob);
    const back = await signsInAgain(world, ana);
    await back.types('/join dev');
    await back.until(() => back.isLinkedTo('bob'), 'the link');
    expect(back.last('trust')).toMatchObject({ state: 'first-use', fingerprint: again.profile.identity.fingerprint });
    expect(trust()).toMatchObject({ verified: null, changed_to: null });
    await again.types('it is me');
    await back.until(() => back.heard.includes('it is me'), 'the line');
  });

  it('is explained over several changes at once', async () => {
    const { world, ana, bob, trust } = await verifiedBob();
    await ana.kill();
    await world.clock.advance(1_000);
    const last = await rotates(world, await rotates(world, await rotates(world, bob)));
    const back = await signsInAgain(world, ana);
    await back.types('/join dev');
    await back.until(() => back.isLinkedTo('bob'), 'the link');
    expect(trust()?.fingerprint).toBe(last.profile.identity.fingerprint);
  });

  it('is accepted from who writes in private, sharing no room', async () => {
    const { world, ana, bob, trust } = await verifiedBob();
    await ana.types('/leave dev');
    const again = await rotates(world, bob);
    await again.types('/msg ana new key');
    await ana.until(() => ana.heard.includes('new key'), 'the line');
    expect(trust()).toMatchObject({ fingerprint: again.profile.identity.fingerprint, verified: null });
  });

  it('is not used before the password is given, and made once', async () => {
    const { world, bob } = await verifiedBob();
    await bob.types('/fingerprint --rotate');
    await bob.types('/fingerprint --rotate');
    expect(bob.all('key_rotation').map(({ state }) => state)).toEqual(['prepared', 'waiting']);
    const keys = bob.all('key_rotation').map(({ fingerprint }) => fingerprint);
    expect(new Set(keys).size).toBe(1);
    expect(world.repositories.users.find('bob')?.fingerprint).toBe(bob.profile.identity.fingerprint);
  });

  it('is not told to a program that does not know of such statements', async () => {
    const { world, bob } = await verifiedBob();
    const key = someIdentity();
    await world.member('eva', undefined, key);
    const features = PEER_FEATURES.filter((feature) => feature !== 'key-change');
    const eva = await RawLink.to(world, bob, key);
    eva.send({ cmd: 'HELLO', username: 'eva', version: 1, features });
    await world.clock.advance(100);
    await bob.types('/fingerprint --rotate');
    await world.clock.advance(100);
    expect(eva.isLetIn).toBe(true);
    expect(eva.said('KEY_CHANGE')).toEqual([]);
  });
});

describe('a statement of who has stolen the key', () => {
  it('is an alarm where the tracker names the key of before', async () => {
    const { world, ana, old, trust, alarms } = await verifiedBob();
    const thief = someIdentity();
    const link = await dialsAsBob(world, ana, thief, [signKeyChange('bob', old, thief.fingerprint)]);
    expect(link.isLetIn).toBe(false);
    expect(alarms()).toEqual([expect.objectContaining({ fingerprint: thief.fingerprint, why: 'not_confirmed' })]);
    expect(trust()).toMatchObject({ fingerprint: old.fingerprint, changed_to: thief.fingerprint });
    await world.clock.advance(30_000);
    expect(ana.isLinkedTo('bob')).toBe(false);
  });

  it('does not let another key in that the tracker names', async () => {
    const { world, ana, bob, old, alarms } = await verifiedBob();
    const thief = someIdentity();
    const stolen = await RawLink.as('bob', world, ana, old);
    stolen.send({ cmd: 'KEY_CHANGE', key_changes: [signKeyChange('bob', old, thief.fingerprint)] });
    await world.clock.advance(100);
    expect(alarms()).toEqual([]);
    await bob.kill();
    const other = someIdentity();
    await world.member('bob', undefined, other);
    await world.clock.advance(30_000);
    expect(alarms()).toEqual([expect.objectContaining({ fingerprint: other.fingerprint, was: old.fingerprint })]);
  });

  it('is an alarm where the owner has made another one, before or after', async () => {
    for (const isFirst of [true, false]) {
      const { world, ana, bob, old, alarms } = await verifiedBob();
      const thief = someIdentity();
      const lie = (): Promise<RawLink> => dialsAsBob(world, ana, old, [signKeyChange('bob', old, thief.fingerprint)]);
      if (isFirst) await lie();
      const again = await rotates(world, bob);
      await world.clock.advance(3_000);
      if (!isFirst) {
        expect(alarms()).toEqual([]);
        await lie();
      }
      expect(alarms()).toEqual([expect.objectContaining({ why: 'two_successors' })]);
      await again.types('in the room');
      await world.clock.advance(30_000);
      expect(ana.heard).not.toContain('in the room');
    }
  });

  it('is not verified, nor sent to others, whatever it says', async () => {
    const { world, ana, bob, old, trust } = await verifiedBob();
    await bob.kill();
    const thief = someIdentity();
    // The thief has the password, too: this is as good as the owner, and as little verified.
    await world.member('bob', undefined, thief);
    await dialsAsBob(world, ana, thief, [signKeyChange('bob', old, thief.fingerprint)]);
    expect(trust()).toMatchObject({ fingerprint: thief.fingerprint, verified: null });
  });

  it('about a key that the user has compared since is no news', async () => {
    const { world, ana, bob, old, alarms } = await verifiedBob();
    await rotates(world, bob);
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
    await ana.types('/verify bob');
    const thief = someIdentity();
    await dialsAsBob(world, ana, old, [signKeyChange('bob', old, thief.fingerprint)]);
    expect(alarms()).toEqual([]);
    expect(ana.isLinkedTo('bob')).toBe(true);
  });

  it('is not looked at after one that is forged', async () => {
    const { world, ana, bob, old, trust } = await verifiedBob();
    await ana.kill();
    await world.clock.advance(1_000);
    await bob.kill();
    const next = someIdentity();
    await world.member('bob', undefined, next);
    const back = await signsInAgain(world, ana);
    await back.hears('trust', ({ state }) => state === 'changed');
    const good = signKeyChange('bob', old, next.fingerprint);
    const forged = `${good.slice(0, -86)}${'A'.repeat(86)}`;
    await dialsAsBob(world, back, next, [forged, good]);
    expect(trust()?.changed_to).toBe(next.fingerprint);
    await dialsAsBob(world, back, next, [good]);
    expect(trust()).toMatchObject({ fingerprint: next.fingerprint, changed_to: null });
  });

  it('ends the alarm by nothing but the word of the user', async () => {
    const { world, ana, bob, old, trust } = await verifiedBob();
    const thief = someIdentity();
    await dialsAsBob(world, ana, thief, [signKeyChange('bob', old, thief.fingerprint)]);
    await bob.kill();
    await world.member('bob', undefined, thief);
    await dialsAsBob(world, ana, thief, [signKeyChange('bob', old, thief.fingerprint)]);
    expect(trust()?.changed_to).toBe(thief.fingerprint);
    await ana.types('/trust bob');
    expect(trust()).toMatchObject({ fingerprint: thief.fingerprint, changed_to: null, verified: null });
  });
});
