// The contract of the Rooms port, run on each adapter: what an operation does to the rooms, in which order outcomes
// come, and what a new start finds.

import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRefusal } from '../../commons/protocol/errors.ts';
import { MAX_ROOMS_PER_USER, ROOM_EXPIRY_DAYS } from '../../commons/protocol/limits.ts';
import { JsonStore } from '../../commons/storage/json-store.ts';
import { MemoryStore } from '../../commons/storage/memory-store.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';
import type { Store } from '../../commons/storage/store.ts';
import { MemoryRooms } from '../../tracker/repositories/memory-rooms.ts';
import { roomRecord, StoredRooms } from '../../tracker/repositories/stored-rooms.ts';
import type { RoomOperation, RoomOutcome } from '../../tracker/rooms/operation.ts';
import type { Rooms } from '../../tracker/rooms/port.ts';
import { presentMembers, type Room } from '../../tracker/rooms/rooms.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { Notes } from '../storage/notes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HASH = 'a'.repeat(64);
const PASSWORD = { access: 'password', hash: HASH } as const;

/** Where rooms outlive the program. Each `open` is a new start of it. */
interface Storage {
  open(now?: number): Promise<StoredRooms>;
  /** While it is true, nothing can be written. */
  isFull: boolean;
}

function storageOn(makeStore: () => Store<Room>): Storage {
  const storage: Storage = {
    isFull: false,
    open: (now = 0) => {
      const store = makeStore();
      onTestFinished(() => store.close());
      const commit = async (changes: Parameters<typeof store.commit>[0]): Promise<void> => {
        if (storage.isFull) throw new StorageError('the disk is full');
        await store.commit(changes);
      };
      return StoredRooms.open({ load: () => store.load(), commit, close: () => store.close() }, now);
    },
  };
  return storage;
}

const storages: Record<string, () => Storage> = {
  'a store in memory': () => {
    const store = new MemoryStore<Room>();
    return storageOn(() => store);
  },
  'JSON files': () => {
    const { file } = Notes.inMemory();
    const clock = new FakeClock();
    const warn = (): void => {};
    return storageOn(() => new JsonStore({ file, collection: 'rooms', schema: roomRecord, clock, warn }));
  },
};

const adapters: Record<string, () => Promise<Rooms>> = {
  memory: async () => new MemoryRooms(),
  ...Object.fromEntries(Object.entries(storages).map(([name, make]) => [name, () => make().open()])),
};

const create = (
  room: string,
  username: string,
  more: { lock?: Room['lock']; capacity?: number } = {},
): RoomOperation => ({
  do: 'create',
  at: 1,
  room,
  username,
  lock: more.lock,
  capacity: more.capacity ?? 1_000,
});
const join = (room: string, username: string, proven?: string): RoomOperation => ({
  do: 'join',
  at: 2,
  room,
  username,
  proven,
});
const inRoom = (what: 'leave' | 'delete', room: string, username: string): RoomOperation => ({
  do: what,
  at: 3,
  room,
  username,
});
const ofUser = (what: 'leaveAll' | 'lose' | 'expire', username: string): RoomOperation => ({
  do: what,
  at: 4,
  username,
});
const comeBack = (username: string, isElsewhere = false): RoomOperation => ({
  do: 'comeBack',
  at: 5,
  username,
  isElsewhere,
});

/** The code of a refusal, or the names of the changed rooms. */
const result = (outcome: RoomOutcome): string | string[] =>
  isRefusal(outcome) ? outcome.refused : outcome.changed.map(({ before, after }) => (after ?? before)?.name ?? '');

const all = (rooms: Rooms): Room[] => [...rooms.after(undefined)];
const seats = (rooms: Rooms, name = 'dev'): string[] =>
  rooms.find(name)?.seats.map(({ username, state, isHeld }) => `${username} ${isHeld ? 'held' : state}`) ?? [];

async function applied(rooms: Rooms, ...operations: RoomOperation[]): Promise<(string | string[])[]> {
  const results: (string | string[])[] = [];
  for (const operation of operations) results.push(result(await rooms.apply(operation)));
  return results;
}

/** #dev, of ana and bob; a room with a password; and one that is full. */
async function someRooms(open: () => Promise<Rooms>): Promise<Rooms> {
  const rooms = await open();
  await applied(rooms, create('dev', 'ana'), join('dev', 'bob'), create('club', 'ana', { lock: PASSWORD }));
  await applied(rooms, create('full', 'eva'), join('full', 'bob'), join('full', 'carl'));
  return rooms;
}

describe.each(Object.entries(adapters))('rooms in %s', (_name, open) => {
  it('are none at first', async () => {
    const rooms = await open();
    expect([rooms.count, all(rooms), [...rooms.seatHolders()]]).toEqual([0, [], []]);
  });

  it('are found in any spelling, listed by name, and known by who sits there', async () => {
    const rooms = await someRooms(open);
    expect(all(rooms).map(({ name }) => name)).toEqual(['club', 'dev', 'full']);
    expect([rooms.count, rooms.find('DEV')?.owner, rooms.countOf('bob')]).toEqual([3, 'ana', 2]);
    expect(rooms.roomsOf('bob').map(({ name }) => name)).toEqual(['dev', 'full']);
    expect([...rooms.seatHolders()].sort()).toEqual(['ana', 'bob', 'carl', 'eva']);
    await rooms.apply(join('dev', 'bob'));
    expect(rooms.roomsOf('bob').map(({ name }) => name)).toEqual(['full', 'dev']);
  });

  it('give seats, hold them, and give them back', async () => {
    const rooms = await someRooms(open);
    expect(seats(rooms)).toEqual(['ana present', 'bob present']);
    await applied(rooms, ofUser('lose', 'bob'), ofUser('lose', 'ana'));
    expect(seats(rooms)).toEqual(['ana held', 'bob held']);
    await rooms.apply(comeBack('bob'));
    expect(seats(rooms)).toEqual(['ana held', 'bob present']);
    await applied(rooms, ofUser('expire', 'ana'), ofUser('lose', 'bob'), ofUser('expire', 'bob'));
    expect(seats(rooms)).toEqual(['ana away']);
    expect(await applied(rooms, join('dev', 'ana'), ofUser('leaveAll', 'carl'))).toEqual([['dev'], ['full']]);
    expect([seats(rooms), seats(rooms, 'full')]).toEqual([['ana present'], ['eva present']]);
  });

  it('change where a present member has another address, though the seats are the same', async () => {
    const rooms = await someRooms(open);
    const before = rooms.find('dev');
    expect(await applied(rooms, comeBack('bob'))).toEqual([[]]);
    expect(rooms.find('dev')).toBe(before);
    expect(await applied(rooms, comeBack('bob', true))).toEqual([['dev', 'full']]);
    expect(rooms.find('dev')?.seats).toEqual(before?.seats);
    expect(rooms.find('dev')?.revision).toBeGreaterThan(before?.revision ?? 0);
  });

  it.each([
    ['ROOM_EXISTS', create('DEV', 'carl')],
    ['TRACKER_FULL', create('new', 'carl', { capacity: 3 })],
    ['NO_SUCH_ROOM', join('nowhere', 'carl')],
    ['ROOM_FULL', join('full', 'ana')],
    ['PASSWORD_REQUIRED', join('club', 'bob')],
    ['WRONG_SECRET', join('club', 'bob', 'b'.repeat(64))],
    ['NOT_A_MEMBER', inRoom('leave', 'dev', 'carl')],
    ['NO_SUCH_ROOM', inRoom('leave', 'nowhere', 'carl')],
    ['NOT_OWNER', inRoom('delete', 'dev', 'bob')],
    ['NO_SUCH_ROOM', { do: 'deleteExpired', at: 400 * DAY_MS, room: 'dev' }],
  ] as const)('stay as they are when an operation is refused with %s', async (code, operation) => {
    const rooms = await someRooms(open);
    const before = all(rooms);
    expect(await applied(rooms, operation)).toEqual([code]);
    expect(all(rooms)).toEqual(before);
    for (const [index, room] of all(rooms).entries()) expect(room).toBe(before[index]);
  });

  it('are open to a user who has proven the secret, or has a seat', async () => {
    const rooms = await someRooms(open);
    expect(await applied(rooms, join('club', 'bob', HASH), join('club', 'bob'))).toEqual([['club'], ['club']]);
  });

  it('are not more for one user than one may sit in', async () => {
    const rooms = await someRooms(open);
    for (let number = rooms.countOf('bob'); number < MAX_ROOMS_PER_USER; number += 1) {
      await rooms.apply(create(`room-${number}`, 'bob'));
    }
    await rooms.apply(create('one-more', 'carl'));
    expect(await applied(rooms, create('too-many', 'bob'), join('one-more', 'bob'))).toEqual([
      'TOO_MANY_ROOMS',
      'TOO_MANY_ROOMS',
    ]);
    expect(rooms.countOf('bob')).toBe(MAX_ROOMS_PER_USER);
  });

  it('are made once, however many ask for a name at the same time', async () => {
    const rooms = await open();
    const names = ['dev', 'DEV', 'Dev', 'other', 'dev'];
    const outcomes = await Promise.all(names.map((name, index) => rooms.apply(create(name, `user${index}`))));
    expect(outcomes.map(result)).toEqual([['dev'], 'ROOM_EXISTS', 'ROOM_EXISTS', ['other'], 'ROOM_EXISTS']);
    expect([rooms.count, rooms.find('dev')?.owner]).toEqual([2, 'user0']);
  });

  it('count those that are about to be made', async () => {
    const rooms = await open();
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((name) => rooms.apply(create(name, 'ana', { capacity: 2 }))),
    );
    expect(outcomes.map(result)).toEqual([['a'], ['b'], 'TRACKER_FULL']);
  });

  it('have two seats for fifty who join at the same time', async () => {
    const rooms = await open();
    await rooms.apply(create('dev', 'ana'));
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, user) => rooms.apply(join('dev', `user${user}`))),
    );
    expect(outcomes.map(result)).toEqual([['dev'], ['dev'], ...Array(48).fill('ROOM_FULL')]);
    expect(presentMembers(rooms.find('dev') as Room)).toEqual(['ana', 'user0', 'user1']);
  });

  it('are closed for all from the moment in which they are deleted', async () => {
    const rooms = await someRooms(open);
    const outcomes = await Promise.all(
      [inRoom('delete', 'dev', 'ana'), join('dev', 'carl'), inRoom('delete', 'DEV', 'ana')].map((each) =>
        rooms.apply(each),
      ),
    );
    expect(outcomes.map(result)).toEqual([['dev'], 'NO_SUCH_ROOM', 'NO_SUCH_ROOM']);
    expect([rooms.find('dev'), rooms.roomsOf('bob').length, rooms.count]).toEqual([undefined, 1, 2]);
    expect(await applied(rooms, create('dev', 'bob'))).toEqual([['dev']]);
  });

  it('are deleted when nobody has entered them for a month of days on which the tracker ran', async () => {
    const rooms = await someRooms(open);
    await rooms.apply(ofUser('leaveAll', 'ana'));
    const isThere: boolean[] = [];
    for (let day = 1; day <= ROOM_EXPIRY_DAYS; day += 1) {
      await rooms.apply({ do: 'countEmptyDays', at: day * DAY_MS + 10 });
      await applied(rooms, { do: 'deleteExpired', at: 0, room: 'club' }, { do: 'deleteExpired', at: 0, room: 'dev' });
      isThere.push(rooms.find('club') !== undefined);
    }
    expect(isThere).toEqual([...Array(ROOM_EXPIRY_DAYS - 1).fill(true), false]);
    expect(rooms.find('dev')).toBeDefined(); // bob is there.
  });

  it('have revisions that rise in the order in which the outcomes come, over all rooms', async () => {
    const rooms = await someRooms(open);
    const revisions: number[] = [];
    const asked = [
      create('new', 'carl'),
      join('dev', 'carl'),
      inRoom('delete', 'club', 'ana'),
      ofUser('lose', 'bob'),
      create('newer', 'bob'),
      comeBack('bob', true),
      inRoom('leave', 'dev', 'carl'),
      comeBack('bob', true),
    ];
    const highest = Math.max(...all(rooms).map(({ revision }) => revision));
    await Promise.all(
      asked.map((operation) =>
        rooms.apply(operation).then((outcome) => {
          if (isRefusal(outcome)) throw new Error(outcome.message);
          for (const { after } of outcome.changed) if (after) revisions.push(after.revision);
        }),
      ),
    );
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    expect(revisions[0]).toBeGreaterThan(highest);
    expect(revisions.length).toBeGreaterThanOrEqual(10);
  });

  it('show what an outcome says as soon as it is known', async () => {
    const rooms = await open();
    for (const operation of [create('dev', 'ana'), join('dev', 'bob'), ofUser('lose', 'bob'), comeBack('bob')]) {
      const outcome = await rooms.apply(operation);
      expect(isRefusal(outcome) ? null : outcome.changed.at(-1)?.after).toBe(rooms.find('dev'));
    }
  });

  it('are the same as in memory after any operations, but for their revisions', async () => {
    const user = fc.constantFrom('ana', 'bob', 'carl', 'dora');
    const room = fc.constantFrom('dev', 'DEV', 'club');
    const operation: fc.Arbitrary<RoomOperation> = fc.oneof(
      fc
        .tuple(room, user, fc.constantFrom(undefined, PASSWORD))
        .map(([name, who, lock]) => create(name, who, { lock })),
      fc.tuple(room, user, fc.constantFrom(undefined, HASH)).map(([name, who, proven]) => join(name, who, proven)),
      fc
        .tuple(fc.constantFrom('leave' as const, 'delete' as const), room, user)
        .map(([what, ...who]) => inRoom(what, ...who)),
      fc
        .tuple(fc.constantFrom('leaveAll' as const, 'lose' as const, 'expire' as const), user)
        .map((args) => ofUser(...args)),
      fc.tuple(user, fc.boolean()).map((args) => comeBack(...args)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        const [rooms, model] = [await open(), new MemoryRooms()];
        expect(await applied(rooms, ...operations)).toEqual(await applied(model, ...operations));
        const plain = (some: Rooms) => all(some).map((each) => ({ ...each, revision: 0 }));
        expect(plain(rooms)).toEqual(plain(model));
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(Object.entries(storages))('rooms in %s, when the program starts again', (_name, storage) => {
  it('are those that were made, without those that were deleted', async () => {
    const kept = storage();
    const rooms = await kept.open();
    await applied(
      rooms,
      create('dev', 'ana', { lock: PASSWORD }),
      create('club', 'bob'),
      inRoom('delete', 'club', 'bob'),
    );
    const again = await kept.open();
    expect(all(again).map(({ name, owner, lock }) => [name, owner, lock])).toEqual([['dev', 'ana', PASSWORD]]);
    expect(seats(again)).toEqual(['ana held']);
  });

  it('have the seats that were saved, held for those who were present', async () => {
    const kept = storage();
    const rooms = await kept.open();
    await applied(rooms, create('dev', 'ana'), join('dev', 'bob'), join('dev', 'carl'), inRoom('leave', 'dev', 'carl'));
    await rooms.save();
    await rooms.apply(join('dev', 'dora'));
    expect(seats(await kept.open())).toEqual(['ana held', 'bob held']);
  });

  it('repeat no revision, though seats were not saved', async () => {
    const kept = storage();
    const rooms = await kept.open(1_000);
    await rooms.apply(create('dev', 'ana'));
    for (let times = 0; times < 20; times += 1) await applied(rooms, join('dev', 'bob'), inRoom('leave', 'dev', 'bob'));
    const highest = rooms.revision;
    const again = await kept.open(900); // The clock has gone back.
    expect(again.find('dev')?.revision).toBeGreaterThan(highest);
    expect((await kept.open(800)).find('dev')?.revision).toBeGreaterThan(again.revision);
  });

  it('are not made while nothing can be written, and their names stay free', async () => {
    const kept = storage();
    const rooms = await kept.open();
    kept.isFull = true;
    await expect(rooms.apply(create('dev', 'ana'))).rejects.toThrow(StorageError);
    expect([rooms.count, rooms.find('dev'), rooms.countOf('ana')]).toEqual([0, undefined, 0]);
    kept.isFull = false;
    expect(await applied(rooms, create('dev', 'bob'))).toEqual([['dev']]);
  });

  it('stay while nothing can be written, with what changed meanwhile', async () => {
    const kept = storage();
    const rooms = await kept.open();
    await applied(rooms, create('dev', 'ana'), join('dev', 'bob'));
    await rooms.save();
    kept.isFull = true;
    const deletion = rooms.apply(inRoom('delete', 'dev', 'ana'));
    await rooms.apply(inRoom('leave', 'dev', 'bob'));
    await expect(deletion).rejects.toThrow(StorageError);
    expect(seats(rooms)).toEqual(['ana present']);
    kept.isFull = false;
    await rooms.save();
    expect(seats(await kept.open())).toEqual(['ana held']);
  });

  it('let members leave while they are deleted: the outcome has the last state', async () => {
    const kept = storage();
    const rooms = await kept.open();
    await applied(rooms, create('dev', 'ana'), join('dev', 'bob'));
    const deletion = rooms.apply(inRoom('delete', 'dev', 'ana'));
    expect(await applied(rooms, inRoom('leave', 'dev', 'bob'))).toEqual([['dev']]);
    await rooms.save();
    const outcome = await deletion;
    expect(isRefusal(outcome) ? null : outcome.changed[0]?.before?.seats).toMatchObject([{ username: 'ana' }]);
    await rooms.save();
    expect(all(await kept.open())).toEqual([]);
  });
});
