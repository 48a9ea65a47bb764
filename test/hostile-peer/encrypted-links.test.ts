// Enemies who encrypt: what they say inside TLS is as hostile as what others say in plaintext, and the key that they
// have proven is all that they are.

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import { PROOF_LABEL, roomProof, trackerSecretOf } from '../../commons/identity/room-proof.ts';
import { parseInvitation } from '../../commons/model/invitation.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { A_THOUSAND, FLOODS, holdsTenTimesOver, key } from './floods.ts';
import { MemoryStranger, malInMemory } from './memory-stranger.ts';
import { endsWithoutAWord, Member, type Scene, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { Stranger } from './stranger.ts';

/** The most that an object may have, said a second time. */
const KIB_64 = 65_536;

const MAL = someIdentity();

const hello = (username: string): object => ({ cmd: 'HELLO', username, version: 1, features: [...PEER_FEATURES] });
const sized = (bytes: number): string => {
  const start = '{"cmd":"PONG","more":"';
  return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
};

/** Says HELLO inside TLS, shown that key, and, without waiting, a line to the room and a private one. */
async function claims({ ana }: Scene, username: string, identity: Identity): Promise<Stranger> {
  const impostor = await Stranger.dialEncrypted(ana.port, identity, PEER_PROTOCOL);
  const line = { cmd: 'MESSAGE', username, content: `I am ${username}` };
  impostor.says(hello(username), { ...line, room: 'dev', id: 'i1' }, { ...line, room: null, id: 'i2' });
  return impostor;
}

describe('a message counts as that of the key of the link it came on', () => {
  it.each(['bob', 'ana', 'nobody'])('though it claims to be from %s', async (username) => {
    const on = await scene('require');
    const { link } = await withMal(on, someIdentity());
    link.says(
      { cmd: 'MESSAGE', room: 'dev', username, content: 'believe me', id: 'a' },
      { cmd: 'MESSAGE', room: null, username, content: 'believe me here, too', id: 'b' },
    );
    await link.waitFor(({ received }) => /"a"/.test(received) && /"b"/.test(received), 'both acknowledgements');
    expect(on.ana.all('message')).toMatchObject([
      { from: 'mal', room: 'dev', content: 'believe me', security: 'tls1.3' },
      { from: 'mal', room: null, content: 'believe me here, too', security: 'tls1.3' },
    ]);
    await stillServes(on.ana, on.bob);
  });
});

const SIDES: readonly (readonly [string, (on: Scene) => Promise<Stranger>])[] = [
  ['a stranger', ({ ana }) => Stranger.dialEncrypted(ana.port, someIdentity(), PEER_PROTOCOL)],
  ['a member on an open link', async (on) => (await withMal(on, someIdentity())).link],
];

describe.each(SIDES)('what cannot be read inside TLS, from %s, ends the link without a word:', (_who, connectsTo) => {
  it.each([
    ['garbage', 'garbage\n'],
    ['an HTTP request', 'GET / HTTP/1.1\r\n\r\n'],
    ['a TLS handshake inside TLS', Buffer.from('\x16\x03\x01\x00\x04nono', 'latin1')],
    ['the byte 255', Buffer.from([255])],
    ['a text that is no UTF-8', Buffer.from('{"cmd":"PONG","a":"\xff"}', 'latin1')],
    ['an object of 64 KiB and a byte', sized(KIB_64 + 1)],
    ['an object that never ends', `{"cmd":"PONG","more":"${'x'.repeat(1024 * 1024)}`],
    ['objects that nest 17 deep', `{"cmd":"PONG","a":${'['.repeat(16)}${']'.repeat(16)}}`],
  ])('%s', async (_what, bytes) => {
    const on = await scene('require');
    await endsWithoutAWord(on, await connectsTo(on), bytes);
  });
});

it('an object of 64 KiB exactly is read', async () => {
  const on = await scene('require');
  const { link } = await withMal(on, someIdentity());
  link.write(sized(KIB_64));
  await link.isKept();
  await stillServes(on.ana, on.bob);
});

describe('is turned away without a word, and not shown, who has a key and claims to be', () => {
  const CLAIMED = [
    ['a member', 'bob'],
    ['a member in other letters', 'BOB'],
    ['a member with an invisible letter more', 'bob\u200b'],
    ['ana herself', 'ana'],
    ['ana herself in other letters', 'ANA'],
    ['somebody who is online with another key', 'eve'],
    ['somebody who is online without a key', 'rui'],
    ['somebody who has a key but is not online', 'dan'],
    ['somebody whom the tracker does not know', 'nobody'],
    ['a prototype', '__proto__'],
  ] as const;
  const KEYS = [
    ['that of a member under another name', true],
    ['one that nobody has seen', false],
  ] as const;

  it.each(
    CLAIMED.flatMap(([what, username]) => KEYS.map(([whose, isMals]) => [what, whose, username, isMals] as const)),
  )('%s; the key is %s', async (_what, _whose, username, isMals) => {
    const on = await scene('require');
    const key = someIdentity();
    await withMal(on, key);
    await Member.logIn(on.trackerPort, 'eve', 1, someIdentity());
    await Member.logIn(on.trackerPort, 'rui');
    await (await Member.logIn(on.trackerPort, 'dan', 1, someIdentity())).asks({ cmd: 'LOGOUT' });
    const impostor = await claims(on, username, isMals ? key : someIdentity());
    await impostor.isLeft();
    expect(impostor.received).toBe('');
    expect(on.ana.all('message')).toEqual([]);
    expect(on.ana.all('trust').map(({ peer, state }) => [peer, state])).toEqual([
      ['bob', 'first-use'],
      ['mal', 'first-use'],
    ]);
    await stillServes(on.ana, on.bob);
  });

  it.each(['bob', 'mal', 'eve'])('%s, with another key, while the tracker is away', async (username) => {
    const on = await scene('require');
    await withMal(on, someIdentity());
    await Member.logIn(on.trackerPort, 'eve', 1, someIdentity());
    await on.stopTracker();
    await on.ana.until(() => on.ana.all('tracker').at(-1)?.state !== 'connected', 'the loss of the tracker');
    const impostor = await claims(on, username, someIdentity());
    await impostor.isLeft();
    expect(impostor.received).toBe('');
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

describe('is let in who has the key that the name has', () => {
  it.each([
    ['while the tracker is there', false],
    ['while it is away, for somebody who was here before', true],
  ])('%s', async (_when, isAway) => {
    const on = await scene('require');
    const key = someIdentity();
    await withMal(on, key);
    if (isAway) {
      await on.stopTracker();
      await on.ana.until(() => on.ana.all('tracker').at(-1)?.state !== 'connected', 'the loss of the tracker');
    }
    const link = await claims(on, 'mal', key);
    await on.ana.until(() => on.ana.heardFrom('mal').length === 2, 'both lines');
    await link.hears({ cmd: 'HELLO', username: 'ana' });
    await stillServes(on.ana, on.bob);
  });

  it('and who is no member: heard in private when accepted, refused in the room', async () => {
    const on = await scene('require');
    const key = someIdentity();
    await Member.logIn(on.trackerPort, 'eve', 1, key);
    const eve = await claims(on, 'eve', key);
    await eve.hears({ cmd: 'ACK', id: 'i1', code: 'NOT_A_MEMBER' }, 'the refusal of the line to the room');
    await eve.hears({ cmd: 'ACK', id: 'i2' }, 'the acknowledgement of the private line');
    expect(on.ana.all('message')).toEqual([]);
    await on.ana.types('/accept eve', 'message');
    expect(on.ana.all('message')).toMatchObject([{ from: 'eve', room: null, content: 'I am eve' }]);
    await stillServes(on.ana, on.bob);
  });
});

describe('a second HELLO', () => {
  it.each(['mal', 'bob', 'nobody'])('as %s ends an open link; what comes after it is not heard', async (username) => {
    const on = await scene('require');
    const { link } = await withMal(on, someIdentity());
    const before = link.received;
    link.says(hello(username), { cmd: 'MESSAGE', room: 'dev', content: 'after it' });
    await link.isLeft();
    expect(link.received).toBe(before);
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });

  it.each(['eve', 'bob'])('as %s, right behind the first one, ends the link before it is open', async (username) => {
    const on = await scene('require');
    const key = someIdentity();
    await Member.logIn(on.trackerPort, 'eve', 1, key);
    const eve = await Stranger.dialEncrypted(on.ana.port, key, PEER_PROTOCOL);
    eve.says(hello('eve'), hello(username), { cmd: 'MESSAGE', content: 'after it' });
    await eve.isLeft();
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

describe('a member says a thousand', () => {
  it.each(FLOODS)(
    '%s inside TLS: the peer lives, the link stays, and nothing counts as said',
    async (_what, object) => {
      const on = await scene('require');
      const { link } = await withMal(on, someIdentity());
      const { revision } = await link.hears({ cmd: 'ROSTER', room: 'dev' });
      link.says(...Array.from({ length: A_THOUSAND }, (_, count) => object(count, Number(revision))));
      await stillServes(on.ana, on.bob);
      await link.isKept();
      link.says({ cmd: 'MESSAGE', room: 'dev', content: 'after all that' });
      await on.ana.until(() => on.ana.heardFrom('mal').length > 0, 'the line after it');
      expect(on.ana.heardFrom('mal')).toEqual(['after all that']);
      expect(on.ana.all('room_joined').map(({ room }) => room)).toEqual(['dev']);
      await on.ana.types('/status', 'status');
      await stillServes(on.ana, on.bob);
    },
  );

  it.each(FLOODS.slice(0, 1))('%s, ten times over: what is held of them does not grow', (_what, object) =>
    holdsTenTimesOver(object),
  );
});

/**
 * A room by invitation with ana and bob. mal has its password from the tracker, which lies for him, and no invitation.
 */
async function invitedTo(): Promise<{
  world: TrackerWorld;
  ana: TestPeer;
  bob: TestPeer;
  link: MemoryStranger;
  roomKey: string;
}> {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  await ana.types('/create dev --invite-only');
  await ana.types('/invite');
  const { invite } = await ana.hears('invite');
  const bob = await TestPeer.start(world, 'bob');
  await bob.types(`/join ${invite}`);
  await ana.until(() => ana.isLinkedTo('bob') && bob.isLinkedTo('ana'), 'the link of ana and bob');
  const roomKey = parseInvitation(invite)?.roomKey ?? '';
  const { link } = await malInMemory(world, ana, MAL, trackerSecretOf(roomKey));
  await stillServes(ana, bob);
  return { world, ana, bob, link, roomKey };
}

describe('in a room by invitation', () => {
  const wrong = (count: number): object => ({ cmd: 'PROVE', room: 'dev', proof: key(count) });
  const line = (content: string): object => ({ cmd: 'MESSAGE', room: 'dev', content, id: content });
  const rightOn = ({ connection }: MemoryStranger, ana: TestPeer, roomKey: string): object => {
    const binding = connection.secured?.exportKey(PROOF_LABEL, '').toString('base64url') ?? '';
    const [prover, verifier] = [MAL.fingerprint, ana.profile.identity.fingerprint];
    return { cmd: 'PROVE', room: 'dev', proof: roomProof({ roomKey, room: 'dev', binding, prover, verifier }) };
  };

  it('who proves it is heard, after two wrong proofs, too', async () => {
    const { ana, bob, link, roomKey } = await invitedTo();
    await link.says(wrong(1), line('one'), wrong(2), line('two'), rightOn(link, ana, roomKey));
    expect(ana.heard.filter((content) => !content.startsWith('still'))).toEqual(['one', 'two']);
    await stillServes(ana, bob);
  });

  it('a thousand wrong proofs get nobody in, nor does the right one after them; the key is turned away at the door', async () => {
    const { world, ana, bob, link, roomKey } = await invitedTo();
    for (let count = 0; count < A_THOUSAND; count += 1) await link.says(wrong(count), line(`line ${count}`));
    await link.says(rightOn(link, ana, roomKey), line('now?'));
    await world.clock.advance(5_000);
    await ana.types('a secret');
    await world.clock.advance(5_000);
    expect(bob.heard).toContain('a secret');
    expect(link.received).not.toContain('a secret');
    expect(ana.heard.filter((content) => !content.startsWith('still'))).toEqual([]);
    expect(ana.all('error').map(({ code }) => code)).toEqual(['NOT_INVITED']);
    const again = await MemoryStranger.dial(world, ana.listenPort, MAL);
    await again.says(hello('mal'), rightOn(again, ana, roomKey), line('let me in'));
    expect(again.closedBecause).not.toBeNull();
    expect(again.received).toBe('');
    await stillServes(ana, bob);
  });
});
