// The clock of the machine set back by an hour, as a time server or a person does it: while the tracker runs, and
// between two of its lives. Durations are monotonic, and revisions rise whatever the clock says.
import { describe, expect, it } from 'vitest';
import { memoryStores, type Stores } from '../../tracker/repositories/repositories.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { type Client as Member, TrackerWorld } from '../helpers/tracker-world.ts';
import { Client, TrackerProcess } from './tracker-process.ts';

const HOUR_MS = 60 * 60 * 1000;

const revisionIn = (reply: Record<string, unknown>): number =>
  Number((reply['room'] as Record<string, unknown>)['revision']);

const join = async (member: Member, room = 'dev'): Promise<number> =>
  revisionIn(await member.ask({ cmd: 'JOIN_ROOM', room }));

const create = async (member: Member, room = 'dev'): Promise<number> =>
  revisionIn(await member.ask({ cmd: 'CREATE_ROOM', room }));

/** A tracker whose clock is `ms` after that of others that are started so. */
async function worldAfter(ms: number, stores: Stores = memoryStores()): Promise<TrackerWorld> {
  const world = await TrackerWorld.start({ stores });
  if (ms === 0) return world;
  await world.service.stop();
  world.clock.setBack(-ms);
  await world.boot();
  return world;
}

/** So many days pass, and the tracker runs for a moment on each of them. */
async function passDays(world: TrackerWorld, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    await world.service.stop();
    await world.clock.advance(24 * HOUR_MS);
    await world.boot();
    await world.clock.advance(10);
  }
}

describe('a tracker whose clock is set back while it runs', () => {
  it('still takes the tokens that it gave out', async () => {
    const world = await TrackerWorld.start();
    const member = await world.connect();
    const login = { cmd: 'REGISTER', username: 'ana', password: 'a'.repeat(64), port: 5_001, features: [] };
    const { token } = await member.ask(login);
    world.clock.setBack(HOUR_MS);
    const back = await (await world.connect()).ask({ cmd: 'LOGIN', username: 'ana', token, port: 5_001 });
    expect(back).toMatchObject({ status: 'OK', token: expect.any(String) });
    const again = await (await world.connect()).ask({
      cmd: 'LOGIN',
      username: 'ana',
      token: back['token'],
      port: 5_001,
    });
    expect(again).toMatchObject({ status: 'OK' });
  });

  it('keeps the seat of a lost member for its grace, no longer and no shorter', async () => {
    const world = await TrackerWorld.start({ seatGraceMs: 60_000 });
    const [owner, lost] = [await world.member('owner'), await world.member('lost')];
    await create(owner);
    await join(lost);
    await lost.drop();
    await world.clock.advance(30_000);
    world.clock.setBack(HOUR_MS);
    await world.clock.advance(29_000);
    expect(world.repositories.rooms.find('dev')?.seats).toHaveLength(2);
    await world.clock.advance(2_000);
    expect(world.repositories.rooms.find('dev')?.seats).toHaveLength(1);
  });

  it('finds out who is alive as often as before', async () => {
    const world = await TrackerWorld.start({ pingIntervalMs: 10_000 });
    await world.member('ana', 5_001);
    world.clock.setBack(HOUR_MS);
    const before = world.repositories.peers.find('ana')?.last_ping;
    await world.clock.advance(25_000);
    const after = world.repositories.peers.find('ana')?.last_ping;
    expect(after).not.toBe(before);
    expect(Date.parse(after ?? '')).toBeGreaterThan(world.clock.now() - 20_000);
    expect(world.repositories.peers.isOnline('ana')).toBe(true);
  });

  it('tells of each change of a room with a higher revision', async () => {
    const world = await TrackerWorld.start();
    const [ana, bob] = [await world.member('ana'), await world.member('bob')];
    const revisions = [await create(ana)];
    for (let time = 0; time < 3; time += 1) {
      world.clock.setBack(HOUR_MS);
      revisions.push(await join(bob));
      await bob.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    }
    await ana.ask({ cmd: 'DELETE_ROOM', room: 'dev' });
    revisions.push(await create(bob));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  it('writes seats and presence every second, and lets no room expire before its month is over', async () => {
    const stores = memoryStores();
    const world = await TrackerWorld.start({ stores });
    const ana = await world.member('ana');
    await create(ana);
    await ana.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    world.clock.setBack(HOUR_MS);
    await world.clock.advance(1_100);
    expect((await stores.rooms.load()).get('dev')?.seats).toMatchObject([{ username: 'ana', state: 'away' }]);
    await world.clock.advance(2 * HOUR_MS);
    expect(world.repositories.rooms.find('dev')).toBeDefined();
  });
});

describe('a tracker that is started again with its clock set back', () => {
  it('goes on with higher revisions, and takes the tokens of before', async () => {
    const stores = memoryStores();
    const first = await worldAfter(HOUR_MS, stores);
    const ana = await first.connect();
    const login = { username: 'ana', port: 5_001, features: [] };
    const { token } = await ana.ask({ cmd: 'REGISTER', password: 'a'.repeat(64), ...login });
    const told = [await create(ana), await join(await first.member('bob'))];
    await first.service.stop();

    const second = await worldAfter(0, stores);
    expect(second.clock.now()).toBeLessThan(first.clock.now());
    const again = await second.connect();
    expect(await again.ask({ cmd: 'LOGIN', token, ...login })).toMatchObject({ status: 'OK' });
    told.push(await join(again), await join(await second.member('bob')), await join(await second.member('eva')));
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('goes on with higher revisions though it was killed before it had written the last ones', async () => {
    const stores = memoryStores();
    const first = await worldAfter(HOUR_MS, stores);
    const told = [await create(await first.member('ana'))];
    await first.clock.advance(1_100);
    const bob = await first.member('bob');
    for (let time = 0; time < 10; time += 1) {
      told.push(await join(bob)); // Told, and not written.
      await bob.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    }
    const second = await worldAfter(0, stores);
    told.push(await join(await second.member('eva')));
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('goes on with higher revisions though it was killed as soon as it had told of the first one', async () => {
    const stores = memoryStores();
    const first = await worldAfter(HOUR_MS, stores);
    const told = [await create(await first.member('ana'))];
    const second = await worldAfter(0, stores);
    told.push(await join(await second.member('bob')));
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('goes on with higher revisions though it was killed twice, each time within its first second', async () => {
    const stores = memoryStores();
    const first = await worldAfter(HOUR_MS, stores);
    const told = [await create(await first.member('ana'))];
    await first.clock.advance(1_100);
    for (const name of ['bob', 'eva']) {
      const next = await worldAfter(0, stores);
      told.push(await join(await next.member(name)));
    }
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('does so as a process too', async () => {
    const data = temporaryFolder();
    const first = await TrackerProcess.start(data);
    const { client: ana, reply } = await Client.enter(first, 'REGISTER', 'ana');
    const told = [revisionIn(await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' }))];
    expect(await first.stop()).toBe(0);
    const second = await TrackerProcess.start(data, { node: ['--import', hourBack()] });
    const login = await Client.enter(second, 'LOGIN', 'ana', { token: String(reply['token']) });
    expect(login.reply).toMatchObject({ status: 'OK' });
    expect(Date.parse(String((await peerOf(login.client, 'ana'))['last_ping']))).toBeLessThan(Date.now() - HOUR_MS / 2);
    told.push(revisionIn(await login.client.ask({ cmd: 'JOIN_ROOM', room: 'dev' })));
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });
});

// N3: one start ten years ahead deleted every room for good.
describe('a clock that is wrong by years', () => {
  const YEARS = 10 * 365 * 24 * HOUR_MS;
  const login = { username: 'ana', port: 5_001, features: [] };

  /** ana has a room, and has left it; her session's token. */
  async function left(stores: Stores, ahead = 0) {
    const world = await worldAfter(ahead, stores);
    const ana = await world.connect();
    const { token } = await ana.ask({ cmd: 'REGISTER', password: 'a'.repeat(64), ...login });
    await create(ana);
    await ana.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    await world.clock.advance(1_100);
    return { world, token };
  }

  it.each([
    ['ahead, at one start', [YEARS]],
    ['ahead, at several starts within a day', [YEARS, 0, YEARS, 0, YEARS]],
    ['behind, as of a machine without a battery', [-YEARS]],
    ['ahead and behind', [YEARS, -YEARS, 2 * YEARS, 0]],
  ])('%s, deletes no room', async (_how, clocks) => {
    const stores = memoryStores();
    const { world } = await left(stores);
    await world.service.stop();
    for (const ahead of [...clocks, 0]) {
      const next = await worldAfter(ahead, stores);
      await next.clock.advance(10);
      expect(next.repositories.rooms.find('dev')).toBeDefined();
      await next.service.stop();
    }
  });

  it('ahead and back while the tracker runs, deletes no room', async () => {
    const { world } = await left(memoryStores());
    for (const ms of [-YEARS, YEARS, YEARS, -YEARS]) {
      world.clock.setBack(ms);
      await world.clock.advance(HOUR_MS);
    }
    expect(world.repositories.rooms.find('dev')).toBeDefined();
  });

  it('does not keep a room that was left while it was ahead for as many years', async () => {
    const stores = memoryStores();
    const { world } = await left(stores, YEARS);
    await world.service.stop();
    const next = await worldAfter(0, stores);
    await passDays(next, 31);
    expect(next.repositories.rooms.find('dev')).toBeUndefined();
  });

  it('does not keep a token that was given out while it was ahead', async () => {
    const stores = memoryStores();
    const { world, token } = await left(stores, YEARS);
    await world.service.stop();
    const next = await worldAfter(0, stores);
    const reply = await (await next.connect()).ask({ cmd: 'LOGIN', token, ...login });
    expect(reply).toMatchObject({ code: 'LOGIN_FAILED' });
    const again = await (await next.connect()).ask({ cmd: 'LOGIN', password: 'a'.repeat(64), ...login });
    expect(again).toMatchObject({ status: 'OK', token: expect.any(String) });
  });

  it('costs a token of before no more than a login', async () => {
    const stores = memoryStores();
    const { world, token } = await left(stores);
    await world.service.stop();
    const ahead = await worldAfter(YEARS, stores);
    expect(await (await ahead.connect()).ask({ cmd: 'LOGIN', token, ...login })).toMatchObject({
      code: 'LOGIN_FAILED',
    });
    await ahead.service.stop();
    const back = await worldAfter(0, stores);
    expect(await (await back.connect()).ask({ cmd: 'LOGIN', token, ...login })).toMatchObject({ status: 'OK' });
  });

  it('reads rooms of earlier versions, which counted no days, and lets them expire a month later', async () => {
    const stores = memoryStores();
    const { world } = await left(stores);
    const old = { ...(await stores.rooms.load()).get('dev'), emptySince: world.clock.now() - 40 * 24 * HOUR_MS };
    await stores.rooms.commit(new Map([['dev', old as never]]));
    await world.service.stop();
    const next = await worldAfter(0, stores);
    await next.clock.advance(2_000);
    expect(next.repositories.rooms.find('dev')).toBeDefined();
    await passDays(next, 30);
    expect(next.repositories.rooms.find('dev')).toBeUndefined();
  });
});

async function peerOf(client: Client, username: string): Promise<Record<string, unknown>> {
  const { peers } = await client.ask({ cmd: 'LIST_PEERS' });
  return (peers as Record<string, Record<string, unknown>>)[username] ?? {};
}

/** A module that sets the clock of the process that imports it back. */
function hourBack(): string {
  const code = `const R = Date; globalThis.Date = class extends R {
    constructor(...args) { args.length > 0 ? super(...args) : super(R.now() - ${HOUR_MS}); }
    static now() { return R.now() - ${HOUR_MS}; }
  };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
