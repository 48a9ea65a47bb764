import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../../commons/limits/token-buckets.ts';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const login = (username: string) => ({ cmd: 'LOGIN', username, password: DIGEST, port: 5001 });
const register = (username: string) => ({ cmd: 'REGISTER', username, password: DIGEST, port: 5001, features: [] });

describe('a token bucket', () => {
  it('lends what has happened already, and says how long until it is paid back', () => {
    const buckets = new TokenBuckets({ burst: 2, perSecond: 0.5 });
    for (let count = 0; count < 5; count += 1) buckets.charge('a', 0);
    expect([buckets.owedMs('a', 0), buckets.owedMs('a', 4_000), buckets.owedMs('a', 6_000)]).toEqual([6_000, 2_000, 0]);
    expect(buckets.owedMs('b', 0)).toBe(0);
  });

  it('gives a burst, then one at a time, and says how long to wait', () => {
    const buckets = new TokenBuckets({ burst: 2, perSecond: 0.5 });
    expect([buckets.take('a', 0), buckets.take('a', 0), buckets.take('a', 0)]).toEqual([0, 0, 2000]);
    expect(buckets.take('b', 0)).toBe(0);
    expect(buckets.take('a', 1_000)).toBe(1_000);
    expect(buckets.take('a', 2_000)).toBe(0);
  });

  it('forgets keys that may take everything again, so that strangers cannot fill the memory', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 });
    for (let key = 0; key < 30_000; key += 1) buckets.take(String(key), key);
    expect(buckets.take('0', 30_000)).toBe(0);
  });
});

describe('limits', () => {
  it('refuse guessing at a password with RATE_LIMITED and retry_after, and close', async () => {
    const world = await TrackerWorld.start({ limits: 'all' });
    await world.member('ana');
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const client = await world.connect();
      const reply = await client.ask({ ...login('ana'), password: 'b'.repeat(64) });
      codes.push(reply['code']);
      if (reply['code'] === 'RATE_LIMITED') expect(reply['retry_after']).toBeGreaterThan(0);
      await world.clock.advance(20);
      expect(client.closedBecause).not.toBeNull();
    }
    expect(codes.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(10);
    expect(codes.slice(-2)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    const other = await world.connect();
    expect(await other.ask(register('bob'))).toMatchObject({ status: 'OK' });
  });

  it('slow down a session that asks too much, which stays open', async () => {
    const world = await TrackerWorld.start({ limits: 'all' });
    const ana = await world.member('ana');
    ana.received.length = 0;
    for (let count = 0; count < 450; count += 1) ana.channel.send({ cmd: 'LIST_ROOMS' });
    await world.clock.advance(0);
    const limited = ana.received.filter((reply) => reply['code'] === 'RATE_LIMITED');
    expect(limited).toHaveLength(50);
    await world.clock.advance(1_000);
    expect(await ana.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
  });

  it('turn away the 65th connection of one address that does not log in', async () => {
    const world = await TrackerWorld.start({ limits: 'all' });
    const strangers = [];
    for (let count = 0; count < 65; count += 1) strangers.push(await world.connect());
    await world.clock.advance(0);
    expect(strangers.filter(({ closedBecause }) => closedBecause === null)).toHaveLength(64);
    await world.clock.advance(5_000);
    expect(await (await world.connect()).ask(register('ana'))).toMatchObject({ status: 'OK' });
  });

  it('do not concern people on the same machine unless asked to', async () => {
    const world = await TrackerWorld.start();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await (await world.connect()).ask(login('nobody'))).toMatchObject({ code: 'LOGIN_FAILED' });
    }
  });
});
