import { describe, expect, it } from 'vitest';
import { StorageError } from '../../commons/storage/storage-error.ts';
import { memoryStores, type Stores } from '../../tracker/repositories/repositories.ts';
import { someIdentity } from '../helpers/identities.ts';
import { DIGEST, OTHER_DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

/** Stores that can be made to wait, or to fail: all of them, or the one that is named. */
function troubledStores(only?: keyof Stores): { stores: Stores; wait(): () => void; fail(isFailing: boolean): void } {
  let gate: Promise<void> | null = null;
  let isFailing = false;
  const trouble = async (): Promise<void> => {
    await gate;
    if (isFailing) throw new StorageError('the disk is full');
  };
  const stores = memoryStores();
  for (const [name, store] of Object.entries(stores)) {
    if (only !== undefined && name !== only) continue;
    const commit = store.commit.bind(store) as (changes: never) => Promise<void>;
    store.commit = async (changes: never) => {
      await trouble();
      return commit(changes);
    };
  }
  return {
    stores,
    wait() {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = null;
        open();
      };
    },
    fail(is) {
      isFailing = is;
    },
  };
}

describe('while the disk takes its time', () => {
  it('a logout of a session that was replaced meanwhile does not sign the newer one out', async () => {
    const { stores, wait } = troubledStores();
    const world = await TrackerWorld.start({ stores });
    const older = await world.member('ana', 5001);
    const bob = await world.member('bob');
    await older.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const goOn = wait();
    older.channel.send({ cmd: 'LOGOUT' });
    const newer = await world.connect();
    newer.channel.send({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 5002 });
    await world.clock.advance(50);
    goOn();
    await world.clock.advance(50);
    expect(world.repositories.peers.isOnline('ana')).toBe(true);
    await bob.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    expect(await newer.takeUpdates()).not.toEqual([]);
  });

  it('a creator who is lost before the room is stored is away from it', async () => {
    const { stores, wait } = troubledStores();
    const world = await TrackerWorld.start({ stores });
    const ana = await world.member('ana');
    const goOn = wait();
    ana.channel.send({ cmd: 'CREATE_ROOM', room: 'dev' });
    await world.clock.advance(10);
    await ana.drop();
    goOn();
    await world.clock.advance(10);
    expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([{ username: 'ana', state: 'away' }]);
    await world.member('ana');
    expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([{ username: 'ana', state: 'present' }]);
  });
});

describe('a login by a key that is being replaced', () => {
  it.each(['key', 'token'] as const)('(by the %s) does not enter when it was under way meanwhile', async (by) => {
    const { stores, wait } = troubledStores('peers');
    const world = await TrackerWorld.start({ stores });
    const [lost, found] = [someIdentity(), someIdentity()];
    const login = { cmd: 'LOGIN', username: 'ana', port: 5001, features: [] };
    const first = await world.connect(lost);
    const { token } = await first.ask({ ...login, cmd: 'REGISTER', password: DIGEST });
    await first.drop();
    const [thief, owner] = [await world.connect(lost), await world.connect(found)];
    const goOn = wait();
    thief.channel.send(by === 'key' ? login : { ...login, token });
    await world.clock.advance(10);
    owner.channel.send({ ...login, password: DIGEST });
    await world.clock.advance(10);
    expect(world.repositories.users.find('ana')?.fingerprint).toBe(found.fingerprint);
    expect([...thief.replies(), ...owner.replies()]).toEqual([]);
    goOn();
    await world.clock.advance(10);
    expect(thief.replies()).toMatchObject([{ status: 'ERROR', code: 'LOGIN_FAILED' }]);
    expect(owner.replies()).toMatchObject([{ status: 'OK' }]);
    expect(owner.closedBecause).toBeNull();
  });
});

describe('while the disk refuses', () => {
  it('what cannot be stored is refused with STORAGE_FAILED and did not happen; all else goes on', async () => {
    const { stores, fail } = troubledStores();
    const world = await TrackerWorld.start({ stores });
    const ana = await world.member('ana');
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    fail(true);
    const stranger = await world.connect();
    expect(await stranger.ask({ cmd: 'REGISTER', username: 'bob', password: DIGEST, port: 1 })).toMatchObject({
      code: 'STORAGE_FAILED',
    });
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'ops' })).toMatchObject({ code: 'STORAGE_FAILED' });
    expect(await ana.ask({ cmd: 'DELETE_ROOM', room: 'dev' })).toMatchObject({ code: 'STORAGE_FAILED' });
    expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    await world.clock.advance(3_000);
    fail(false);
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'ops' })).toMatchObject({ status: 'OK' });
    const again = await world.connect();
    expect(await again.ask({ cmd: 'REGISTER', username: 'bob', password: DIGEST, port: 1 })).toMatchObject({
      status: 'OK',
    });
  });

  it('a login goes on without a token', async () => {
    const { stores, fail } = troubledStores();
    const world = await TrackerWorld.start({ stores });
    await (await world.member('ana')).ask({ cmd: 'LOGOUT' });
    fail(true);
    const client = await world.connect();
    const reply = await client.ask({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 1, features: [] });
    expect(reply).toMatchObject({ status: 'OK', features: expect.any(Array) });
    expect(reply['token']).toBeUndefined();
  });
});

describe('a login that was not done when its connection ended', () => {
  it('comes to nothing, also when it was garbage that ended it', async () => {
    let go = (): void => {};
    const hasher = {
      hash: async (digest: string) => digest,
      verify: (digest: string, stored: string) =>
        new Promise<boolean>((resolve) => {
          go = () => resolve(digest === stored);
        }),
      isOutdated: () => false,
    };
    const world = await TrackerWorld.start({ hasher });
    const ana = await world.member('ana', 5001);
    for (const end of ['drop', 'garbage'] as const) {
      const second = await world.connect();
      second.channel.send({ cmd: 'LOGIN', username: 'ana', password: DIGEST, port: 5002 });
      await world.clock.advance(10);
      if (end === 'drop') await second.drop();
      else second.channel.sendEncoded('{garbage}');
      await world.clock.advance(10);
      go();
      await world.clock.advance(10);
      expect(ana.closedBecause).toBeNull();
      expect(world.repositories.peers.find('ana')?.port).toBe(5001);
    }
  });
});

describe('a token', () => {
  it('makes a session extended and is good for one login, even without features', async () => {
    const world = await TrackerWorld.start();
    const first = await (await world.connect()).ask({
      cmd: 'REGISTER',
      username: 'ana',
      password: DIGEST,
      port: 1,
      features: [],
    });
    const byToken = { cmd: 'LOGIN', username: 'ana', token: first['token'], port: 1 };
    expect(await (await world.connect()).ask(byToken)).toMatchObject({ status: 'OK', token: expect.any(String) });
    expect(await (await world.connect()).ask(byToken)).toMatchObject({ code: 'LOGIN_FAILED' });
    expect(await (await world.connect()).ask({ ...byToken, password: OTHER_DIGEST })).toMatchObject({
      code: 'LOGIN_FAILED',
    });
  });
});
