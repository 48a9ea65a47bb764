// Rooms that are not open to everybody: who takes a seat has to know a secret, and may guess three times.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

const secretOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const SECRET = secretOf('open sesame');
const WRONG = secretOf('open barley');

async function withRoom(access: 'password' | 'invite' = 'password') {
  const world = await TrackerWorld.start();
  const ana = await world.member('ana');
  const bob = await world.member('bob');
  const created = await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev', access, secret: SECRET });
  return { world, ana, bob, created };
}

describe('a private room', () => {
  it.each(['password', 'invite'] as const)('is listed with its lock (%s), and without its secret', async (access) => {
    const { world, bob, created } = await withRoom(access);
    expect(created).toMatchObject({ status: 'OK', room: { access } });
    const list = await bob.ask({ cmd: 'LIST_ROOMS' });
    expect(list).toMatchObject({ rooms: { dev: { access } } });
    const joined = await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
    const eva = await world.member('eva');
    await eva.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
    const people = await eva.ask({ cmd: 'LIST_PEERS' });
    await eva.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    const notices = await bob.takeUpdates();
    expect(notices.length).toBeGreaterThan(0);
    // Neither it, nor what the tracker keeps of it.
    for (const form of [SECRET, createHash('sha256').update(SECRET).digest('hex')]) {
      expect(JSON.stringify([created, list, joined, people, notices])).not.toContain(form);
    }
  });

  it('gives a seat to who knows the secret', async () => {
    const { bob } = await withRoom();
    expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET })).toMatchObject({ status: 'OK' });
  });

  it.each([
    ['password', 'PASSWORD_REQUIRED'],
    ['invite', 'INVITE_REQUIRED'],
  ] as const)('with a %s says %s to who brings none', async (access, code) => {
    const { bob } = await withRoom(access);
    expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'ERROR', code });
  });

  it.each(['password', 'invite'] as const)('(%s) that is full asks nobody for what opens it (U10)', async (access) => {
    const { world, bob } = await withRoom(access);
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
    const eva = await world.member('eva');
    await eva.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
    const carol = await world.member('carol');
    for (const secret of [undefined, WRONG, SECRET]) {
      expect(await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret })).toMatchObject({ code: 'ROOM_FULL' });
    }
    expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
  });

  it('gives no seat for a wrong secret', async () => {
    const { bob } = await withRoom();
    expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: WRONG })).toMatchObject({ code: 'WRONG_SECRET' });
    expect(await bob.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ rooms: { dev: { peer_one: null } } });
  });

  it('lets its members back in without it', async () => {
    const { world, ana, bob } = await withRoom();
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET });
    await bob.drop();
    await ana.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    const again = await world.member('bob');
    expect(await again.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
  });

  it('stays private over a restart', async () => {
    const { world } = await withRoom();
    await world.restart();
    const carol = await world.member('carol');
    expect(await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ code: 'PASSWORD_REQUIRED' });
  });

  it('is not made with half of what it needs', async () => {
    const { ana } = await withRoom();
    for (const half of [{ access: 'invite' }, { secret: SECRET }]) {
      expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'ops', ...half })).toMatchObject({ code: 'BAD_REQUEST' });
    }
  });
});

describe('guessing a secret', () => {
  it('is over after three times, for ten minutes, even with the right one', async () => {
    const { world, bob } = await withRoom();
    const guess = (secret: string) => bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret });
    for (let times = 0; times < 3; times += 1) expect(await guess(WRONG)).toMatchObject({ code: 'WRONG_SECRET' });
    expect(await guess(SECRET)).toMatchObject({ code: 'RATE_LIMITED', retry_after: expect.any(Number) });
    await world.clock.advance(10 * 60_000);
    expect(await guess(SECRET)).toMatchObject({ status: 'OK' });
  });

  it('counts for the key, whatever the name', async () => {
    const { world } = await withRoom();
    const key = someIdentity();
    for (const [index, name] of ['eve', 'eve2', 'eve3', 'eve4'].entries()) {
      const client = await world.connect(key);
      await client.ask({ cmd: 'REGISTER', username: name, password: 'a'.repeat(64), port: 6000 + index, features: [] });
      const { code } = await client.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: WRONG });
      expect(code).toBe(index < 3 ? 'WRONG_SECRET' : 'RATE_LIMITED');
    }
  });

  it('by one does not keep another one out', async () => {
    const { world, bob } = await withRoom();
    for (let times = 0; times < 4; times += 1) await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: WRONG });
    const carol = await world.member('carol');
    expect(await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret: SECRET })).toMatchObject({ status: 'OK' });
  });
});
