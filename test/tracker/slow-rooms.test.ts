// Rooms whose operations take a while, as they do where trackers share them: what members are sent stays in order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { memoryStores } from '../../tracker/repositories/repositories.ts';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

interface SentRoom {
  readonly name: string;
  readonly revision: number;
}

const roomsIn = (objects: readonly JsonObject[]): SentRoom[] =>
  objects.flatMap(({ room }) => (room !== null && typeof room === 'object' ? [room as SentRoom] : []));

describe('a tracker whose rooms change slowly', () => {
  it('sends each member the states of a room in the order of their revisions', async () => {
    const names = ['ana', 'bob', 'carl', 'dora'];
    const request = fc.record({
      cmd: fc.constantFrom('JOIN_ROOM', 'JOIN_ROOM', 'LEAVE_ROOM', 'LIST_ROOMS', 'CREATE_ROOM', 'DELETE_ROOM'),
      room: fc.constantFrom('dev', 'club'),
    });
    const step = fc.record({
      user: fc.nat(names.length - 1),
      requests: fc.array(request, { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(7), async (steps, seed) => {
        let delays = seed;
        const world = await TrackerWorld.start({ roomDelayMs: () => (delays = (delays * 5 + 3) % 8) });
        const clients = await Promise.all(names.map(() => world.connect()));
        for (const [index, client] of clients.entries()) {
          await client.ask({ cmd: 'REGISTER', username: names[index], password: DIGEST, port: 5_000, features: [] });
        }
        for (const { user, requests } of steps) {
          for (const each of requests) clients[user]?.channel.send(each);
          await world.clock.advance(delays);
        }
        await world.clock.advance(2_000);
        for (const client of clients) {
          for (const name of ['dev', 'club']) {
            const revisions = roomsIn(client.received)
              .filter((room) => room.name === name)
              .map(({ revision }) => revision);
            expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
          }
        }
        await world.service.stop();
      }),
      { numRuns: 30 },
    );
  });

  it('holds the seats of a user whose connection ends during the login', async () => {
    const world = await TrackerWorld.start({ roomDelayMs: () => 10 });
    const ana = await world.member('ana');
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    await ana.drop();
    await world.clock.advance(20);
    const again = await world.connect();
    again.channel.send({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 5_000, features: [] });
    await world.clock.advance(5);
    again.channel.destroy('cut');
    await world.clock.advance(50);
    expect(world.repositories.rooms.find('dev')?.seats).toEqual([{ username: 'ana', state: 'away', isHeld: true }]);
    await world.clock.advance(61_000);
    expect(world.repositories.rooms.find('dev')?.seats).toEqual([{ username: 'ana', state: 'away', isHeld: false }]);
  });
});

describe('a logout that waits for the disk', () => {
  it('does not sign out a user who has logged in again meanwhile', async () => {
    const stores = memoryStores();
    let write = Promise.resolve();
    const peers: typeof stores.peers = {
      load: () => stores.peers.load(),
      commit: (changes) => write.then(() => stores.peers.commit(changes)),
      close: () => stores.peers.close(),
    };
    const world = await TrackerWorld.start({ stores: { ...stores, peers } });
    const ana = await world.member('ana');
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    let written = (): void => {};
    write = new Promise((resolve) => {
      written = resolve;
    });
    ana.channel.send({ cmd: 'LOGOUT' });
    await world.clock.advance(0);
    await ana.drop();
    const again = await world.connect();
    const reply = await again.ask({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 5_000 });
    written();
    await world.clock.advance(10);
    expect([reply['status'], world.repositories.peers.isOnline('ana')]).toEqual(['OK', true]);
    expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([{ username: 'ana', state: 'present' }]);
    const bob = await world.member('bob');
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await world.clock.advance(50);
    expect((await again.takeUpdates()).map(({ msg }) => msg)).toEqual(['bob joined dev.']);
  });
});
