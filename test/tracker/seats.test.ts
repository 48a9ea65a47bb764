// The table of protocol 5.1.2, cell by cell: each event for the owner and for another member.
import { describe, expect, it } from 'vitest';
import { countEmptyDay, createRoom, isExpired, type Room } from '../../tracker/rooms/rooms.ts';
import { type Client, TrackerWorld, type WorldOptions } from '../helpers/tracker-world.ts';

interface Trio {
  readonly world: TrackerWorld;
  readonly owner: Client;
  readonly member: Client;
  readonly witness: Client;
}

/** `dev`, owned by owner, with member and witness in it. */
async function trio(options: WorldOptions = {}): Promise<Trio> {
  const world = await TrackerWorld.start(options);
  const [owner, member, witness] = [
    await world.member('owner'),
    await world.member('member'),
    await world.member('witness'),
  ];
  await owner.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
  await member.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
  await witness.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
  for (const client of [owner, member, witness]) await client.takeUpdates();
  return { world, owner, member, witness };
}

const seats = (world: TrackerWorld): string[] =>
  world.repositories.rooms.find('dev')?.seats.map(({ username, state }) => `${username} ${state}`) ?? [];

async function onlyUpdate(client: Client): Promise<Record<string, unknown>> {
  const updates = await client.takeUpdates();
  expect(updates).toHaveLength(1);
  return updates[0] as Record<string, unknown>;
}

describe('create and join', () => {
  it('seats the creator as owner, and the next two beside him', async () => {
    const { world } = await trio();
    expect(seats(world)).toEqual(['owner present', 'member present', 'witness present']);
  });

  it('refuses a fourth and leaves the room unchanged', async () => {
    const { world, witness } = await trio();
    const before = world.repositories.rooms.find('dev');
    const fourth = await world.member('fourth');
    expect(await fourth.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'ERROR', code: 'ROOM_FULL' });
    expect(world.repositories.rooms.find('dev')).toBe(before);
    expect(await witness.takeUpdates()).toEqual([]);
  });

  it('keeps the seat of an absent owner from others', async () => {
    const { world, owner } = await trio();
    await owner.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    const fourth = await world.member('fourth');
    expect(await fourth.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ code: 'ROOM_FULL' });
  });

  it('tells the others, and not the one who joined, who gets the room in the reply', async () => {
    const world = await TrackerWorld.start();
    const [owner, member] = [await world.member('owner'), await world.member('member')];
    await owner.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    const reply = await member.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    expect(reply).toMatchObject({
      status: 'OK',
      room: {
        name: 'dev',
        owner: 'owner',
        peer_owner: { username: 'owner' },
        peer_one: { username: 'member' },
        peer_two: null,
      },
    });
    expect(await member.takeUpdates()).toEqual([]);
    expect(await onlyUpdate(owner)).toMatchObject({
      status: 'ROOM_UPDATE',
      msg: expect.any(String),
      room: reply['room'],
    });
  });

  it('lets who is a member already succeed, and tells nobody', async () => {
    const { member, witness } = await trio();
    expect(await member.ask({ cmd: 'JOIN_ROOM', room: 'DEV' })).toMatchObject({ status: 'OK', room: { name: 'dev' } });
    expect(await witness.takeUpdates()).toEqual([]);
  });

  it('refuses a second room of the same name in another case', async () => {
    const { member } = await trio();
    expect(await member.ask({ cmd: 'CREATE_ROOM', room: 'Dev' })).toMatchObject({ code: 'ROOM_EXISTS' });
  });

  it('lets one user sit in at most 32 rooms', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    for (let number = 1; number <= 32; number += 1) await ana.ask({ cmd: 'CREATE_ROOM', room: `room ${number}` });
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'one more' })).toMatchObject({ code: 'TOO_MANY_ROOMS' });
  });
});

describe('LEAVE_ROOM', () => {
  it('leaves the owner away, shown as null, with their seat kept', async () => {
    const { world, owner, witness } = await trio();
    expect(await owner.ask({ cmd: 'LEAVE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    expect(await onlyUpdate(witness)).toMatchObject({ room: { peer_owner: null, owner: 'owner' } });
    await world.clock.advance(120_000);
    expect(seats(world)).toEqual(['owner away', 'member present', 'witness present']);
    expect(await owner.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    expect(seats(world)[0]).toBe('owner present');
  });

  it('frees the seat of another member', async () => {
    const { world, member, witness } = await trio();
    await member.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    expect(await onlyUpdate(witness)).toMatchObject({
      room: { seats: [{ username: 'owner' }, { username: 'witness' }] },
    });
    expect(seats(world)).toEqual(['owner present', 'witness present']);
  });

  it('refuses who is not in the room, and an owner who has left already', async () => {
    const { world, owner } = await trio();
    const stranger = await world.member('stranger');
    expect(await stranger.ask({ cmd: 'LEAVE_ROOM', room: 'dev' })).toMatchObject({ code: 'NOT_A_MEMBER' });
    await owner.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    expect(await owner.ask({ cmd: 'LEAVE_ROOM', room: 'dev' })).toMatchObject({ code: 'NOT_A_MEMBER' });
  });

  it('does not bring an owner who has left back by a login', async () => {
    const { world, owner } = await trio();
    await owner.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    await owner.drop();
    await world.member('owner');
    expect(seats(world)[0]).toBe('owner away');
  });
});

describe.each(['owner', 'member'] as const)('when the %s is lost', (who) => {
  it('is away at once, and the others are told', async () => {
    const { world, witness, ...people } = await trio();
    await people[who].drop();
    const update = await onlyUpdate(witness);
    expect(update).toMatchObject({ room: { [who === 'owner' ? 'peer_owner' : 'peer_one']: null } });
    expect((update['room'] as { seats: unknown[] }).seats).toContainEqual({ username: who, state: 'away' });
    expect(seats(world)).toContain(`${who} away`);
  });

  it('is present again after a login within the grace, and the others are told', async () => {
    const { world, witness, ...people } = await trio();
    await people[who].drop();
    await world.clock.advance(59_000);
    await witness.takeUpdates();
    await world.member(who);
    expect(await onlyUpdate(witness)).toMatchObject({
      room: { [who === 'owner' ? 'peer_owner' : 'peer_one']: { username: who } },
    });
    await world.clock.advance(60_000);
    expect(seats(world)).toEqual(['owner present', 'member present', 'witness present']);
  });

  it('is treated the same when PING is not answered', async () => {
    const { world, witness, ...people } = await trio({ pingIntervalMs: 10_000 });
    const port = world.repositories.peers.find(who)?.port ?? 0;
    world.network.swallow({ address: '127.0.0.1', port });
    await world.clock.advance(13_500);
    expect(seats(world)).toContain(`${who} away`);
    expect(people[who].closedBecause).not.toBeNull();
    expect(await onlyUpdate(witness)).toMatchObject({ status: 'ROOM_UPDATE' });
  });
});

describe('when the grace is over', () => {
  it('frees the seat of another member and tells the others', async () => {
    const { world, member, witness } = await trio();
    await member.drop();
    await witness.takeUpdates();
    await world.clock.advance(60_500);
    expect(await onlyUpdate(witness)).toMatchObject({
      room: { seats: [{ username: 'owner' }, { username: 'witness' }] },
    });
    await world.member('member');
    expect(seats(world)).toEqual(['owner present', 'witness present']);
  });

  it('keeps the seat of the owner, but no longer brings him back by a login', async () => {
    const { world, owner, witness } = await trio();
    await owner.drop();
    await witness.takeUpdates();
    await world.clock.advance(60_500);
    expect(await witness.takeUpdates()).toEqual([]); // Nothing that a member sees has changed.
    await world.member('owner');
    expect(seats(world)[0]).toBe('owner away');
  });
});

describe('LOGOUT', () => {
  it('is as leaving every room', async () => {
    const { world, owner, member, witness } = await trio();
    await owner.ask({ cmd: 'LOGOUT' });
    await member.ask({ cmd: 'LOGOUT' });
    expect(seats(world)).toEqual(['owner away', 'witness present']);
    expect(await witness.takeUpdates()).toHaveLength(2);
    await world.member('owner');
    expect(seats(world)[0]).toBe('owner away');
  });
});

describe('DELETE_ROOM', () => {
  it('is the end for all, who are told with a null room and its name', async () => {
    const { world, owner, member, witness } = await trio();
    expect(await owner.ask({ cmd: 'DELETE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    for (const client of [member, witness]) {
      expect(await onlyUpdate(client)).toMatchObject({ status: 'ROOM_UPDATE', room: null, room_name: 'dev' });
    }
    expect(await owner.takeUpdates()).toEqual([]);
    expect(world.repositories.rooms.find('dev')).toBeUndefined();
    expect(await member.ask({ cmd: 'LIST_PEERS', room: 'dev' })).toMatchObject({ code: 'NO_SUCH_ROOM' });
  });

  it('is for the owner alone', async () => {
    const { member } = await trio();
    expect(await member.ask({ cmd: 'DELETE_ROOM', room: 'dev' })).toMatchObject({ code: 'NOT_OWNER' });
  });
});

describe('when the tracker restarts', () => {
  it('has everyone away, and back where they were when they log in within the grace', async () => {
    const { world } = await trio();
    await world.restart();
    expect(seats(world)).toEqual(['owner away', 'member away', 'witness away']);
    await world.clock.advance(50_000);
    for (const name of ['owner', 'member', 'witness']) await world.member(name);
    expect(seats(world)).toEqual(['owner present', 'member present', 'witness present']);
  });

  it('holds a seat for as long as its owner answers PING, and frees it a grace after he stops', async () => {
    const { world } = await trio({ pingIntervalMs: 30_000 });
    const port = world.repositories.peers.find('member')?.port ?? 0;
    const gone = world.repositories.peers.find('witness')?.port ?? 0;
    await world.service.stop();
    world.network.swallow({ address: '127.0.0.1', port: gone });
    await world.boot();
    await world.clock.advance(200_000);
    expect(seats(world)).toEqual(['owner away', 'member away']);
    world.network.swallow({ address: '127.0.0.1', port });
    await world.clock.advance(100_000);
    expect(seats(world)).toEqual(['owner away']);
  });

  it('never repeats a revision', async () => {
    const { world } = await trio();
    const before = world.repositories.rooms.find('dev')?.revision ?? 0;
    await world.restart();
    expect(world.repositories.rooms.find('dev')?.revision).toBeGreaterThan(before + 1000);
  });
});

describe('when nobody is present on 30 days', () => {
  const HOUR_MS = 3_600_000;
  const DAY_MS = 24 * HOUR_MS;

  /** So many days pass, and the tracker runs for a moment on each of them. */
  async function passDays(world: TrackerWorld, count: number): Promise<void> {
    for (let day = 0; day < count; day += 1) {
      await world.service.stop();
      await world.clock.advance(DAY_MS);
      await world.boot();
      await world.clock.advance(10);
    }
  }

  async function left(): Promise<TrackerWorld> {
    const world = await TrackerWorld.start();
    const owner = await world.member('owner');
    await owner.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    await owner.ask({ cmd: 'LOGOUT' });
    return world;
  }

  it('the room and its seats expire', async () => {
    const world = await left();
    await passDays(world, 29);
    expect(seats(world)).toEqual(['owner away']);
    await passDays(world, 1);
    expect(seats(world)).toEqual([]);
  });

  it('they start again when a member comes', async () => {
    const world = await left();
    await passDays(world, 29);
    const owner = await world.member('owner');
    await owner.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await owner.ask({ cmd: 'LOGOUT' });
    await passDays(world, 29);
    expect(seats(world)).toEqual(['owner away']);
    await passDays(world, 1);
    expect(seats(world)).toEqual([]);
  });

  it('of a tracker that is looked after every hour, they expire within the hour', () => {
    const empty: Room = { ...createRoom('dev', 'owner'), emptySince: 7 };
    let room = empty;
    let hours = 0;
    while (!isExpired(room)) {
      hours += 1;
      room = countEmptyDay(room, hours * HOUR_MS);
    }
    expect(hours).toBe(30 * 24 + 1);
  });
});

describe('notices', () => {
  it('reach every other present member in order, with strictly rising revisions', async () => {
    const { world, owner, member, witness } = await trio();
    for (let round = 0; round < 20; round += 1) {
      await member.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
      await member.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    }
    await world.clock.advance(10);
    for (const client of [owner, witness]) {
      const revisions = (await client.takeUpdates()).map((update) => (update['room'] as { revision: number }).revision);
      expect(revisions).toHaveLength(40);
      expect(revisions.every((revision, index) => index === 0 || revision > (revisions[index - 1] ?? 0))).toBe(true);
    }
  });
});

describe('two restarts in a row', () => {
  it('still hold the seats of those who answer PING', async () => {
    const { world } = await trio({ pingIntervalMs: 30_000 });
    await world.restart();
    await world.clock.advance(2_000);
    await world.restart();
    await world.clock.advance(200_000);
    expect(seats(world)).toEqual(['owner away', 'member away', 'witness away']);
  });

  it('do not repeat a revision, though no room was left between them or nothing was saved', async () => {
    const { world, owner } = await trio();
    const first = world.repositories.rooms.find('dev')?.revision ?? 0;
    await owner.ask({ cmd: 'DELETE_ROOM', room: 'dev' });
    await world.clock.advance(10);
    await world.restart();
    const again = await world.member('owner');
    const reply = await again.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    expect((reply['room'] as { revision: number }).revision).toBeGreaterThan(first);
  });
});

describe('a PONG', () => {
  it('is a sign of life, which is told and kept', async () => {
    const { world } = await trio({ pingIntervalMs: 10_000 });
    const before = world.repositories.peers.find('member')?.last_ping ?? '';
    await world.clock.advance(12_000);
    const after = world.repositories.peers.find('member')?.last_ping ?? '';
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThan(7_000);
    const stored = await world.stores.peers.load();
    expect(stored.get('member')?.last_ping).toBe(after);
  });
});

describe('a room whose deletion is being written', () => {
  it('lets nobody in any more', async () => {
    const { world, owner } = await trio();
    const fourth = await world.member('fourth');
    const commit = world.stores.rooms.commit.bind(world.stores.rooms);
    let write = (): void => {};
    world.stores.rooms.commit = (changes) =>
      new Promise((resolve) => {
        write = () => resolve(commit(changes));
      });
    owner.channel.send({ cmd: 'DELETE_ROOM', room: 'dev' });
    await world.clock.advance(10);
    expect(await fourth.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ code: 'NO_SUCH_ROOM' });
    write();
  });
});
