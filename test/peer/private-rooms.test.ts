// Rooms that not everybody gets into: by password, by an invitation that is passed on, and by being asked.

import { describe, expect, it } from 'vitest';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import { formatInvitation } from '../../commons/model/invitation.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TRACKER, TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';

const PASSWORD = 'correct horse';

async function people(...names: string[]) {
  const world = await TrackerWorld.start();
  const peers: TestPeer[] = [];
  for (const name of names) peers.push(await TestPeer.start(world, name));
  return { world, peers, ana: peers[0] as TestPeer, bob: peers[1] as TestPeer, eva: peers[2] as TestPeer };
}

/** Types it, and waits for what comes of it: the code of a refusal, or that a room was joined. */
async function enters(peer: TestPeer, line: string): Promise<string> {
  const answers = () => peer.reports.filter(({ event }) => ['room_joined', 'error'].includes(event));
  const before = answers().length;
  await peer.types(line);
  await peer.until(() => answers().length > before, 'an answer');
  const answer = answers()[before];
  return answer?.event === 'error' ? answer.code : (answer?.event ?? 'nothing');
}

/** ana in #dev, which has a password. */
async function withPassword(...others: string[]) {
  const scene = await people('ana', ...others);
  expect(await enters(scene.ana, `/create dev --password ${PASSWORD}`)).toBe('room_joined');
  return scene;
}

/** ana in #dev, which is for the invited, and an invitation. */
async function byInvitation(...others: string[]) {
  const scene = await people('ana', ...others);
  await scene.ana.types('/create dev --invite-only');
  await scene.ana.types('/invite');
  return { ...scene, invite: scene.ana.last('invite')?.invite ?? '' };
}

describe('a room with a password', () => {
  it('lets in who types it in the same line, in whatever case the room is written', async () => {
    const { ana, bob } = await withPassword('bob');
    expect(await enters(bob, `/join #DEV --password ${PASSWORD}`)).toBe('room_joined');
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await bob.types('in here');
    await ana.until(() => ana.heard.includes('in here'), 'the line');
  });

  it('is made and joined with a password that is asked for', async () => {
    const { ana, bob } = await people('ana', 'bob');
    await ana.types('/create dev --password');
    expect(ana.last('password_wanted')).toMatchObject({ event: 'password_wanted', room: 'dev', for: 'create' });
    expect(await enters(ana, PASSWORD)).toBe('room_joined');
    await bob.types('/join dev');
    expect(await bob.hears('password_wanted')).toMatchObject({ event: 'password_wanted', room: 'dev', for: 'join' });
    expect(await enters(bob, PASSWORD)).toBe('room_joined');
  });

  it('that is full asks for no password, however it is joined (U10)', async () => {
    const { world, bob } = await withPassword('bob');
    const eva = await TestPeer.start(world, 'eva');
    for (const each of [bob, eva]) await enters(each, `/join dev --password ${PASSWORD}`);
    const carol = await TestPeer.start(world, 'carol', { asksPasswords: true });
    for (const line of ['/join dev', '/join dev --password', `/join dev --password ${PASSWORD}`]) {
      expect(await enters(carol, line)).toBe('ROOM_FULL');
    }
    expect(carol.all('password_wanted')).toEqual([]);
    await eva.types('/leave dev');
    await carol.types('/join dev --password');
    const { number } = await carol.hears('password_wanted');
    carol.service.answerPassword(number, PASSWORD);
    await carol.hears('room_joined');
  });

  it('takes the next line of a program for its password, even if it is full (U10)', async () => {
    const { world, ana, bob } = await withPassword('bob');
    const eva = await TestPeer.start(world, 'eva');
    for (const each of [bob, eva]) await enters(each, `/join dev --password ${PASSWORD}`);
    const carol = await TestPeer.start(world, 'carol');
    carol.service.intend(asTyped('/join dev --password'));
    await carol.types(PASSWORD);
    await carol.until(() => carol.last('error')?.code === 'ROOM_FULL', 'a refusal');
    expect(ana.heard).toEqual([]);
  });

  it('is neither made nor joined with an empty answer, and the next line is a line again', async () => {
    const { ana, world } = await people('ana');
    await ana.types('/create dev --password');
    await ana.types('');
    expect(ana.last('error')?.code).toBe('CANCELLED');
    await ana.types('hello');
    expect(ana.last('error')?.code).toBe('NO_CONVERSATION');
    expect(world.repositories.rooms.find('dev')).toBeUndefined();
  });

  it('takes even what looks like a command for the password that it asked for', async () => {
    const { ana } = await people('ana');
    await ana.types('/create dev --password');
    expect(await enters(ana, '/quit')).toBe('room_joined');
    expect(ana.endedWith).toBeNull();
  });

  it('lets nobody guess more than three times', async () => {
    const { world, bob } = await withPassword('bob');
    const guesses: string[] = [];
    for (const guess of ['one', 'two', 'three', PASSWORD]) {
      guesses.push(await enters(bob, `/join dev --password ${guess}`));
    }
    expect(guesses).toEqual(['WRONG_SECRET', 'WRONG_SECRET', 'WRONG_SECRET', 'RATE_LIMITED']);
    await world.clock.advance(10 * 60_000);
    expect(await enters(bob, `/join dev --password ${PASSWORD}`)).toBe('room_joined');
  });

  it('needs no password of who comes back with the same profile', async () => {
    const { world, bob } = await withPassword('bob');
    await enters(bob, `/join dev --password ${PASSWORD}`);
    await bob.types('/leave dev');
    await bob.hears('room_left');
    await bob.kill();
    const again = await TestPeer.start(world, 'bob', { register: false });
    await again.types('/join dev');
    await again.hears('room_joined');
    expect(again.all('password_wanted')).toEqual([]);
  });

  it('shows the password and what is made of it to no front end, and the password to no tracker', async () => {
    const { world, ana, bob } = await withPassword('bob');
    await bob.types('/join dev');
    await bob.hears('password_wanted');
    await enters(bob, 'a wrong guess');
    await enters(bob, `/join dev --password ${PASSWORD}`);
    await ana.types('/status');
    await ana.types('/rooms');
    await ana.hears('rooms');
    const [{ secret } = { secret: '' }] = ana.profile.roomKeys;
    expect(secret).toMatch(/^[\w-]{43}$/);
    for (const word of [PASSWORD, 'a wrong guess', secret]) {
      expect(JSON.stringify([ana.reports, bob.reports])).not.toContain(word);
      expect(JSON.stringify(world.repositories.rooms.find('dev'))).not.toContain(word);
    }
  });
});

describe('an invitation', () => {
  it('lets in who has it, who knows the key of who wrote it then', async () => {
    const { ana, bob, invite } = await byInvitation('bob');
    expect(invite).toMatch(/^p2pchat:\/\/127\.0\.0\.1:6060\/dev#ana\.[\w-]{43}\.[\w-]{22}$/);
    await bob.types(`/join ${invite}`);
    const { fingerprint } = ana.profile.identity;
    expect(bob.all('trust')).toEqual([{ event: 'trust', peer: 'ana', state: 'verified', fingerprint }]);
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await bob.types('thanks');
    await ana.until(() => ana.heard.includes('thanks'), 'the line');
    await ana.types('welcome');
    await bob.until(() => bob.heard.includes('welcome'), 'the answer');
    expect([...ana.all('error'), ...bob.all('error')]).toEqual([]);
  });

  it('is what the room cannot be entered without', async () => {
    const { bob } = await byInvitation('bob');
    expect(await enters(bob, '/join dev')).toBe('INVITE_REQUIRED');
    expect(await enters(bob, '/join dev --password please')).toBe('WRONG_SECRET');
  });

  it('can be written by everybody who has it, of no other room', async () => {
    const { bob, eva, invite } = await byInvitation('bob', 'eva');
    await bob.types(`/join ${invite}`);
    await bob.types('/invite dev');
    await eva.types(`/join ${bob.last('invite')?.invite}`);
    await eva.until(() => eva.isLinkedTo('ana') && eva.isLinkedTo('bob'), 'the links');
    expect(await enters(eva, '/create open')).toBe('room_joined');
    await eva.types('/invite');
    expect(eva.last('error')?.code).toBe('NOT_INVITE_ONLY');
  });

  it('for another tracker says where to go, and tells this one nothing', async () => {
    const { bob, invite } = await byInvitation('bob');
    await bob.types(`/join ${invite.replace(':6060', ':7070')}`);
    expect(bob.last('error')).toMatchObject({ code: 'OTHER_TRACKER' });
    expect(bob.last('error')?.message).toContain('--tracker 127.0.0.1:7070');
    expect(bob.profile.contacts).toEqual([]);
  });

  // N7: the same tracker in another spelling was another one.
  it('is good in whatever spelling it has the tracker', async () => {
    const { bob, invite } = await byInvitation('bob');
    expect(await enters(bob, `/join ${invite.replace('127.0.0.1:6060', '[0:0::FFFF:7f00:1]:6060')}`)).toBe(
      'room_joined',
    );
  });

  it('that lacks a character opens nothing, and nobody is known from it', async () => {
    const { world, bob, invite } = await byInvitation('bob');
    const secrets = invite.indexOf('#ana.') + '#ana.'.length;
    for (let at = secrets; at < invite.length; at += 1) {
      await bob.types(`/join ${invite.slice(0, at)}${invite.slice(at + 1)}`);
      expect(bob.last('error')?.code).toBe('BAD_INVITATION');
    }
    for (const part of [invite.slice(0, 40), `${invite}A`, invite.replace('#', '/')]) await bob.types(`/join ${part}`);
    await world.clock.advance(100);
    expect(bob.all('room_joined')).toEqual([]);
    expect(bob.profile.contacts).toEqual([]);
  });

  it('with the secret of nothing does not open it', async () => {
    const { ana, bob } = await byInvitation('bob');
    const from = { username: 'ana', fingerprint: ana.profile.identity.fingerprint };
    const forged = formatInvitation({ tracker: TRACKER, room: 'dev', from, roomKey: newRoomKey() });
    expect(await enters(bob, `/join ${forged}`)).toBe('WRONG_SECRET');
    expect(bob.profile.roomKeys).toEqual([]);
  });

  it('that contradicts the key that we know is not followed, and is an alarm', async () => {
    const { world, ana, bob } = await byInvitation('bob');
    await bob.types('/msg ana hello');
    await ana.until(() => ana.heard.length === 1, 'the line');
    const from = { username: 'ana', fingerprint: someIdentity().fingerprint };
    const roomKey = ana.profile.roomKeys[0]?.key ?? '';
    await bob.types(`/join ${formatInvitation({ tracker: TRACKER, room: 'dev', from, roomKey })}`);
    await world.clock.advance(100);
    expect(bob.last('trust')).toMatchObject({ peer: 'ana', state: 'changed' });
    expect(bob.all('room_joined')).toEqual([]);
  });
});
