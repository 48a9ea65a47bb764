// Who somebody is when the connection proves a key: the first one registers it, and after that it logs in by itself.

import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { type Client, DIGEST, OTHER_DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const [anasKey, otherKey] = [someIdentity(), someIdentity()];
const ana = { username: 'ana', port: 5001, features: [] };

async function registered(): Promise<{ world: TrackerWorld; client: Client }> {
  const world = await TrackerWorld.start();
  const client = await world.connect(anasKey);
  await client.ask({ cmd: 'REGISTER', ...ana, password: DIGEST });
  return { world, client };
}

const keyOf = ({ repositories }: TrackerWorld, name = 'ana'): string | undefined =>
  repositories.users.find(name)?.fingerprint;

describe('a key', () => {
  it('is registered with the user who proves it', async () => {
    const { world } = await registered();
    expect(keyOf(world)).toBe(anasKey.fingerprint);
  });

  it('logs in without a password, and without a hash being computed', async () => {
    const { world } = await registered();
    const again = await world.connect(anasKey);
    const before = world.hashes;
    expect(await again.ask({ cmd: 'LOGIN', ...ana })).toMatchObject({ status: 'OK' });
    expect(world.hashes).toBe(before);
  });

  it('of somebody else does not log in, in the same words as for a name that does not exist', async () => {
    const { world } = await registered();
    const known = await (await world.connect(otherKey)).ask({ cmd: 'LOGIN', ...ana });
    const unknown = await (await world.connect(otherKey)).ask({ cmd: 'LOGIN', ...ana, username: 'nobody' });
    expect(known).toMatchObject({ status: 'ERROR', code: 'LOGIN_FAILED' });
    expect(unknown).toEqual(known);
  });

  it('that nobody proves does not log in', async () => {
    const { world } = await registered();
    const plain = await world.connect();
    expect(await plain.ask({ cmd: 'LOGIN', ...ana })).toMatchObject({ status: 'ERROR', code: 'BAD_REQUEST' });
  });

  it('of a user who registered in plaintext is registered by the first login that proves one', async () => {
    const world = await TrackerWorld.start();
    await (await world.connect()).ask({ cmd: 'REGISTER', ...ana, password: DIGEST });
    expect(keyOf(world)).toBeUndefined();
    await (await world.connect(anasKey)).ask({ cmd: 'LOGIN', ...ana, password: DIGEST });
    expect(keyOf(world)).toBe(anasKey.fingerprint);
  });

  it('that is lost is replaced by another one with the password', async () => {
    const { world } = await registered();
    const device = await world.connect(otherKey);
    expect(await device.ask({ cmd: 'LOGIN', ...ana, password: DIGEST })).toMatchObject({ status: 'OK' });
    expect(keyOf(world)).toBe(otherKey.fingerprint);
    const lost = await world.connect(anasKey);
    expect(await lost.ask({ cmd: 'LOGIN', ...ana })).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('is not replaced without the password', async () => {
    const { world } = await registered();
    await (await world.connect(otherKey)).ask({ cmd: 'LOGIN', ...ana, password: OTHER_DIGEST });
    expect(keyOf(world)).toBe(anasKey.fingerprint);
  });

  it('is neither replaced nor removed by a login in plaintext', async () => {
    const { world } = await registered();
    const plain = await world.connect();
    expect(await plain.ask({ cmd: 'LOGIN', ...ana, password: DIGEST })).toMatchObject({ status: 'OK' });
    expect(keyOf(world)).toBe(anasKey.fingerprint);
  });

  it('is told to others, in lists and in rooms', async () => {
    const { world, client } = await registered();
    const bob = await world.member('bob');
    await client.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    const { room } = await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    expect(room).toMatchObject({ peer_owner: { fingerprint: anasKey.fingerprint } });
    expect(Object.keys((room as { peer_one: object }).peer_one)).not.toContain('fingerprint');
    const { peers } = await bob.ask({ cmd: 'LIST_PEERS' });
    expect(peers).toMatchObject({ ana: { fingerprint: anasKey.fingerprint } });
  });

  it('that has changed is told to the members of the room, with another revision', async () => {
    const { world, client } = await registered();
    const bob = await world.member('bob');
    await client.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await bob.takeUpdates();
    await (await world.connect(otherKey)).ask({ cmd: 'LOGIN', ...ana, password: DIGEST });
    const updates = await bob.takeUpdates();
    expect(updates.at(-1)).toMatchObject({ room: { peer_owner: { fingerprint: otherKey.fingerprint } } });
  });
});

describe('a token', () => {
  it('is good for the key that it was given to alone', async () => {
    const world = await TrackerWorld.start();
    const first = await world.connect(anasKey);
    const { token } = await first.ask({ cmd: 'REGISTER', ...ana, password: DIGEST });
    for (const key of [otherKey, undefined]) {
      const thief = await world.connect(key);
      expect(await thief.ask({ cmd: 'LOGIN', ...ana, token })).toMatchObject({ code: 'LOGIN_FAILED' });
    }
    const again = await world.connect(anasKey);
    expect(await again.ask({ cmd: 'LOGIN', ...ana, token })).toMatchObject({ status: 'OK' });
  });
});

describe('a token that was given out', () => {
  it.each([
    ['to a key that was replaced', anasKey],
    ['without a key, before there was one,', undefined],
  ])('%s logs nobody in any more', async (_to, before) => {
    const world = await TrackerWorld.start();
    const { token } = await (await world.connect(before)).ask({ cmd: 'REGISTER', ...ana, password: DIGEST });
    expect(token).toEqual(expect.any(String));
    // As a program logs in that takes no token itself, which would replace the one before.
    const device = { cmd: 'LOGIN', username: 'ana', port: 5002, password: DIGEST };
    expect(await (await world.connect(otherKey)).ask(device)).toMatchObject({ status: 'OK' });
    expect(world.repositories.peers.find('ana')?.token).toBeUndefined();
    for (const key of [before, otherKey]) {
      const late = await world.connect(key);
      expect(await late.ask({ cmd: 'LOGIN', ...ana, token })).toMatchObject({ code: 'LOGIN_FAILED' });
    }
  });
});

describe('plaintext', () => {
  it.each(['never', 'loopback'] as const)(
    'is refused to who may not use it (%s), and TLS is not',
    async (plaintext) => {
      const world = await TrackerWorld.start({ plaintext });
      const login = { cmd: 'REGISTER', ...ana, password: DIGEST };
      const isRefused = plaintext === 'never';
      const plain = await (await world.connect()).ask(login);
      expect(plain['code']).toBe(isRefused ? 'TLS_REQUIRED' : undefined);
      const other = { ...login, username: 'bob' };
      expect(await (await world.connect(anasKey)).ask(other)).toMatchObject({ status: 'OK' });
    },
  );
});
