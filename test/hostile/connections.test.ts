// Connections that end as no well-behaved one does, and many of them.

import { describe, expect, it } from 'vitest';
import { login, register } from './honest.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

type End = (client: RawClient) => void;

const reset: End = (client) => void client.socket.resetAndDestroy();
const halfOpen: End = (client) => void client.socket.end();

const MOMENTS: [string, string][] = [
  ['before the first byte', ''],
  ['within a request', '{"cmd":"LOGIN","username":"ana","pass'],
  ['within a string with half a character', '{"cmd":"LOGIN","username":"jo\\'],
  ['behind a request that waits for a hash', JSON.stringify(login('nobody'))],
  ['behind a registration and half a request', `${JSON.stringify(register('ana'))}{"cmd":"CRE`],
  ['behind what cannot be read', '{nonsense}'],
  ['behind another protocol', 'GET / HTTP/1.1\r\n\r\n'],
];

/** Waves of fewer connections than one address may have without a login. */
const WAVES = 3;
const IN_A_WAVE = 60;

describe.each<[string, End]>([
  ['reset', reset],
  ['half-closed', halfOpen],
])('a hundred and eighty connections that are %s', (_how, end) => {
  it.each(MOMENTS)('%s leave nothing behind', (_moment, bytes) =>
    attacked(
      async (world) => {
        for (let wave = 0; wave < WAVES; wave += 1) {
          const clients = await Promise.all(Array.from({ length: IN_A_WAVE }, () => world.connect()));
          for (const client of clients) {
            if (bytes !== '') client.send(bytes);
            end(client);
          }
          await world.forgot(clients);
          expect(clients.filter((client) => !world.seen(client).isOver)).toEqual([]);
        }
        expect(world.network.all.every((seen) => seen.isOver)).toBe(true);
        // All 64 places for strangers are free again: nothing was counted that is over.
        const strangers = await Promise.all(Array.from({ length: 64 }, () => world.connect()));
        expect(strangers.filter((client) => world.seen(client).end !== null)).toEqual([]);
        for (const client of strangers) reset(client);
        await world.forgot(strangers);
      },
      { limits: 'all' },
    ),
  );
});

describe('a session that is reset', () => {
  async function seated(world: HostileWorld): Promise<{ ana: RawClient; bob: RawClient }> {
    const [ana, bob] = [await world.member('ana'), await world.member('bob')];
    expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
    expect(await ana.next('news of bob')).toMatchObject({ status: 'ROOM_UPDATE' });
    return { ana, bob };
  }

  it('in the middle of a request leaves its seat away, and the others are told once', () =>
    attacked(async (world) => {
      const { ana, bob } = await seated(world);
      await world.sendPieces(bob, ['{"cmd":"LEAVE_ROOM","ro']);
      reset(bob);
      expect(await ana.next('news of bob')).toMatchObject({ msg: 'bob is away from dev.' });
      await world.forgot([bob]);
      await world.expectStays(ana);
    }));

  it('behind a thousand requests is either answered or gone, but never half of a request is done', () =>
    attacked(async (world) => {
      const { ana, bob } = await seated(world);
      bob.send('{"cmd":"LEAVE_ROOM","room":"dev"}{"cmd":"JOIN_ROOM","room":"dev"}'.repeat(500));
      await world.took(bob);
      reset(bob);
      await world.forgot([bob]);
      expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([
        { username: 'ana', state: 'present' },
        { username: 'bob', state: 'away' },
      ]);
      await ana.until(() => ana.objects.at(-1)?.['msg'] === 'bob is away from dev.', 'the last news of bob');
      const revisions = ana.objects.flatMap(({ room }) => (room as { revision?: number } | null)?.revision ?? []);
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    }));

  it('by its own newer login, two hundred times in a row, has one seat and one connection', () =>
    attacked(async (world) => {
      const { ana, bob } = await seated(world);
      const older: RawClient[] = [bob];
      for (let round = 0; round < 200; round += 1) {
        const newer = await world.connect();
        expect(await newer.ask(login('bob'))).toMatchObject({ status: 'OK', rooms: ['dev'] });
        older.push(newer);
      }
      const last = older.pop() as RawClient;
      await Promise.all(older.map((client) => client.closed('a newer login took over')));
      await world.forgot(older);
      expect(older.map((client) => client.objects.at(-1)?.['code'])).toEqual(Array(200).fill('SESSION_REPLACED'));
      expect(world.repositories.rooms.find('dev')?.seats).toHaveLength(2);
      expect(await last.ask({ cmd: 'LEAVE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
      expect(await ana.next('news of bob')).toMatchObject({ msg: 'bob left dev.' });
    }));
});
