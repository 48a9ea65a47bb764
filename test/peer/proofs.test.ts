// In a room by invitation a seat is not enough: each member has to prove the invitation, on each link (protocol 7.12).

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** The tracker gives `username` a seat, whatever they know; the members are told. */
async function seatByHand(world: TrackerWorld, username: string): Promise<void> {
  await seat(world, username);
  const helper = await world.member('helper');
  await seat(world, 'helper');
  await helper.ask({ cmd: 'LEAVE_ROOM', room: 'dev' }); // Of this the members hear.
  await world.clock.advance(10);
}

async function seat({ clock, repositories: { rooms } }: TrackerWorld, username: string): Promise<void> {
  const proven = rooms.find('dev')?.lock?.hash;
  await rooms.apply({ do: 'join', at: clock.now(), room: 'dev', username, proven });
}

interface Scene {
  readonly world: TrackerWorld;
  readonly ana: TestPeer;
  readonly roomKey: string;
  readonly key: Identity;
}

/** ana in #dev, which is for the invited, where a lying tracker has seated mallory. */
async function infiltrated(): Promise<Scene> {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  await ana.types('/create dev --invite-only');
  const key = someIdentity();
  await world.member('mallory', undefined, key);
  await seatByHand(world, 'mallory');
  return { world, ana, roomKey: ana.profile.roomKeys[0]?.key ?? '', key };
}

const enter = ({ world, ana, key }: Scene): Promise<RawLink> => RawLink.as('mallory', world, ana, key);
const notInvited = (peer: TestPeer) => peer.all('error').filter(({ code }) => code === 'NOT_INVITED');

let lines = 0;

/** Whether mallory, on that link, and ana hear each other in the room. */
async function share({ world, ana }: Scene, link: RawLink): Promise<{ heard: boolean; isHeard: boolean }> {
  lines += 1;
  const [from, to] = [`to mallory ${lines}`, `from mallory ${lines}`];
  await ana.types(from);
  link.send({ cmd: 'MESSAGE', room: 'dev', content: to, id: `m-${lines}` });
  await world.clock.advance(4_000);
  return { heard: JSON.stringify(link.said('MESSAGE')).includes(from), isHeard: ana.heard.includes(to) };
}

const NOT_A_WORD = { heard: false, isHeard: false };
const EVERY_WORD = { heard: true, isHeard: true };

describe('a stranger whom the tracker has seated', () => {
  it('gets no word and is not heard, and that is said once', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    expect(link.isLetIn).toBe(true);
    expect(await share(scene, link)).toEqual(NOT_A_WORD);
    expect(await share(scene, link)).toEqual(NOT_A_WORD);
    const again = await enter(scene);
    expect(await share(scene, again)).toEqual(NOT_A_WORD);
    expect(notInvited(scene.ana)).toHaveLength(1);
    expect(notInvited(scene.ana)[0]?.message).toContain('mallory');
  });

  it('is told that what they wrote is refused', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    await share(scene, link);
    expect(link.said('ACK')).toMatchObject([{ code: 'NOT_A_MEMBER' }]);
  });

  it('learns neither the secret nor what proves it', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    await share(scene, link);
    expect(link.said('PROVE')).toHaveLength(1);
    expect(JSON.stringify(link.received)).not.toContain(scene.roomKey);
  });

  it('can still write privately, as everybody can', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    link.send({ cmd: 'MESSAGE', room: null, content: 'let me in', id: 'p-1' });
    await scene.ana.until(() => scene.ana.heard.includes('let me in'), 'the private line');
  });
});

describe('the proof of an invitation', () => {
  it('lets in, also when it comes after what was said', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    await scene.ana.types('before');
    link.send({ cmd: 'MESSAGE', room: 'dev', content: 'early', id: 'e-1' });
    link.send({ cmd: 'PROVE', room: 'dev', proof: link.proof(scene.roomKey, 'dev') });
    await scene.ana.until(() => scene.ana.heard.includes('early'), 'the line');
    expect(JSON.stringify(link.said('MESSAGE'))).toContain('before');
    expect(await share(scene, link)).toEqual(EVERY_WORD);
    expect(notInvited(scene.ana)).toEqual([]);
  });

  it('counts for the link on which it was given, and for no other one', async () => {
    const scene = await infiltrated();
    const first = await enter(scene);
    const proof = first.proof(scene.roomKey, 'dev');
    first.send({ cmd: 'PROVE', room: 'dev', proof });
    expect(await share(scene, first)).toEqual(EVERY_WORD);
    const second = await enter(scene);
    second.send({ cmd: 'PROVE', room: 'dev', proof });
    expect(await share(scene, second)).toEqual(NOT_A_WORD);
  });

  it('cannot be the one that we have given, sent back', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    const [ours] = link.said('PROVE');
    expect(ours).toMatchObject({ room: 'dev', proof: expect.stringMatching(/^[\w-]{43}$/) });
    link.send(ours ?? {});
    expect(await share(scene, link)).toEqual(NOT_A_WORD);
  });

  it.each([
    ['another secret', (link: RawLink) => link.proof(newRoomKey(), 'dev')],
    ['another room', (link: RawLink, roomKey: string) => link.proof(roomKey, 'other')],
    ['another prover', (link: RawLink, roomKey: string) => link.proof(roomKey, 'dev', { prover: 'x'.repeat(43) })],
    ['another verifier', (link: RawLink, roomKey: string) => link.proof(roomKey, 'dev', { verifier: 'x'.repeat(43) })],
    ['no connection', (link: RawLink, roomKey: string) => link.proof(roomKey, 'dev', { binding: '' })],
  ])('does not count for %s', async (_what, forge) => {
    const scene = await infiltrated();
    const link = await enter(scene);
    link.send({ cmd: 'PROVE', room: 'dev', proof: forge(link, scene.roomKey) });
    expect(await share(scene, link)).toEqual(NOT_A_WORD);
    expect(notInvited(scene.ana)).toHaveLength(1);
  });

  it('may be wrong three times: then the key is turned away for ten minutes, even with the right one', async () => {
    const scene = await infiltrated();
    const link = await enter(scene);
    for (let guess = 0; guess < 3; guess += 1) {
      link.send({ cmd: 'PROVE', room: 'dev', proof: link.proof(newRoomKey(), 'dev') });
      await share(scene, link);
    }
    link.send({ cmd: 'PROVE', room: 'dev', proof: link.proof(scene.roomKey, 'dev') });
    expect(await share(scene, link)).toEqual(NOT_A_WORD);
    expect((await enter(scene)).isLetIn).toBe(false);
    await scene.world.clock.advance(9 * 60_000);
    expect((await enter(scene)).isLetIn).toBe(false);
    await scene.world.clock.advance(60_000);
    const later = await enter(scene);
    later.send({ cmd: 'PROVE', room: 'dev', proof: later.proof(scene.roomKey, 'dev') });
    expect(await share(scene, later)).toEqual(EVERY_WORD);
  });

  it('is given again by a member who restarts with their profile', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana');
    const bob = await TestPeer.start(world, 'bob');
    await ana.types('/create dev --invite-only');
    await ana.types('/invite');
    await bob.types(`/join ${ana.last('invite')?.invite}`);
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    for (const peer of [bob, ana]) await peer.kill();
    const [anaAgain, bobAgain] = [
      await TestPeer.start(world, 'ana', { register: false }),
      await TestPeer.start(world, 'bob', { register: false }),
    ] as const;
    await bobAgain.until(() => bobAgain.isLinkedTo('ana'), 'the link');
    await bobAgain.types('/join dev');
    await bobAgain.types('here again');
    await anaAgain.until(() => anaAgain.heard.includes('here again'), 'the line');
    expect([...notInvited(anaAgain), ...notInvited(bobAgain)]).toEqual([]);
  });
});
