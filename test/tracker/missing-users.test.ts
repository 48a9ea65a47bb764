// N13: after a restore of rooms_db.json alone nobody can take over a missing user's rooms by registering the name
// (protocol 5.2.1).

import { describe, expect, it } from 'vitest';
import { memoryStores, type Stores } from '../../tracker/repositories/repositories.ts';
import { someIdentity } from '../helpers/identities.ts';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const SECRET = 's'.repeat(43);
const KEY = someIdentity();

/** ana owns #dev, which needs a password; bob sits there, his seat held. Then those files are gone that are named. */
async function afterRestore(...lost: (keyof Stores)[]) {
  const stores = memoryStores();
  const before = await TrackerWorld.start({ stores });
  const ana = await before.member('ana', 5_001, KEY);
  await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev', access: 'password', secret: SECRET });
  const bob = await before.member('bob', 5_002);
  await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
  await before.clock.advance(1_100);
  await before.service.stop();
  const empty = memoryStores();
  const kept = { ...stores, ...Object.fromEntries(lost.map((name) => [name, empty[name]])) } as Stores;
  const world = await TrackerWorld.start({ stores: kept });
  const registers = async (username: string, identity = someIdentity()) => {
    const client = await world.connect(identity);
    return {
      client,
      reply: await client.ask({ cmd: 'REGISTER', username, password: DIGEST, port: 6_000, features: [] }),
    };
  };
  return { world, registers };
}

describe('rooms of users who are not stored', () => {
  it.each([
    ['the owner', 'ana'],
    ['the owner, in other letters', 'ANA'],
    ['the owner, in other code points', 'a\uff4ea'],
    ['a member', 'bob'],
    ['a member, in other letters', 'Bob'],
  ])('belong to nobody who registers as %s', async (_who, username) => {
    const { world, registers } = await afterRestore('users');
    const { reply } = await registers(username);
    expect(reply).toMatchObject({ status: 'ERROR' });
    if (username !== 'a\uff4ea') expect(reply).toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(world.repositories.rooms.find('dev')?.owner).toBe('ana');
  });

  it('nor do they if it is not known what key the owner had', async () => {
    const { registers } = await afterRestore('users', 'peers');
    expect((await registers('ana', KEY)).reply).toMatchObject({ code: 'USERNAME_TAKEN' });
  });

  it('belong to the owner again, who has the key of before', async () => {
    const { registers } = await afterRestore('users');
    const { client, reply } = await registers('ana', KEY);
    expect(reply).toMatchObject({ status: 'OK' });
    expect(await client.ask({ cmd: 'DELETE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    expect((await registers('bob')).reply).toMatchObject({ status: 'OK' });
  });

  it('and other names are free', async () => {
    const { registers } = await afterRestore('users');
    expect((await registers('eva')).reply).toMatchObject({ status: 'OK' });
  });
});

it('an earlier token is worth nothing after the name was registered again', async () => {
  const { world, registers } = await afterRestore('users', 'rooms');
  const peer = { username: 'bob', address: '127.0.0.1', port: 5_002 };
  const token = world.repositories.peers.find('bob')?.token;
  expect(token).toBeDefined();
  const client = await world.connect();
  const reply = await client.ask({ cmd: 'REGISTER', ...peer, password: DIGEST });
  expect(reply).toMatchObject({ status: 'OK' });
  expect(world.repositories.peers.find('bob')?.token).toBeUndefined();
  expect((await registers('ana')).reply).toMatchObject({ status: 'OK' });
});
