// Members who ask somebody who is online into their room: /add, /accept and /decline.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import type { EncryptionPolicy } from '../../peer/reports.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** ana in #dev, made with `how`, and bob, who is online. */
async function scene(how = '', encryption: EncryptionPolicy = 'require') {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana', { encryption });
  const bob = await TestPeer.start(world, 'bob', { encryption });
  await ana.types(`/create dev ${how}`.trim());
  await ana.hears('room_joined');
  return { world, ana, bob };
}

async function talks(from: TestPeer, to: TestPeer): Promise<void> {
  await from.types(`${from.username} is here`);
  await to.until(() => to.heard.includes(`${from.username} is here`), 'the line');
}

describe('somebody who is asked into a room', () => {
  it.each([
    ['an open room', '', false],
    ['a room by invitation', '--invite-only', true],
  ])('comes in when they accept: %s', async (_what, how, isPrivate) => {
    const { ana, bob } = await scene(how);
    await ana.types('/add bob');
    expect(await ana.hears('invite_sent')).toMatchObject({ room: 'dev', to: 'bob' });
    expect(await bob.hears('invitation')).toMatchObject({ from: 'ana', room: 'dev', private: isPrivate });
    expect(bob.all('room_joined')).toEqual([]);
    await bob.types('/accept');
    await bob.hears('room_joined');
    expect(await ana.hears('invite_answered')).toMatchObject({ room: 'dev', by: 'bob', accepted: true });
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await talks(bob, ana);
    await talks(ana, bob);
    expect([...ana.all('error'), ...bob.all('error')]).toEqual([]);
  });

  it('comes into a room with a password without knowing it', async () => {
    const { ana, bob } = await scene('--password hunter2');
    await ana.types('/add bob');
    await bob.hears('invitation');
    await bob.types('/accept ANA');
    await bob.hears('room_joined');
    await talks(bob, ana);
    expect(bob.all('password_wanted')).toEqual([]);
    expect(JSON.stringify([ana.reports, bob.reports])).not.toContain(ana.profile.roomKeys[0]?.secret);
  });

  it('stays outside when they decline, and it is said', async () => {
    const { ana, bob, world } = await scene('--invite-only');
    await ana.types('/add bob');
    await bob.hears('invitation');
    await bob.types('/decline @ana');
    expect(await ana.hears('invite_answered')).toMatchObject({ by: 'bob', accepted: false });
    await bob.types('/accept');
    expect(bob.last('error')?.code).toBe('NO_INVITATION');
    await world.clock.advance(1_000);
    expect(bob.all('room_joined')).toEqual([]);
    expect(bob.profile.roomKeys).toEqual([]);
  });

  it('answers who is named, or who asked last', async () => {
    const { world, ana, bob } = await scene('--invite-only');
    const eva = await TestPeer.start(world, 'eva');
    await eva.types('/create evas --invite-only');
    await eva.hears('room_joined');
    await ana.types('/add bob');
    await bob.hears('invitation', ({ from }) => from === 'ana');
    await eva.types('/add bob');
    await bob.hears('invitation', ({ from }) => from === 'eva');
    await bob.types('/accept carol');
    expect(bob.last('error')?.code).toBe('NO_INVITATION');
    await bob.types('/accept ana');
    expect((await bob.hears('room_joined')).room).toBe('dev');
    await bob.types('/accept');
    await bob.hears('room_joined', ({ room }) => room === 'evas');
  });

  it('is not asked when they are not online', async () => {
    const { ana, bob } = await scene('--invite-only');
    await bob.types('/quit');
    await ana.types('/add bob');
    expect(await ana.hears('error')).toMatchObject({ code: 'NO_SUCH_PEER' });
    await ana.types('/add nobody');
    expect(ana.all('error').map(({ code }) => code)).toEqual(['NO_SUCH_PEER', 'NO_SUCH_PEER']);
  });

  it('is not asked when they are here, or from no room', async () => {
    const { ana, bob } = await scene();
    await bob.types('/join dev');
    await ana.hears('member_joined');
    await ana.types('/add bob');
    expect(ana.last('error')?.code).toBe('ALREADY_HERE');
    await bob.types('/leave');
    await bob.hears('room_left');
    await bob.types('/add ana');
    expect(bob.last('error')?.code).toBe('NO_CONVERSATION');
  });

  it('is not asked when they cannot be reached, and that is said with the reason', async () => {
    const { world, ana, bob } = await scene('--invite-only');
    world.network.swallow({ address: '127.0.0.1', port: bob.listenPort });
    await ana.types('/add bob');
    const { message } = await ana.hears('error', ({ code }) => code === 'CANNOT_INVITE');
    expect(message).toContain('bob');
    expect(message).toContain('no answer');
    expect(ana.all('invite_sent')).toEqual([]);
  });

  it('is not asked when their key has changed, or they are blocked', async () => {
    const { world, ana, bob } = await scene('--invite-only');
    await ana.types('/msg bob hi');
    await ana.hears('delivered');
    await ana.types('/join dev');
    await bob.kill();
    await TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile(someIdentity()) });
    await ana.types('/add bob');
    expect((await ana.hears('error')).message).toContain('/trust bob');
    await ana.types('/block bob');
    await ana.types('/add bob');
    await ana.hears('error', ({ message }) => message.includes('blocked'));
    expect(ana.all('invite_sent')).toEqual([]);
  });

  it.each(['', ' ', 'a  b', '\u202edev', 'half \ud83d', 'x'.repeat(200)])(
    'is not bothered with a room that cannot be (%j)',
    async (room) => {
      const { world, bob } = await scene();
      const key = someIdentity();
      await world.member('eva', undefined, key);
      const link = await RawLink.as('eva', world, bob, key);
      link.send({ cmd: 'INVITE', id: 'i-1', room });
      await world.clock.advance(100);
      expect(bob.all('invitation')).toEqual([]);
      await bob.types('/accept');
      expect(bob.last('error')?.code).toBe('NO_INVITATION');
      expect([link.isLetIn, link.said('INVITE_ANSWER')]).toEqual([true, []]);
    },
  );

  it('gets nothing that opens a private room over a link in plaintext', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', { encryption: 'prefer' });
    const bob = await TestPeer.start(world, 'bob', { encryption: 'off' });
    await ana.types('/create dev --invite-only');
    await ana.types('/add bob');
    expect((await ana.hears('error')).code).toBe('CANNOT_INVITE');
    expect(bob.all('invitation')).toEqual([]);
    await ana.types('/create open');
    await ana.hears('room_joined', ({ room }) => room === 'open');
    await ana.types('/add bob');
    expect(await bob.hears('invitation')).toMatchObject({ room: 'open', private: false });
  });
});
