import { describe, expect, it } from 'vitest';
import { DIGEST, OTHER_DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const register = (username: string, more: object = {}) => ({
  cmd: 'REGISTER',
  username,
  password: DIGEST,
  address: '10.9.8.7',
  port: 5001,
  ...more,
});
const login = (username: string, more: object = {}) => ({ ...register(username), cmd: 'LOGIN', ...more });

describe('registering and logging in', () => {
  it('registers a user, who is then logged in and listed at the address that the tracker sees', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.connect();
    expect(await ana.ask(register('ana'))).toMatchObject({ status: 'OK' });
    const { peers } = await ana.ask({ cmd: 'LIST_PEERS' });
    expect(peers).toEqual({
      ana: {
        username: 'ana',
        address: '127.0.0.1',
        port: 5001,
        connected: true,
        last_ping: expect.stringMatching(/^2026-01-01T12:00:00/),
        room: null,
        rooms: [],
      },
    });
  });

  it('gives an extended session features, a token and its address, and a reference one none of them', async () => {
    const world = await TrackerWorld.start();
    const extended = await (await world.connect()).ask(register('ana', { features: [] }));
    expect(extended).toMatchObject({ address: '127.0.0.1', token: expect.any(String), features: expect.any(Array) });
    const reference = await (await world.connect()).ask(register('bob'));
    expect(Object.keys(reference).sort()).toEqual(['msg', 'status']);
  });

  it('refuses a name that is taken, in any case or composition, and closes', async () => {
    const world = await TrackerWorld.start();
    await (await world.connect()).ask(register('João'));
    for (const name of ['João', 'joÃo', 'Joa\u0303o']) {
      const client = await world.connect();
      expect(await client.ask(register(name))).toMatchObject({ status: 'ERROR', code: 'USERNAME_TAKEN' });
      await world.clock.advance(0);
      expect(client.closedBecause).not.toBeNull();
    }
  });

  it('lets exactly one of two simultaneous registrations of a name win', async () => {
    const world = await TrackerWorld.start();
    const [one, two] = [await world.connect(), await world.connect()];
    one.channel.send(register('ana'));
    two.channel.send(register('ANA'));
    await world.clock.advance(50);
    expect([...one.received, ...two.received].map((reply) => reply['code'] ?? reply['status']).sort()).toEqual([
      'OK',
      'USERNAME_TAKEN',
    ]);
  });

  it('refuses names that break the rules', async () => {
    const world = await TrackerWorld.start();
    for (const name of ['', 'a b', 'аna', 'x'.repeat(33), 'a\u200bb', '\u202eana', '---']) {
      const client = await world.connect();
      expect(await client.ask(register(name))).toMatchObject({ code: 'BAD_USERNAME' });
    }
  });

  it('answers an unknown user and a wrong password with the same words, and closes', async () => {
    const world = await TrackerWorld.start();
    await world.member('ana');
    const wrong = await (await world.connect()).ask(login('ana', { password: OTHER_DIGEST }));
    const unknown = await (await world.connect()).ask(login('nobody'));
    const otherCase = await (await world.connect()).ask(login('Ana'));
    expect(wrong).toMatchObject({ status: 'ERROR', code: 'LOGIN_FAILED' });
    expect(unknown).toEqual(wrong);
    expect(otherCase).toEqual(wrong);
  });

  it('accepts a token once, gives another one for it, and none after a logout', async () => {
    const world = await TrackerWorld.start();
    const first = await (await world.connect()).ask(register('ana', { features: [] }));
    const byToken = (token: unknown) => ({ cmd: 'LOGIN', username: 'ana', token, port: 5001, features: [] });
    const second = await (await world.connect()).ask(byToken(first['token']));
    expect(second).toMatchObject({ status: 'OK', token: expect.any(String) });
    expect(await (await world.connect()).ask(byToken(first['token']))).toMatchObject({ code: 'LOGIN_FAILED' });
    const ana = await world.connect();
    const third = await ana.ask(byToken(second['token']));
    expect(await ana.ask({ cmd: 'LOGOUT', username: 'ana' })).toMatchObject({ status: 'OK' });
    expect(await (await world.connect()).ask(byToken(third['token']))).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('refuses a token that is a day old', async () => {
    const world = await TrackerWorld.start();
    const { token } = await (await world.connect()).ask(register('ana', { features: [] }));
    world.clock.setBack(-24 * 60 * 60 * 1000);
    const late = await (await world.connect()).ask({ cmd: 'LOGIN', username: 'ana', token, port: 5001 });
    expect(late).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('lets tokens survive a restart of the tracker', async () => {
    const world = await TrackerWorld.start();
    const { token } = await (await world.connect()).ask(register('ana', { features: [] }));
    await world.restart();
    const back = await (await world.connect()).ask({ cmd: 'LOGIN', username: 'ana', token, port: 5001, features: [] });
    expect(back).toMatchObject({ status: 'OK' });
  });

  it('gives the session to the newer of two logins; the older one is told, and its end changes nothing', async () => {
    const world = await TrackerWorld.start();
    const older = await world.member('ana', 5001);
    const bob = await world.member('bob');
    await older.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const newer = await world.member('ana', 5002);
    await world.clock.advance(50);
    expect(older.received.at(-1)).toMatchObject({ status: 'ERROR', code: 'SESSION_REPLACED' });
    expect(older.closedBecause).not.toBeNull();
    const updates = await bob.takeUpdates();
    expect(updates).toHaveLength(1);
    expect(updates[0]).toMatchObject({ room: { peer_owner: { username: 'ana', port: 5002 } } });
    expect(await newer.ask({ cmd: 'LIST_PEERS' })).toMatchObject({ peers: { ana: { port: 5002, rooms: ['dev'] } } });
  });

  it('does not tell a reference session that it was replaced, for it would take that for a reply', async () => {
    const world = await TrackerWorld.start();
    const older = await world.connect();
    await older.ask(register('ana'));
    await world.member('ana', 5002);
    await world.clock.advance(50);
    expect(older.received).toHaveLength(1);
    expect(older.closedBecause).not.toBeNull();
  });

  it('signs out on LOGOUT: answers, closes, and the peer is no longer listed', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    const bob = await world.member('bob');
    expect(await ana.ask({ cmd: 'LOGOUT', username: 'ana' })).toMatchObject({ status: 'OK' });
    await world.clock.advance(50);
    expect(ana.closedBecause).not.toBeNull();
    expect(Object.keys((await bob.ask({ cmd: 'LIST_PEERS' }))['peers'] as object)).toEqual(['bob']);
  });
});

describe('what arrives and cannot be done', () => {
  it('answers anything before a login with LOGIN_REQUIRED, and closes', async () => {
    const world = await TrackerWorld.start();
    for (const request of [{ cmd: 'LIST_ROOMS' }, { cmd: 'NONSENSE' }, { hello: 1 }, { cmd: 7 }]) {
      const client = await world.connect();
      expect(await client.ask(request)).toMatchObject({ status: 'ERROR', code: 'LOGIN_REQUIRED' });
      await world.clock.advance(50);
      expect(client.closedBecause).not.toBeNull();
    }
  });

  it('refuses a login whose fields are wrong with BAD_REQUEST, and closes', async () => {
    const world = await TrackerWorld.start();
    const bad = [
      { port: 0 },
      { port: '5001' },
      { password: 'plain' },
      { username: 7 },
      { port: 70_000 },
      { features: 'x' },
    ];
    for (const field of bad) {
      const client = await world.connect();
      expect(await client.ask(login('ana', field))).toMatchObject({ code: 'BAD_REQUEST' });
      await world.clock.advance(50);
      expect(client.closedBecause).not.toBeNull();
    }
  });

  it('stays open after a login, whatever is refused', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    const code = async (request: object) => (await ana.ask(request))['code'];
    expect(await code({ cmd: 'NONSENSE' })).toBe('UNKNOWN_COMMAND');
    expect(await code({ nothing: true })).toBe('BAD_REQUEST');
    expect(await code({ cmd: 'JOIN_ROOM' })).toBe('BAD_REQUEST');
    expect(await code({ cmd: 'JOIN_ROOM', room: 5 })).toBe('BAD_REQUEST');
    expect(await code({ cmd: 'JOIN_ROOM', room: 'dev', username: 'bob' })).toBe('NOT_YOU');
    expect(await code({ cmd: 'JOIN_ROOM', room: 'nowhere' })).toBe('NO_SUCH_ROOM');
    expect(await code({ cmd: 'LEAVE_ROOM', room: 'nowhere' })).toBe('NO_SUCH_ROOM');
    expect(await code({ cmd: 'DELETE_ROOM', room: 'nowhere' })).toBe('NO_SUCH_ROOM');
    expect(await code({ cmd: 'LIST_PEERS', room: 'nowhere' })).toBe('NO_SUCH_ROOM');
    expect(await code({ cmd: 'LIST_PEERS', limit: 0 })).toBe('BAD_REQUEST');
    expect(await code({ cmd: 'CREATE_ROOM', room: ' dev' })).toBe('BAD_ROOM_NAME');
    expect(await code({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 1 })).toBe('BAD_REQUEST');
    expect(await ana.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
    expect(ana.closedBecause).toBeNull();
  });

  it('echoes request_id in replies and in refusals', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    expect(await ana.ask({ cmd: 'LIST_ROOMS', request_id: 'r-1' })).toMatchObject({ request_id: 'r-1' });
    expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'x', request_id: 7 })).toMatchObject({
      request_id: 7,
      code: 'NO_SUCH_ROOM',
    });
  });

  it('answers requests of one session in the order in which they were sent', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    ana.channel.send({ cmd: 'CREATE_ROOM', room: 'dev', request_id: 1 });
    ana.channel.send({ cmd: 'JOIN_ROOM', room: 'dev', request_id: 2 });
    ana.channel.send({ cmd: 'DELETE_ROOM', room: 'dev', request_id: 3 });
    ana.channel.send({ cmd: 'JOIN_ROOM', room: 'dev', request_id: 4 });
    await world.clock.advance(10);
    expect(
      ana
        .replies()
        .slice(1)
        .map((reply) => [reply['request_id'], reply['code'] ?? 'OK']),
    ).toEqual([
      [1, 'OK'],
      [2, 'OK'],
      [3, 'OK'],
      [4, 'NO_SUCH_ROOM'],
    ]);
  });

  it('closes a connection that is silent, or does not log in, in time', async () => {
    const world = await TrackerWorld.start();
    const silent = await world.connect();
    await world.clock.advance(5_000);
    expect(silent.closedBecause).not.toBeNull();
  });

  it('refuses plaintext from another machine with TLS_REQUIRED unless it is allowed', async () => {
    const world = await TrackerWorld.start({ plaintext: 'never' });
    const client = await world.connect();
    expect(await client.ask(register('ana'))).toMatchObject({ code: 'TLS_REQUIRED' });
  });

  it('says BUSY with retry_after, and closes, when logins would wait for more than three seconds', async () => {
    const hasher = { hash: () => new Promise<string>(() => {}), verify: async () => true, isOutdated: () => false };
    const world = await TrackerWorld.start({ hasher });
    const clients = await Promise.all(Array.from({ length: 120 }, () => world.connect()));
    for (const [index, client] of clients.entries()) client.channel.send(register(`user${index}`));
    await world.clock.advance(50);
    const busy = clients.filter((client) => client.received[0]?.['code'] === 'BUSY');
    expect(busy.length).toBeGreaterThan(20);
    expect(busy[0]?.received[0]).toMatchObject({ retry_after: expect.any(Number) });
    expect(busy[0]?.closedBecause).not.toBeNull();
  });
});
