// Rates and caps over real sockets: a refusal has the right time to come back. What memory tests of
// the limits show already (test/tracker/limits.test.ts) is not repeated.

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { login, register } from './honest.ts';
import { attacked, type HostileOptions, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const ALL: HostileOptions = { limits: 'all' };

/** What one stranger is told who asks this and is closed, or stays because it is logged in and is reset. */
async function told(world: HostileWorld, request: object | string): Promise<JsonObject> {
  const client = await world.connect();
  const reply = await client.ask(request);
  if (reply['status'] === 'OK') client.socket.resetAndDestroy();
  await client.closed('it was refused, or has been reset');
  await world.forgot([client]);
  return reply;
}

const codes = (replies: readonly JsonObject[]): unknown[] => replies.map((reply) => reply['code'] ?? reply['status']);

/** One millisecond before the time that was named it is still too early; then it is accepted. */
async function expectTruth(world: HostileWorld, refused: JsonObject, ask: () => Promise<JsonObject>): Promise<void> {
  expect(refused).toMatchObject({ status: 'ERROR', code: 'RATE_LIMITED', msg: expect.stringMatching(/\.$/) });
  const seconds = refused['retry_after'] as number;
  expect(Number.isInteger(seconds) && seconds > 0).toBe(true);
  await world.clock.advance(seconds * 1_000 - 1_000);
  if (seconds > 1) expect(await ask()).toMatchObject({ code: 'RATE_LIMITED', retry_after: 1 });
  await world.clock.advance(1_000);
  expect((await ask())['code']).not.toBe('RATE_LIMITED');
}

const badLogin = login('ana', { password: 'b'.repeat(64) });

describe('with limits for all', () => {
  it('an address registers 40 users at once and then one every 10 s', () =>
    attacked(async (world) => {
      let number = 0;
      const one = (): Promise<JsonObject> => {
        number += 1;
        return told(world, register(`user${number}`));
      };
      const replies: JsonObject[] = [];
      for (let count = 0; count < 42; count += 1) replies.push(await one());
      expect(codes(replies)).toEqual([...Array(40).fill('OK'), 'RATE_LIMITED', 'RATE_LIMITED']);
      expect(replies[41]).toMatchObject({ retry_after: 10 });
      await expectTruth(world, replies[41] as JsonObject, one);
      await expectTruth(world, await one(), one);
      expect(world.repositories.users.find('user41')).toBeUndefined();
    }, ALL));

  it('refused registrations count too, whatever is in them', () =>
    attacked(async (world) => {
      const kinds = [register('\0'), { cmd: 'REGISTER' }, register('honest'), register('x', { password: 7 })];
      const replies: JsonObject[] = [];
      for (let count = 0; count < 41; count += 1) replies.push(await told(world, kinds[count % 4] as object));
      expect(codes(replies).slice(0, 4)).toEqual(['BAD_USERNAME', 'BAD_REQUEST', 'USERNAME_TAKEN', 'BAD_REQUEST']);
      expect(codes(replies).indexOf('RATE_LIMITED')).toBe(40);
    }, ALL));

  it('a user is tried ten times from an address and then once every 10 s, by password or token, right or wrong', () =>
    attacked(async (world) => {
      await told(world, register('ana'));
      const ways = [badLogin, login('ana', { token: 'x' }), login('ana'), { cmd: 'LOGIN', username: 'ana' }];
      const replies: JsonObject[] = [];
      for (let count = 0; count < 11; count += 1) replies.push(await told(world, ways[count % 4] as object));
      expect(codes(replies)).toEqual([
        ...['LOGIN_FAILED', 'LOGIN_FAILED', 'OK', 'BAD_REQUEST', 'LOGIN_FAILED', 'LOGIN_FAILED', 'OK', 'BAD_REQUEST'],
        ...['LOGIN_FAILED', 'LOGIN_FAILED', 'RATE_LIMITED'],
      ]);
      await expectTruth(world, replies[10] as JsonObject, () => told(world, login('ana')));
      expect(await told(world, login('bob'))).toMatchObject({ code: 'LOGIN_FAILED' });
    }, ALL));

  it('other requests before a login count for the name in them', () =>
    attacked(async (world) => {
      const replies: JsonObject[] = [];
      for (let count = 0; count < 11; count += 1)
        replies.push(await told(world, { cmd: 'LIST_ROOMS', username: 'ana' }));
      expect(codes(replies)).toEqual([...Array(10).fill('LOGIN_REQUIRED'), 'RATE_LIMITED']);
      await expectTruth(world, replies[10] as JsonObject, () => told(world, login('ana')));
    }, ALL));

  // Regression 7: LOGIN compares names after NFC; when the limit did so before it, each composition had ten guesses.
  it('guesses count for the user, however the name is composed', () =>
    attacked(async (world) => {
      expect(await told(world, register('Nguyễn'))).toMatchObject({ status: 'OK' });
      const spellings = ['Nguyễn', 'Nguye\u0302\u0303n', 'Nguyê\u0303n'];
      expect(new Set(spellings.map((name) => name.normalize('NFC'))).size).toBe(1);
      const replies: JsonObject[] = [];
      for (const name of spellings) {
        for (let count = 0; count < 10; count += 1) {
          replies.push(await told(world, login(name, { password: 'b'.repeat(64) })));
        }
      }
      expect(codes(replies).filter((code) => code === 'LOGIN_FAILED')).toHaveLength(10);
    }, ALL));

  it('a session asks 400 times at once and then 100 times a second, on whatever connection', () =>
    attacked(async (world) => {
      let ana = await world.member('ana');
      const ask = async (count: number): Promise<JsonObject[]> => {
        const before = ana.objects.length;
        ana.send('{"cmd":"LIST_ROOMS"}'.repeat(count));
        await ana.until(() => ana.objects.length === before + count, `${count} replies`);
        return ana.objects.slice(before);
      };
      const limited = (replies: JsonObject[]): number =>
        codes(replies).filter((code) => code === 'RATE_LIMITED').length;
      expect(limited(await ask(200))).toBe(0);
      ana = await world.connect();
      expect(await ana.ask(login('ana'))).toMatchObject({ status: 'OK' });
      const second = await ask(250);
      expect(limited(second)).toBe(50);
      expect(second.at(-1)).toMatchObject({ code: 'RATE_LIMITED', retry_after: 1 });
      await world.clock.advance(1_000);
      expect(limited(await ask(100))).toBe(0);
      expect(limited(await ask(1))).toBe(1);
      expect(world.seen(ana).end).toBeNull();
      const bob = await world.member('bob');
      expect(await bob.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
    }, ALL));

  it('an address has 64 connections without a login; the 65th is cut off, and the next as soon as one has logged in', () =>
    attacked(async (world) => {
      const strangers = await Promise.all(Array.from({ length: 64 }, () => world.connect()));
      for (let count = 0; count < 3; count += 1) {
        await world.expectDestroyed(await world.connect(), 'its address has 64 strangers');
      }
      const [first, second] = strangers as [RawClient, RawClient];
      expect(await first.ask(register('ana'))).toMatchObject({ status: 'OK' });
      await world.sendPieces(await world.connect(), ['{']);
      await world.expectDestroyed(await world.connect(), 'its address has 64 strangers again');
      second.socket.destroy();
      await world.forgot([second]);
      await world.sendPieces(await world.connect(), ['{']);
      await world.clock.advance(10_000);
      await Promise.all(strangers.slice(2).map((client) => client.closed('its time is over')));
    }, ALL));

  it.runIf(process.platform === 'linux')('one address does not use up what another may have', () =>
    attacked(async (world) => {
      for (let count = 0; count < 64; count += 1) await world.connect();
      await world.expectDestroyed(await world.connect(), 'its address has 64 strangers');
      const elsewhere = await world.connect({ from: '127.0.0.2' });
      expect(await elsewhere.ask(register('ana'))).toMatchObject({ status: 'OK', address: '127.0.0.2' });
      await world.clock.advance(5_000);
      for (let count = 0; count < 12; count += 1) await told(world, badLogin);
      expect(await told(world, badLogin)).toMatchObject({ code: 'RATE_LIMITED' });
      const other = await world.connect({ from: '127.0.0.2' });
      expect(await other.ask(login('ana'))).toMatchObject({ status: 'OK' });
    }, ALL),
  );
});

describe.each(['remote', 'none'] as const)('with limits for %s, this machine', (limits) => {
  it('may do all of that', () =>
    attacked(
      async (world) => {
        const strangers = await Promise.all(Array.from({ length: 70 }, () => world.connect()));
        const replies: JsonObject[] = [];
        for (let count = 0; count < 45; count += 1) replies.push(await told(world, register(`user${count}`)));
        for (let count = 0; count < 15; count += 1) replies.push(await told(world, login('user1')));
        const ana = await world.member('ana');
        ana.send('{"cmd":"LIST_ROOMS"}'.repeat(450));
        await ana.until(() => ana.objects.length === 451, '450 lists');
        expect(new Set(codes([...replies, ...ana.objects]))).toEqual(new Set(['OK']));
        expect(strangers.filter((client) => world.seen(client).end !== null)).toEqual([]);
      },
      { limits },
    ));
});
