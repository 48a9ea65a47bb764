// S8-S11: what is refused to somebody stays refused when they come with other names, keys and ports, or from other
// addresses of their own IPv6 /64; and it is not refused to others because of them.
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { GUESS_LIMITS, MAX_STRANGERS, RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { type Client, cheapHasher, DIGEST, OTHER_DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const SECRET = 's'.repeat(43);
const WRONG = 'w'.repeat(43);
const KEYS = Array.from({ length: 100 }, newIdentity);

const inside64 = (count: number): string => `2001:db8:5:6:${count.toString(16)}::1`;
const key = (count: number) => KEYS[count % KEYS.length] as (typeof KEYS)[number];

/** The nth of ever new users, with a key and an address that may be new, too. */
async function newcomer(world: TrackerWorld, count: number, from: string): Promise<Client> {
  const client = await world.connect(key(count), from);
  const [username, port] = [`user${count}`, 50_000 + (count % 10_000)];
  const reply = await client.ask({ cmd: 'REGISTER', username, password: DIGEST, port, features: [] });
  client.username = reply['status'] === 'OK' ? username : '';
  return client;
}

async function withRoom(access: 'password' | 'invite' = 'password') {
  const world = await TrackerWorld.start();
  const ana = await world.member('ana');
  await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev', access, secret: SECRET });
  return { world, join: (client: Client, secret = WRONG) => client.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret }) };
}

describe.each([
  ['one IPv4 address', () => '198.51.100.7'],
  ['this machine', () => '127.0.0.1'],
  ['ever new addresses of one IPv6 /64', inside64],
  ['ever new networks of 6to4, all of one IPv4 address', (count: number) => `2002:c633:6407:${count.toString(16)}::1`],
  ['an address in IPv4 and IPv6 spelling', (count: number) => (count % 2 ? '198.51.100.7' : '::ffff:198.51.100.7')],
])('from %s', (_where, addressOf) => {
  it.each(['password', 'invite'] as const)(
    'few guesses open no room by %s, with ever new names and keys',
    async (access) => {
      const { world, join } = await withRoom(access);
      const codes: unknown[] = [];
      for (let count = 0; count < 30; count += 1) {
        codes.push((await join(await newcomer(world, count, addressOf(count))))['code']);
      }
      expect(codes.filter((code) => code === 'WRONG_SECRET')).toHaveLength(GUESS_LIMITS.roomPassword.network);
      expect(codes.at(-1)).toBe('RATE_LIMITED');
      const friend = await newcomer(world, 1_000, '203.0.113.9');
      expect(await join(friend, SECRET)).toMatchObject({ status: 'OK' });
    },
  );
});

it('from however many networks, the guesses at one password are few, and those at another room are not hindered', async () => {
  const { world, join } = await withRoom();
  const codes: unknown[] = [];
  for (let count = 0; count < 80; count += 1) {
    codes.push((await join(await newcomer(world, count, `198.51.100.${count}`)))['code']);
  }
  expect(codes.filter((code) => code === 'WRONG_SECRET')).toHaveLength(GUESS_LIMITS.roomPassword.target);
  const ben = await newcomer(world, 1_000, '203.0.113.9');
  await ben.ask({ cmd: 'CREATE_ROOM', room: 'ops', access: 'password', secret: SECRET });
  const eva = await newcomer(world, 1_001, '203.0.113.10');
  expect(await eva.ask({ cmd: 'JOIN_ROOM', room: 'ops', secret: SECRET })).toMatchObject({ status: 'OK' });
});

describe('one IPv6 /64', () => {
  const isLimited = (reply: JsonObject): boolean => reply['code'] === 'RATE_LIMITED';

  it('registers no more users than one address', async () => {
    const world = await TrackerWorld.start();
    let registered = 0;
    for (let count = 0; count < 60; count += 1) {
      if ((await newcomer(world, count, inside64(count))).username !== '') registered += 1;
    }
    expect(registered).toBe(RATE_LIMITS.registrations.network.burst);
    expect((await newcomer(world, 100, '2001:db8:5:7::1')).username).toBe('user100');
  });

  it('has no more passwords tried than one address, whatever the names', async () => {
    const world = await TrackerWorld.start();
    const { burst } = RATE_LIMITS.passwordLogins.network;
    for (let count = 0; count < burst + 20; count += 1) {
      const client = await world.connect(key(count), inside64(count));
      const reply = await client.ask({ cmd: 'LOGIN', username: `nobody${count}`, password: OTHER_DIGEST, port: 5_001 });
      expect(isLimited(reply)).toBe(count >= burst);
    }
    expect(world.hashes).toBeLessThanOrEqual(burst + 2);
  });

  it('asks no more before a login than one address', async () => {
    const world = await TrackerWorld.start();
    const { burst } = RATE_LIMITS.logins.network;
    let limited = 0;
    for (let count = 0; count < burst + 20; count += 1) {
      const client = await world.connect(key(count), inside64(count));
      if (isLimited(await client.ask({ cmd: 'LOGIN', username: `nobody${count}`, token: 'x', port: 5_001 })))
        limited += 1;
    }
    expect(limited).toBe(20);
  });

  it('has no more connections without a login than one address', async () => {
    const world = await TrackerWorld.start();
    const strangers: Client[] = [];
    for (let count = 0; count < MAX_STRANGERS + 10; count += 1) {
      strangers.push(await world.connect(key(count), inside64(count)));
    }
    await world.clock.advance(0);
    expect(strangers.filter(({ closedBecause }) => closedBecause === null)).toHaveLength(MAX_STRANGERS);
    expect((await newcomer(world, 100, '2001:db8:5:7::1')).username).toBe('user100');
  });

  it('asks no more after its logins than ten people, with however many names', async () => {
    const world = await TrackerWorld.start();
    const members: Client[] = [];
    for (let count = 0; count < 12; count += 1) members.push(await newcomer(world, count, inside64(count)));
    for (const member of members)
      for (let count = 0; count < 400; count += 1) member.channel.send({ cmd: 'LIST_ROOMS' });
    await world.clock.advance(0);
    const served = members.flatMap(({ received }) => received.filter(({ rooms }) => rooms !== undefined));
    expect(served.length).toBeLessThanOrEqual(RATE_LIMITS.requests.network.burst + 12);
    const ben = await newcomer(world, 100, '2001:db8:5:7::1');
    expect(await ben.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
  });

  it('makes no more rooms than a dozen people have, with however many names', async () => {
    const world = await TrackerWorld.start();
    let made = 0;
    for (let user = 0; user < 15; user += 1) {
      const member = await newcomer(world, user, inside64(user));
      for (let room = 0; room < 32; room += 1) {
        const reply = await member.ask({ cmd: 'CREATE_ROOM', room: `room-${user}-${room}` });
        if (reply['status'] === 'OK') made += 1;
      }
    }
    expect(made).toBe(RATE_LIMITS.newRooms.network.burst);
  });
});

// S10: 7 of 9 logins were BUSY while one address without an account sent passwords.
it('who has many passwords looked at delays the logins of others by one', async () => {
  let slow = false;
  const pass = (): Promise<void> => (slow ? new Promise((done) => world.clock.after(70, done)) : Promise.resolve());
  const world: TrackerWorld = await TrackerWorld.start({
    hasher: {
      ...cheapHasher,
      verify: (digest, stored) => pass().then(() => cheapHasher.verify(digest, stored)),
    },
  });
  const honest = Array.from({ length: 9 }, (_, count) => ({ count, from: `203.0.113.${count}` }));
  for (const { count, from } of honest) await (await newcomer(world, count, from)).drop();
  slow = true;
  const flood: Client[] = [];
  for (let count = 0; count < MAX_STRANGERS; count += 1) {
    const client = await world.connect(key(count), inside64(count));
    client.channel.send({ cmd: 'LOGIN', username: `nobody${count}`, password: OTHER_DIGEST, port: 5_001 });
    flood.push(client);
  }
  await world.clock.advance(0);
  const back: Client[] = [];
  for (const { count, from } of honest) {
    const client = await world.connect(key(count), from);
    client.channel.send({
      cmd: 'LOGIN',
      username: `user${count}`,
      password: DIGEST,
      port: 50_000 + count,
      features: [],
    });
    back.push(client);
  }
  await world.clock.advance(1_000);
  expect(back.map(({ received }) => received[0]?.['status'])).toEqual(Array(9).fill('OK'));
});
