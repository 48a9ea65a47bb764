// S13: logins by a proof of the password (SCRAM), as the tracker sees them. The client here is made of the core alone.

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import {
  authMessage,
  clientProof,
  newNonce,
  newSalt,
  type ScramKeys,
  scramKeys,
  serverSignature,
} from '../../commons/identity/scram.ts';
import { formatCost, parseCost, SCRYPT_COST } from '../../commons/identity/scrypt-cost.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { migrated } from '../../tracker/auth/stored-password.ts';
import { memoryStores } from '../../tracker/repositories/repositories.ts';
import { someIdentity } from '../helpers/identities.ts';
import { type Client, cheapHasher, cheapSalt, DIGEST, OTHER_DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

interface Begun {
  readonly message: string;
  readonly keys: ScramKeys;
}

async function connected(world: TrackerWorld, identity: Identity = someIdentity()): Promise<Client> {
  return world.connect(identity);
}

async function challenged(client: Client, username = 'ana', nonce = newNonce()): Promise<JsonObject> {
  return client.ask({ cmd: 'SCRAM', username, nonce });
}

/** Begins an exchange, and makes what its proof is made with. */
async function begun(client: Client, username = 'ana', digest = DIGEST): Promise<Begun> {
  const clientNonce = newNonce();
  const { nonce, salt, cost } = (await challenged(client, username, clientNonce)) as Record<string, string>;
  const binding = client.channel.secured?.channelBinding ?? Buffer.alloc(32);
  const exchange = { username, clientNonce, nonce: nonce ?? '', salt: salt ?? '', cost: cost ?? '', binding };
  const parsed = parseCost(exchange.cost) ?? SCRYPT_COST;
  const keys = scramKeys(await cheapSalt(digest, Buffer.from(exchange.salt, 'base64url'), parsed));
  return { message: authMessage(exchange), keys };
}

const proofOf = ({ message, keys }: Begun): string => clientProof(keys, message).toString('base64url');

function login(client: Client, proof: string, username = 'ana'): Promise<JsonObject> {
  return client.ask({ cmd: 'LOGIN', username, port: 5_000, features: [], proof });
}

async function withAna(): Promise<TrackerWorld> {
  const world = await TrackerWorld.start();
  const ana = await world.member('ana');
  await ana.drop();
  return world;
}

async function verifierOf(digest: string) {
  const salt = newSalt();
  const { storedKey, serverKey } = scramKeys(await cheapSalt(digest, salt, SCRYPT_COST));
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  const keys = { stored_key: text(storedKey), server_key: text(serverKey) };
  return { salt: text(salt), cost: formatCost(SCRYPT_COST), ...keys };
}

describe('a login by proof', () => {
  it('is let in, costs no hash, and the tracker proves itself', async () => {
    const world = await withAna();
    const client = await connected(world);
    const before = world.hashes;
    const exchange = await begun(client);
    const reply = await login(client, proofOf(exchange));
    expect(reply).toMatchObject({
      status: 'OK',
      features: expect.arrayContaining(['scram']),
      token: expect.any(String),
    });
    const expected = serverSignature(exchange.keys.serverKey, exchange.message).toString('base64url');
    expect(reply['signature']).toBe(expected);
    expect(world.hashes).toBe(before);
  });

  it('registers the key that the connection proves, as one by the password does', async () => {
    const world = await withAna();
    const identity = someIdentity();
    const client = await connected(world, identity);
    await login(client, proofOf(await begun(client)));
    expect(world.repositories.users.find('ana')?.fingerprint).toBe(identity.fingerprint);
  });

  it('is refused with a wrong password, with the name of another, and without a challenge', async () => {
    const world = await withAna();
    await (await world.member('bob')).drop();
    const wrong = await connected(world);
    expect(await login(wrong, proofOf(await begun(wrong, 'ana', OTHER_DIGEST)))).toMatchObject({
      code: 'LOGIN_FAILED',
    });
    const other = await connected(world);
    expect(await login(other, proofOf(await begun(other, 'bob')), 'ana')).toMatchObject({ code: 'LOGIN_FAILED' });
    const none = await connected(world);
    expect(await login(none, 'A'.repeat(43))).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('is good on its own connection alone: a tracker in between can do nothing with it', async () => {
    const world = await withAna();
    const [victim, middle] = [await connected(world), await connected(world)];
    const nonce = newNonce();
    const task = (await challenged(middle, 'ana', nonce)) as Record<string, string>;
    // The victim's proof is about the same challenge, and about the connection that the victim has.
    const binding = victim.channel.secured?.channelBinding ?? Buffer.alloc(0);
    const { nonce: both = '', salt = '', cost = '' } = task;
    const message = authMessage({ username: 'ana', clientNonce: nonce, nonce: both, salt, cost, binding });
    const keys = scramKeys(await cheapSalt(DIGEST, Buffer.from(salt, 'base64url'), SCRYPT_COST));
    expect(await login(middle, proofOf({ message, keys }))).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it("cannot be replayed, nor made with the tracker's files", async () => {
    const world = await withAna();
    const client = await connected(world);
    const proof = proofOf(await begun(client));
    await login(client, proof);
    const again = await connected(world);
    await begun(again);
    expect(await login(again, proof)).toMatchObject({ code: 'LOGIN_FAILED' });
    const thief = await connected(world);
    const { message, keys } = await begun(thief);
    const [, , , , , stored] = (world.repositories.users.find('ana')?.secret ?? '').split('$');
    const storedKey = Buffer.from(stored ?? '', 'base64url');
    expect(storedKey).toEqual(keys.storedKey);
    const forged = clientProof({ ...keys, clientKey: storedKey }, message).toString('base64url');
    expect(await login(thief, forged)).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('needs an encrypted connection, and one challenge is enough', async () => {
    const world = await withAna();
    const plain = await world.connect();
    expect(await challenged(plain)).toMatchObject({ code: 'BAD_REQUEST' });
    const client = await connected(world);
    await challenged(client);
    expect(await challenged(client)).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('counts as a login by password where logins are limited', async () => {
    const world = await TrackerWorld.start({ limits: 'all' });
    const codes: unknown[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const client = await connected(world);
      await challenged(client);
      codes.push((await login(client, 'A'.repeat(43)))['code']);
    }
    expect(codes).toEqual([...Array(10).fill('LOGIN_FAILED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  });
});

describe('a challenge', () => {
  it('for a name that nobody has is the same each time, after a restart too, and looks like any other', async () => {
    const world = await withAna();
    const tasks: JsonObject[] = [];
    for (const username of ['ghost', 'Ghost', 'ana']) tasks.push(await challenged(await connected(world), username));
    await world.restart();
    for (const username of ['ghost', 'ana', 'other']) tasks.push(await challenged(await connected(world), username));
    const salts = tasks.map(({ salt }) => salt);
    expect(salts[0]).toBe(salts[1]);
    expect(salts[3]).toBe(salts[0]);
    expect(salts[4]).toBe(salts[2]);
    expect(new Set(salts).size).toBe(3);
    for (const task of tasks) {
      expect(Object.keys(task)).toEqual(['status', 'msg', 'nonce', 'salt', 'cost']);
      expect(task).toMatchObject({
        msg: tasks[0]?.['msg'],
        salt: expect.stringMatching(/^[\w-]{22}$/),
        cost: '15:8:1',
      });
    }
  });
});

describe('a registration with a verifier', () => {
  it('costs no hash, and the password logs in, proven or sent', async () => {
    const world = await TrackerWorld.start();
    const ana = await connected(world);
    const register = { cmd: 'REGISTER', username: 'ana', port: 5_000, features: [] };
    expect(await ana.ask({ ...register, verifier: await verifierOf(DIGEST) })).toMatchObject({ status: 'OK' });
    expect(world.hashes).toBe(1); // That of nobody, for logins with a name that nobody has.
    await ana.drop();
    const client = await connected(world);
    expect(await login(client, proofOf(await begun(client)))).toMatchObject({ status: 'OK' });
    for (const [password, answer] of [
      [DIGEST, { status: 'OK' }],
      [OTHER_DIGEST, { code: 'LOGIN_FAILED' }],
    ] as const) {
      const reference = await world.connect();
      expect(await reference.ask({ cmd: 'LOGIN', username: 'ana', port: 5_000, password })).toMatchObject(answer);
    }
  });

  it("has today's cost, and is either a verifier or a password", async () => {
    const world = await TrackerWorld.start();
    const verifier = await verifierOf(DIGEST);
    for (const wrong of [
      { verifier: { ...verifier, cost: '14:8:1' } },
      { verifier: { ...verifier, cost: '18:8:1' } },
      { verifier: { ...verifier, cost: '015:8:1' } },
      { verifier, password: DIGEST },
      {},
    ]) {
      const client = await connected(world);
      const reply = await client.ask({ cmd: 'REGISTER', username: 'ana', port: 5_000, ...wrong });
      expect(reply).toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect(world.repositories.users.find('ana')).toBeUndefined();
  });
});

describe('a password that was stored by an earlier version', () => {
  async function ofBefore() {
    const stores = memoryStores();
    const salt = newSalt();
    const salted = await cheapSalt(DIGEST, salt, SCRYPT_COST);
    const secret = ['scrypt', 15, 8, 1, salt.toString('base64url'), salted.toString('base64url')].join('$');
    await stores.users.commit(new Map([['ana', { username: 'ana', secret, created_at: '' }]]));
    return { stores, salted, secret };
  }

  it.each(['read as it is', 'converted'])('(%s) logs in, proven or sent', async (how) => {
    const { stores, salted } = await ofBefore();
    const world = await TrackerWorld.start({ stores });
    if (how === 'converted') {
      expect(await world.repositories.users.convertSecrets(migrated)).toBe(1);
      expect(await world.repositories.users.convertSecrets(migrated)).toBe(0);
      await world.restart();
      const kept = world.repositories.users.find('ana')?.secret ?? '';
      expect(kept).toMatch(/^scram\$15\$8\$1\$/);
      expect(kept).not.toContain(salted.toString('base64url'));
    }
    const client = await connected(world);
    expect(await login(client, proofOf(await begun(client)))).toMatchObject({ status: 'OK' });
    const reference = await world.connect();
    const reply = await reference.ask({ cmd: 'LOGIN', username: 'ana', port: 5_000, password: DIGEST });
    expect(reply).toMatchObject({ status: 'OK' });
  });

  it('stays what it was where it cannot be read', () => {
    for (const secret of ['scrypt$15$8$1$c2FsdA$short', 'hunter2', 'scram$15$8$1$a$b$c']) {
      expect(migrated(secret)).toBeNull();
    }
  });
});

describe('PASSWORD', () => {
  const change = async (client: Client, proof: string, digest = OTHER_DIGEST) =>
    client.ask({ cmd: 'PASSWORD', proof, verifier: await verifierOf(digest) });

  async function isIn(world: TrackerWorld, digest: string): Promise<boolean> {
    const client = await connected(world);
    const reply = await login(client, proofOf(await begun(client, 'ana', digest)));
    await client.drop();
    return reply['status'] === 'OK';
  }

  it('replaces the password of who proves the old one: the old one and the token open nothing any more', async () => {
    const world = await withAna();
    const identity = someIdentity();
    const client = await connected(world, identity);
    const { token } = await login(client, proofOf(await begun(client)));
    const exchange = await begun(client);
    const reply = await change(client, proofOf(exchange));
    const signature = serverSignature(exchange.keys.serverKey, exchange.message).toString('base64url');
    expect(reply).toMatchObject({ status: 'OK', signature });
    expect(await client.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
    await client.drop();
    const again = await connected(world, identity); // With a key for which the token was good.
    expect(await again.ask({ cmd: 'LOGIN', username: 'ana', port: 5_000, token })).toMatchObject({
      code: 'LOGIN_FAILED',
    });
    await world.restart();
    expect(await isIn(world, DIGEST)).toBe(false);
    expect(await isIn(world, OTHER_DIGEST)).toBe(true);
    const reference = await world.connect();
    const old = { cmd: 'LOGIN', username: 'ana', port: 5_000, password: DIGEST };
    expect(await reference.ask(old)).toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('lets nobody in who was about to come in with the old one', async () => {
    const world = await withAna();
    const client = await connected(world);
    await login(client, proofOf(await begun(client)));
    const slow = await connected(world);
    const late = proofOf(await begun(slow));
    await change(client, proofOf(await begun(client)));
    expect(await login(slow, late)).toMatchObject({ code: 'LOGIN_FAILED' });
    expect(await client.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
  });

  it('changes nothing for who does not know the old one, and may be tried three times', async () => {
    const world = await withAna();
    const client = await connected(world);
    await login(client, proofOf(await begun(client)));
    const codes: unknown[] = [];
    for (let times = 0; times < 4; times += 1) {
      const wrong = proofOf(await begun(client, 'ana', OTHER_DIGEST));
      codes.push((await change(client, wrong))['code']);
    }
    expect(codes).toEqual(['LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED', 'RATE_LIMITED']);
    expect(await change(client, proofOf(await begun(client)))).toMatchObject({ code: 'RATE_LIMITED' });
    await client.drop();
    expect(await isIn(world, DIGEST)).toBe(true);
  });

  it('needs a challenge of its own, for the one who is logged in, and a verifier of today', async () => {
    const world = await withAna();
    await (await world.member('bob')).drop();
    const client = await connected(world);
    const exchange = await begun(client);
    await login(client, proofOf(exchange));
    expect(await change(client, proofOf(exchange))).toMatchObject({ code: 'LOGIN_FAILED' });
    expect(await challenged(client, 'bob')).toMatchObject({ code: 'NOT_YOU' });
    const verifier = { ...(await verifierOf(OTHER_DIGEST)), cost: '14:8:1' };
    const proof = proofOf(await begun(client));
    expect(await client.ask({ cmd: 'PASSWORD', proof, verifier })).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.ask({ cmd: 'PASSWORD', username: 'bob', proof, verifier })).toMatchObject({ code: 'NOT_YOU' });
    await client.drop();
    expect(await isIn(world, DIGEST)).toBe(true);
  });

  it.each(['before', 'after'])(
    'leaves no way in to who comes with the old one just %s it (slow disk)',
    async (when) => {
      const stores = memoryStores();
      const held: (() => void)[] = [];
      let isHeld = false;
      const commit = stores.users.commit.bind(stores.users);
      stores.users.commit = async (changes) => {
        if (isHeld) await new Promise<void>((go) => held.push(go));
        return commit(changes);
      };
      const world = await TrackerWorld.start({ stores });
      await (await world.member('ana')).drop();
      const [anasKey, thiefsKey] = [someIdentity(), someIdentity()];
      const ana = await connected(world, anasKey);
      await login(ana, proofOf(await begun(ana)));
      const thief = await connected(world, thiefsKey);
      const [proof, stolen] = [proofOf(await begun(ana)), proofOf(await begun(thief))];
      const verifier = await verifierOf(OTHER_DIGEST);
      isHeld = true;
      const changes = (): void => void ana.channel.send({ cmd: 'PASSWORD', proof, verifier });
      const comes = (): void => void thief.channel.send({ cmd: 'LOGIN', username: 'ana', port: 5_001, proof: stolen });
      for (const send of when === 'before' ? [comes, changes] : [changes, comes]) {
        send();
        await world.clock.advance(5);
      }
      isHeld = false;
      for (const go of held) go();
      await world.clock.advance(50);
      expect(thief.replies().at(-1)).toMatchObject({ code: 'LOGIN_FAILED' });
      expect(world.repositories.users.find('ana')?.fingerprint).toBe(anasKey.fingerprint);
      await ana.drop();
      await world.restart();
      const byKey = await connected(world, thiefsKey);
      expect(await byKey.ask({ cmd: 'LOGIN', username: 'ana', port: 5_001 })).toMatchObject({ code: 'LOGIN_FAILED' });
      expect(await isIn(world, DIGEST)).toBe(false);
      expect(await isIn(world, OTHER_DIGEST)).toBe(true);
    },
  );

  it('counts from the moment it is stored, for a password that is being looked at too', async () => {
    let release = (): void => undefined;
    let isHeld = false;
    const held = async (): Promise<void> => {
      if (isHeld) await new Promise<void>((resolve) => (release = resolve));
    };
    const verify = (digest: string, stored: string) => held().then(() => cheapHasher.verify(digest, stored));
    const world = await TrackerWorld.start({ hasher: { ...cheapHasher, verify } });
    const ana = await connected(world);
    await ana.ask({ cmd: 'REGISTER', username: 'ana', port: 5_000, verifier: await verifierOf(DIGEST) });
    const reference = await world.connect();
    isHeld = true;
    reference.channel.send({ cmd: 'LOGIN', username: 'ana', port: 5_000, password: DIGEST });
    await world.clock.advance(10);
    isHeld = false;
    await change(ana, proofOf(await begun(ana)));
    release();
    await world.clock.advance(100);
    expect(reference.replies()).toMatchObject([{ code: 'LOGIN_FAILED' }]);
  });
});
