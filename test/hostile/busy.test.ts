// More logins than can be looked at: who would wait for more than 3 s is told so, and when to come back.

import { describe, expect, it } from 'vitest';
import type { Clock } from '../../commons/clock.ts';
import { LOGIN_MS } from '../../commons/protocol/limits.ts';
import { cheapHasher } from '../helpers/tracker-world.ts';
import { login, register } from './honest.ts';
import { attacked } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const HASH_MS = 100;

/** As long as it has a clock, each password takes that much time of it. */
function slowHasher(hashMs = HASH_MS) {
  const time: { clock: Clock | null } = { clock: null };
  const pass = (): Promise<void> =>
    new Promise((resolve) => (time.clock ? time.clock.after(hashMs, resolve) : resolve()));
  return {
    time,
    hasher: {
      hash: (digest: string) => pass().then(() => cheapHasher.hash(digest)),
      verify: (digest: string, stored: string) => pass().then(() => cheapHasher.verify(digest, stored)),
      isOutdated: () => false,
    },
  };
}

describe('a flood of logins with wrong passwords', () => {
  it('is BUSY for who would wait too long, with a time after which it is true; tokens go on as ever', () => {
    const { hasher, time } = slowHasher();
    return attacked(
      async (world) => {
        const { token } = await (await world.connect()).ask(register('ana'));
        time.clock = world.clock;
        const flood = await Promise.all(Array.from({ length: 150 }, () => world.connect()));
        for (const client of flood) client.send(login('ana', { password: 'b'.repeat(64) }));
        await Promise.all(flood.map((client) => world.took(client)));
        const late = await world.connect();
        late.send(login('ana'));
        const { retry_after } = await world.expectClosesWith(late, 'BUSY');
        expect([3, 4]).toContain(retry_after);

        const quick = await world.connect();
        expect(await quick.ask(login('ana', { token }))).toMatchObject({ status: 'OK' });
        expect(await quick.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });

        await world.clock.advance(Number(retry_after) * 1_000);
        const patient = await world.connect();
        patient.send(login('ana'));
        await world.took(patient);
        await world.clock.advance(3_000);
        expect(await patient.next('a welcome')).toMatchObject({ status: 'OK' });

        await Promise.all(flood.map((client) => client.closed('its password was wrong, or the tracker busy')));
        const codes = flood.map((client: RawClient) => client.objects.map((reply) => reply['code']).join());
        expect(new Set(codes)).toEqual(new Set(['LOGIN_FAILED', 'BUSY']));
        expect(codes.filter((code) => code === 'BUSY').length).toBeGreaterThan(30);
        time.clock = null;
      },
      { hasher },
    );
  });

  // Regression 10: the wait was judged once, on arrival; who then waited for too long was cut off without a word.
  it('is answered in time, each of it, also on a machine that has become ten times as slow', () => {
    const { hasher, time } = slowHasher(10 * HASH_MS);
    return attacked(
      async (world) => {
        time.clock = world.clock;
        const flood = await Promise.all(Array.from({ length: 60 }, () => world.connect()));
        for (const client of flood) client.send(login('honest', { password: 'b'.repeat(64) }));
        await Promise.all(flood.map((client) => world.took(client)));
        await world.clock.advance(LOGIN_MS);
        time.clock = null;
        await world.clock.advance(60_000);
        await Promise.all(flood.map((client) => client.closed('its password was wrong, or the tracker busy')));
        const codes = flood.map((client) => client.objects[0]?.['code'] ?? 'nothing');
        expect(new Set(codes)).toEqual(new Set(['LOGIN_FAILED', 'BUSY']));
      },
      { hasher },
    );
  });

  // Regression 8: what waited for a hash stayed in the queue when its connection was gone, and counted for no address.
  it('whose connections are gone keeps nobody waiting for more than what is under way', () => {
    const { hasher, time } = slowHasher();
    return attacked(
      async (world) => {
        time.clock = world.clock;
        for (let wave = 0; wave < 4; wave += 1) {
          const flood = await Promise.all(Array.from({ length: 60 }, () => world.connect()));
          for (const [index, client] of flood.entries()) client.send(login(`somebody${wave}${index}`));
          await Promise.all(flood.map((client) => world.took(client)));
          for (const client of flood) client.socket.resetAndDestroy();
          await world.forgot(flood);
        }
        await world.clock.advance(2 * HASH_MS);
        const patient = await world.connect();
        patient.send(login('honest'));
        await world.took(patient);
        await world.clock.advance(2 * HASH_MS);
        const replies = [...patient.untaken];
        time.clock = null;
        await world.clock.advance(60_000);
        expect(replies).toMatchObject([{ status: 'OK' }]);
      },
      { hasher },
    );
  });
});
