// What links may be: --encryption require, prefer and off; and what is said of recorded keys.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import type { EncryptionPolicy } from '../../peer/reports.ts';
import { someIdentity } from '../helpers/identities.ts';
import { meetAs, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

async function pair(ana: EncryptionPolicy, bob: EncryptionPolicy) {
  const world = await TrackerWorld.start();
  const peers = {
    ana: await TestPeer.start(world, 'ana', { encryption: ana }),
    bob: await TestPeer.start(world, 'bob', { encryption: bob }),
  };
  await peers.ana.types('/create dev');
  await peers.bob.types('/join dev');
  await world.clock.advance(5_000);
  return { world, ...peers };
}

describe('--encryption require', () => {
  it('lets no plaintext in or out, and says so once', async () => {
    const { world, ana, bob } = await pair('require', 'off');
    await ana.types('hello');
    await bob.types('hello');
    await world.clock.advance(120_000);
    expect([ana.heard, bob.heard]).toEqual([[], []]);
    expect(ana.all('error').map(({ code }) => code)).toEqual(['PLAINTEXT_REFUSED']);
    expect(ana.last('error')?.message).toContain('bob');
    expect((await ana.hears('failed')).reason).toContain('--encryption require');
    expect(world.network.openConnections(bob.listenPort)).toBe(0);
  });

  it('says nothing to a stranger who comes in plaintext, and nothing of them', async () => {
    const { world, ana } = await pair('require', 'require');
    await world.member('eva');
    const link = await RawLink.as('eva', world, ana, null);
    expect(link.received).toEqual([]);
    expect(link.closedBecause).not.toBeNull();
    expect(ana.all('error')).toEqual([]);
  });

  it('speaks to who prefers to', async () => {
    const { ana, bob } = await pair('require', 'prefer');
    await ana.types('hello');
    await bob.until(() => bob.heard.length === 1, 'the line');
    expect(bob.last('message')?.security).toBe('tls1.3');
  });
});

describe('--encryption prefer', () => {
  it('encrypts where the other side can', async () => {
    const { ana, bob } = await pair('prefer', 'prefer');
    expect([ana.last('link'), bob.last('link')]).toMatchObject([{ security: 'tls1.3' }, { security: 'tls1.3' }]);
  });

  it('speaks plaintext where it cannot, and marks every line', async () => {
    const { ana, bob } = await pair('prefer', 'off');
    await bob.types('hello');
    await ana.until(() => ana.heard.length === 1, 'the line');
    expect(ana.last('message')).toMatchObject({ from: 'bob', security: 'plaintext' });
    expect(ana.last('link')).toMatchObject({ peer: 'bob', state: 'open', security: 'plaintext', encryption_off: true });
    await ana.types('/status');
    expect(ana.last('status')?.status.people).toMatchObject([{ username: 'bob', security: 'plaintext' }]);
  });

  it('speaks none to somebody who ever had a key', async () => {
    const { world, ana, bob } = await pair('prefer', 'require');
    await bob.kill();
    const again = await TestPeer.start(world, 'bob', { register: false, encryption: 'off', profile: bob.profile });
    await ana.types('is it you?');
    await again.types('it is me');
    await world.clock.advance(60_000);
    expect([ana.heard, again.heard]).toEqual([[], []]);
  });
});

describe('a tracker that hides the key of somebody we know', () => {
  it.each(['require', 'prefer'] as const)('brings us to no plaintext under %s', async (encryption) => {
    const world = await TrackerWorld.start();
    const profile = new MemoryProfile(someIdentity());
    const middle = await TrackerInTheMiddle.of(world, profile.identity);
    const bob = await TestPeer.start(world, 'bob', { encryption });
    await bob.types('/create dev');
    const ana = await TestPeer.start(world, 'ana', { encryption, profile, tracker: middle.endpoint });
    await ana.types('/join dev');
    await ana.until(() => ana.isLinkedTo('bob'), 'the link');
    const key = bob.profile.identity.fingerprint;
    middle.instead = (object) => `${JSON.stringify(object).replaceAll(`,"fingerprint":"${key}"`, '')}\n`;
    bob.host.cutAll();
    await world.clock.advance(5_000);
    expect(ana.isLinkedTo('bob')).toBe(true);
    const link = await RawLink.as('bob', world, ana, null);
    await ana.types('/msg bob hello');
    await bob.until(() => bob.heard.length === 1, 'the line');
    expect(link.isLetIn).toBe(false);
    expect(bob.last('message')?.security).toBe('tls1.3');
    expect(ana.all('link').every(({ security }) => security === 'tls1.3')).toBe(true);
    expect(ana.all('trust').map(({ state }) => state)).toEqual(['first-use']);
    await ana.hears('roster_mismatch'); // And it is found out.
  });
});

describe('--encryption off', () => {
  it('is said at the start, and shows no key', async () => {
    const { ana } = await pair('off', 'off');
    expect(ana.all('ready')[0]).toMatchObject({ encryption: 'off', fingerprint: null });
    await ana.types('/fingerprint');
    expect(ana.last('fingerprint')).toMatchObject({ fingerprint: null });
    await ana.types('/create mine --invite-only');
    expect(ana.last('error')?.code).toBe('NO_KEY');
  });

  it('is told to the others', async () => {
    const { ana, bob } = await pair('prefer', 'off');
    expect(ana.all('link').at(-1)?.encryption_off).toBe(true);
    expect(bob.all('link').at(-1)?.encryption_off).toBeUndefined();
  });

  it('still works between two who want it so', async () => {
    const { ana, bob } = await pair('off', 'off');
    await ana.types('hello');
    await bob.until(() => bob.heard.length === 1, 'the line');
    expect(bob.last('message')?.security).toBe('plaintext');
    expect(bob.profile.contacts).toEqual([]);
  });

  it('tells the tracker no key', async () => {
    const { world } = await pair('off', 'off');
    expect(world.repositories.users.find('ana')?.fingerprint).toBeUndefined();
  });
});

describe('a peer that records the keys of its links', () => {
  it('is shown as such to the others, and only they', async () => {
    const world = await TrackerWorld.start();
    const keyLog = { file: '/tmp/keys', record: () => {}, close: () => {} };
    const ana = await TestPeer.start(world, 'ana', { keyLog });
    await ana.types('/create dev');
    const bob = await TestPeer.start(world, 'bob');
    await bob.types('/join dev');
    await bob.until(() => bob.isLinkedTo('ana') && ana.isLinkedTo('bob'), 'the link');
    expect(ana.all('ready')[0]?.keylog).toBe('/tmp/keys');
    expect(bob.last('link')).toMatchObject({ peer: 'ana', state: 'open', records_keys: true });
    expect(ana.last('link')?.records_keys).toBeUndefined();
    await bob.types('/status');
    expect(bob.last('status')?.status).toMatchObject({ keylog: null, people: [{ records_keys: true }] });
  });
});

describe('a stranger with a key that the tracker does not know', () => {
  it.each(['require', 'prefer'] as const)('is nobody under %s', async (encryption) => {
    const world = await TrackerWorld.start();
    const [ana] = (await meetAs({ encryption }, world, 'ana')) as [TestPeer];
    await world.member('eva', undefined, someIdentity());
    for (const identity of [someIdentity(), null]) {
      const link = await RawLink.as('eva', world, ana, identity);
      expect(link.isLetIn).toBe(false);
    }
    expect(ana.profile.contacts).toEqual([]);
  });
});
