// U9 and S15: after signing in one is back in the rooms that one has entered, if they are the same ones, and in no
// others.

import { describe, expect, it } from 'vitest';
import { nameBefore } from '../../peer/core/rooms/returning.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { type Client, TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { lied } from '../hostile-peer/tracker-in-the-middle.ts';

const comesBack = (world: TrackerWorld, name: string): Promise<TestPeer> =>
  TestPeer.start(world, name, { register: false });

const quits = async (peer: TestPeer): Promise<void> => {
  await peer.types('/quit');
  await peer.until(() => peer.endedWith !== null, 'the end');
};

const roomsOf = (peer: TestPeer): string[] => peer.all('room_joined').map(({ room }) => room);

const whyNot = (peer: TestPeer): [string, string][] =>
  peer.all('room_not_entered').map(({ room, reason }) => [room, reason]);

/** The owner, who is away, has made `room` again without a lock. */
async function openToAll({ clock, repositories: { rooms } }: TrackerWorld, room: string, username: string) {
  const at = clock.now();
  await rooms.apply({ do: 'delete', at, room, username });
  await rooms.apply({ do: 'create', at, room, username, lock: undefined, capacity: 100 });
  await rooms.apply({ do: 'leaveAll', at, username });
}

/** ana, who keeps #dev and #club, and bob, who sits in both of them and writes to eva. */
async function scene() {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  await ana.types('/create dev');
  await ana.types('/create club --password hunter22');
  await ana.hears('room_joined', ({ room }) => room === 'club');
  const bob = await TestPeer.start(world, 'bob');
  await bob.types('/join dev');
  await bob.types('/join club --password hunter22');
  await bob.until(() => bob.isLinkedTo('ana'), 'the link');
  return { world, ana, bob };
}

describe('after signing in again', () => {
  it('everybody is back in the rooms that they sat in, and talks there at once', async () => {
    const { world, ana, bob } = await scene();
    await quits(bob);
    await quits(ana);
    const back = await comesBack(world, 'bob');
    await back.until(() => roomsOf(back).length === 2, 'the rooms');
    expect(back.all('returning')).toEqual([{ event: 'returning', rooms: ['dev', 'club'], people: [] }]);
    const owner = await comesBack(world, 'ana');
    await owner.until(() => owner.isLinkedTo('bob'), 'the link');
    await back.types('hello');
    await owner.until(() => owner.heard.includes('hello'), 'the line');
    expect(owner.last('message')?.room).toBe('club');
    expect([...whyNot(back), ...whyNot(owner)]).toEqual([]);
    expect([...back.all('error'), ...owner.all('error')]).toEqual([]);
  });

  it('a line that is typed before the rooms are entered goes to where the last ones went', async () => {
    const { world, ana, bob } = await scene();
    await bob.types('/join dev');
    await bob.types('for dev');
    await quits(bob);
    const back = new TestPeer(world, 'bob', { register: false });
    await back.service.start();
    back.service.intend(asTyped('typed ahead'));
    await ana.until(() => ana.heard.includes('typed ahead'), 'the line');
    expect(ana.last('message')?.room).toBe('dev');
    expect(back.all('error')).toEqual([]);
  });

  it('a room that was left, or is deleted, is not entered', async () => {
    const { world, ana, bob } = await scene();
    await bob.types('/leave dev');
    await bob.hears('room_left');
    await quits(bob);
    await ana.types('/delete-room club');
    await ana.hears('room_deleted');
    const back = await comesBack(world, 'bob');
    await back.hears('room_not_entered');
    expect([whyNot(back), roomsOf(back)]).toEqual([[['club', 'gone']], []]);
    await quits(back);
    const again = await comesBack(world, 'bob');
    await world.clock.advance(1_000);
    expect([again.all('returning'), again.all('room_not_entered')]).toEqual([[], []]);
  });

  it('private chats are open again, and the lines go to the one where they went last', async () => {
    const { world, ana, bob } = await scene();
    await bob.types('/msg ana psst');
    await bob.types('/msg ana');
    await ana.hears('message', ({ room }) => room === null);
    await quits(bob);
    await quits(ana);
    const back = await comesBack(world, 'bob');
    expect(back.last('returning')).toMatchObject({ people: ['ana'] });
    const owner = await comesBack(world, 'ana');
    expect(owner.last('returning')).toMatchObject({ people: ['bob'] });
    await back.types('are you there?');
    await owner.hears('message', ({ room, content }) => room === null && content === 'are you there?');
    await back.types('/leave');
    await quits(back);
    expect((await comesBack(world, 'bob')).last('returning')).toMatchObject({ people: [] });
  });

  it('a room that is full by now is asked about, and entered the next time', async () => {
    const { world, bob } = await scene();
    await quits(bob);
    const [cid, dan] = [await TestPeer.start(world, 'cid'), await TestPeer.start(world, 'dan')];
    for (const peer of [cid, dan]) {
      await peer.types('/join dev');
      await peer.hears('room_joined');
    }
    const back = await comesBack(world, 'bob');
    await back.until(() => roomsOf(back).includes('club'), 'the other room');
    expect(whyNot(back)).toEqual([['dev', 'full']]);
    await quits(cid);
    await quits(back);
    const again = await comesBack(world, 'bob');
    await again.until(() => roomsOf(again).length === 2, 'both rooms');
  });

  it('is found out without asking for the list of all rooms', async () => {
    for (const name of ['dev', 'a', '€', 'sala 1', '\u{1f600}', '\u{1f400}', '\u{10400}', '\u{10000}']) {
      const before = nameBefore(name);
      expect([before < name, before.isWellFormed()]).toEqual([true, true]);
      expect(name.slice(0, -1) <= before || name.length > 1).toBe(true);
    }
  });
});

/** A room of that name with another owner, or another key of the owner. */
describe('a room of the same name', () => {
  /** bob sat in #dev of ana; the tracker has lost everything, and somebody else makes a room of that name. */
  async function madeAnew(owner: string, identity = someIdentity(), access: object = {}) {
    const before = await TrackerWorld.start();
    const ana = await TestPeer.start(before, 'ana');
    await ana.types('/create dev');
    const bob = await TestPeer.start(before, 'bob');
    await bob.types('/join dev');
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await quits(bob);
    const world = await TrackerWorld.start();
    const other: Client = await world.member(owner, undefined, identity);
    await other.ask({ cmd: 'CREATE_ROOM', room: 'dev', ...access });
    return { world, other, profile: bob.profile, anasKey: ana.profile };
  }

  it('and another owner is listed and asked about, and never entered', async () => {
    const { world, other, profile } = await madeAnew('mallory');
    const bob = await TestPeer.start(world, 'bob', { profile });
    expect(await bob.hears('room_not_entered')).toMatchObject({ room: 'dev', reason: 'other_owner', owner: 'mallory' });
    await bob.types('a secret');
    await world.clock.advance(2_000);
    expect(await other.takeUpdates()).toEqual([]);
    expect(bob.all('room_joined')).toEqual([]);
    expect(bob.last('error')?.code).toBe('NO_CONVERSATION');
    await bob.types('/join dev');
    await bob.hears('room_joined');
    await quits(bob);
    await bob.until(() => bob.endedWith !== null, 'the end');
    const back = await TestPeer.start(world, 'bob', { profile, register: false });
    await back.hears('room_joined');
  });

  it('and the same owner with another key is asked about, with the key shown or hidden', async () => {
    for (const [identity, reason] of [
      [someIdentity(), 'other_key'],
      [undefined, 'other_key'],
    ] as const) {
      const { world, other, profile } = await madeAnew('ana', identity);
      const bob = await TestPeer.start(world, 'bob', { profile });
      expect(await bob.hears('room_not_entered')).toMatchObject({ room: 'dev', reason, owner: 'ana' });
      expect(await other.takeUpdates()).toEqual([]);
      expect(bob.all('room_joined')).toEqual([]);
    }
  });

  it('and the same owner with the same key is entered', async () => {
    const { world, profile, anasKey } = await madeAnew('mallory');
    const ana = await TestPeer.start(world, 'ana', { profile: anasKey });
    await ana.types('/create other');
    const bob = await TestPeer.start(world, 'bob', { profile });
    await bob.hears('room_not_entered');
    await bob.types('/leave dev');
    expect(bob.last('room_left')?.room).toBe('dev');
    await bob.types('/join other');
    await bob.hears('room_joined');
    await quits(bob);
    const back = await TestPeer.start(world, 'bob', { profile, register: false });
    expect((await back.hears('room_joined')).room).toBe('other');
    expect(back.all('room_not_entered')).toEqual([]);
  });

  it.each([
    ['has no password any more', '--password hunter22', 'not_by_password'],
    ['is not by invitation any more', '--invite-only', 'not_by_invitation'],
  ])(
    'and the same owner that %s is asked about, and entered for good when the user says so',
    async (_, how, reason) => {
      const world = await TrackerWorld.start();
      const ana = await TestPeer.start(world, 'ana');
      await ana.types(`/create dev ${how}`);
      await ana.hears('room_joined');
      await quits(ana);
      await openToAll(world, 'dev', 'ana');
      const back = await comesBack(world, 'ana');
      await back.hears('room_not_entered');
      expect([whyNot(back), roomsOf(back)]).toEqual([[['dev', reason]], []]);
      back.service.intend({ intent: { kind: 'join', room: 'dev', entry: { by: 'nothing' } } });
      await back.hears('room_joined');
      await quits(back);
      const again = await comesBack(world, 'ana');
      await again.hears('room_joined');
      expect(whyNot(again)).toEqual([]);
    },
  );

  it.each(['--password hunter22', '--invite-only'])(
    'and the same owner that now has %s is asked about',
    async (how) => {
      const { world, ana, bob } = await scene();
      await quits(bob);
      await ana.types('/delete-room dev');
      await ana.types(`/create dev ${how}`);
      await ana.until(() => roomsOf(ana).length === 3, 'the room');
      const back = await comesBack(world, 'bob');
      await back.hears('room_not_entered');
      expect(whyNot(back)).toEqual([['dev', 'locked']]);
    },
  );

  it.each([
    ['in lines', false, ['/join dev']],
    ['of a person', true, ['/join dev', '/join dev --open']],
  ])('is not entered by what was typed before the question could be read: %s (U6)', async (_, asksPasswords, typed) => {
    const { world, other, profile } = await madeAnew('mallory');
    const bob = new TestPeer(world, 'bob', { profile, asksPasswords });
    await bob.service.start();
    for (const line of typed) bob.service.intend(asTyped(line));
    bob.service.intend({ intent: { kind: 'join', room: 'dev', entry: { by: 'keptKey' } } });
    await bob.hears('room_not_entered');
    if (asksPasswords) bob.service.intend(asTyped('/join dev'));
    await world.clock.advance(400);
    expect(bob.all('room_joined')).toEqual([]);
    expect(await other.takeUpdates()).toEqual([]);
    expect(new Set(bob.all('error').map(({ code }) => code))).toEqual(new Set(['ROOM_ASKED_ABOUT']));
    await world.clock.advance(100);
    await bob.types('/join dev');
    await bob.hears('room_joined');
  });

  it('that shows one owner in the list and another one in the reply is left at once', async () => {
    const { world, ana, middle } = await lied();
    await quits(ana);
    const seats = ['mallory', 'ana'].map((username) => ({ username, state: 'present' }));
    const places = { peer_owner: null, peer_one: null, peer_two: null };
    const room = { name: 'dev', owner: 'mallory', revision: 2 ** 52, seats, ...places };
    middle.instead = (object, to) =>
      `${JSON.stringify(to?.['cmd'] === 'JOIN_ROOM' ? { status: 'OK', request_id: to['request_id'], room } : object)}\n`;
    ana.profile.isNew = false; // A password would not get through such a tracker.
    const options = { tracker: middle.endpoint, profile: ana.profile, register: false };
    const back = await TestPeer.start(world, 'ana', options);
    expect(await back.hears('room_not_entered')).toMatchObject({ reason: 'other_owner', owner: 'mallory' });
    await back.types('a secret');
    await world.clock.advance(1_000);
    expect([roomsOf(back), back.all('queued')]).toEqual([[], []]);
    expect(middle.requests.map(({ cmd }) => cmd).slice(-3)).toEqual(['LIST_ROOMS', 'JOIN_ROOM', 'LEAVE_ROOM']);
  });
});

describe('a seat that the tracker claims for us', () => {
  it('in a room that was never entered is given up, and the next line does not go there (S15)', async () => {
    const world = await TrackerWorld.start();
    const mallory = await world.member('mallory', undefined, someIdentity());
    await mallory.ask({ cmd: 'CREATE_ROOM', room: 'trap' });
    const elsewhere = await world.member('bob', undefined, someIdentity());
    await elsewhere.ask({ cmd: 'JOIN_ROOM', room: 'trap' });
    await elsewhere.drop();
    await mallory.takeUpdates();
    const bob = await TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile(someIdentity()) });
    expect(await bob.hears('room_not_entered')).toMatchObject({ room: 'trap', reason: 'not_asked' });
    await bob.types('a secret');
    await world.clock.advance(2_000);
    expect([bob.all('room_joined'), bob.all('queued')]).toEqual([[], []]);
    expect(bob.last('error')?.code).toBe('NO_CONVERSATION');
    expect(world.repositories.rooms.find('trap')?.seats.map(({ username }) => username)).toEqual(['mallory']);
  });

  it('is given up when it is claimed after a reconnect, too', async () => {
    const { world, bob } = await scene();
    const mallory = await world.member('mallory', undefined, someIdentity());
    await mallory.ask({ cmd: 'CREATE_ROOM', room: 'trap' });
    const { clock, repositories } = world;
    await repositories.rooms.apply({ do: 'join', at: clock.now(), room: 'trap', username: 'bob', proven: undefined });
    await world.restart();
    await bob.until(() => whyNot(bob).length > 0, 'the question');
    expect([whyNot(bob), roomsOf(bob)]).toEqual([[['trap', 'not_asked']], ['dev', 'club']]);
  });

  it('is taken in a room that was entered, after a crash', async () => {
    const { world, ana, bob } = await scene();
    await bob.types('/join dev');
    await bob.kill();
    await world.clock.advance(5_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => roomsOf(back).length === 2, 'the rooms');
    await back.types('still here');
    await ana.until(() => ana.heard.includes('still here'), 'the line');
    expect(ana.last('message')?.room).toBe('dev');
    expect(whyNot(back)).toEqual([]);
  });

  it('is taken in a private room that an earlier version has opened, which kept no list', async () => {
    const { world, bob } = await scene();
    await bob.kill();
    await world.clock.advance(1_000);
    bob.profile.conversations = null;
    const back = await comesBack(world, 'bob');
    await back.until(() => roomsOf(back).length + whyNot(back).length === 2, 'both rooms');
    expect([roomsOf(back), whyNot(back)]).toEqual([['club'], [['dev', 'not_asked']]]);
  });
});
