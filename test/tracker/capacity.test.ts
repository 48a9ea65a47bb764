// Records that clients can add to at the tracker are bounded; existing ones keep working (protocol 2.2.18).
import { describe, expect, it } from 'vitest';
import { capacityOf } from '../../tracker/service/capacity.ts';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const ROOM = { users: 1e6, rooms: 1e6, watchedNames: 1e6 };

describe('a tracker that is full', () => {
  it('registers nobody any more, and lets in everybody who is registered', async () => {
    const world = await TrackerWorld.start({ capacity: { ...ROOM, users: 3 } });
    for (const name of ['ana', 'bob', 'eva']) await world.member(name);
    const late = await world.connect();
    const asked = { username: 'ivo', password: DIGEST, port: 1 };
    expect(await late.ask({ cmd: 'REGISTER', ...asked })).toMatchObject({ status: 'ERROR', code: 'TRACKER_FULL' });
    const again = await world.connect();
    expect(await again.ask({ cmd: 'REGISTER', ...asked, username: 'ana' })).toMatchObject({ code: 'USERNAME_TAKEN' });
    await world.member('ana');
  });

  it('registers no two at once in the last place', async () => {
    const world = await TrackerWorld.start({ capacity: { ...ROOM, users: 1 } });
    const clients = [await world.connect(), await world.connect()];
    const names = ['ana', 'bob'];
    for (const [index, client] of clients.entries())
      client.channel.send({ cmd: 'REGISTER', username: names[index], password: DIGEST, port: 1, features: [] });
    await world.clock.advance(100);
    const codes = clients.map((client) => client.replies()[0]?.['code'] ?? 'OK');
    expect(codes.sort()).toEqual(['OK', 'TRACKER_FULL']);
    expect(world.repositories.users.count).toBe(1);
  });

  it('makes no more rooms, until one is deleted', async () => {
    const world = await TrackerWorld.start({ capacity: { ...ROOM, rooms: 2 } });
    const ana = await world.member('ana');
    for (const room of ['one', 'two'])
      expect(await ana.ask({ cmd: 'CREATE_ROOM', room })).toMatchObject({ status: 'OK' });
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'three' })).toMatchObject({ code: 'TRACKER_FULL' });
    expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'one' })).toMatchObject({ status: 'OK' });
    await ana.ask({ cmd: 'DELETE_ROOM', room: 'one' });
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'three' })).toMatchObject({ status: 'OK' });
  });

  it('watches no more names than there is room for; each session may change its own, and those of who has gone do not count', async () => {
    const world = await TrackerWorld.start({ capacity: { ...ROOM, watchedNames: 5 } });
    const [ana, bob] = [await world.member('ana'), await world.member('bob')];
    const watch = (peers: string[]) => ({ cmd: 'WATCH_PEERS', peers });
    expect(await ana.ask(watch(['a', 'b', 'c']))).toMatchObject({ status: 'OK' });
    expect(await bob.ask(watch(['a', 'b', 'c']))).toMatchObject({ code: 'TRACKER_FULL' });
    expect(await bob.ask(watch(['a', 'b']))).toMatchObject({ status: 'OK' });
    expect(await ana.ask(watch(['d', 'e', 'f']))).toMatchObject({ status: 'OK' });
    await ana.drop();
    expect(await bob.ask(watch(['a', 'b', 'c', 'd', 'e']))).toMatchObject({ status: 'OK' });
    await bob.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    expect(await bob.ask(watch([]))).toMatchObject({ status: 'OK' });
  });
});

describe('the capacity', () => {
  it('grows with the heap, and has room for a quarter of a million users in 2 GiB', () => {
    const capacity = capacityOf(2 * 1024 ** 3);
    expect(capacity).toEqual({ users: 262_144, rooms: 174_762, watchedNames: 167_772 });
    expect(capacityOf(4 * 1024 ** 3).users).toBe(2 * capacity.users);
  });
});
