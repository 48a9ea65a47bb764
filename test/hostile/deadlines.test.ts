// Who takes his time: every wait of the tracker has an end, to the millisecond.

import { describe, expect, it } from 'vitest';
import { FIRST_BYTE_MS, LOGIN_MS, OBJECT_MS } from '../../commons/protocol/limits.ts';
import { cheapHasher } from '../helpers/tracker-world.ts';
import { login, register } from './honest.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

/** The tracker lets the client be until `ms` from now, and then cuts it off without a word. */
async function expectCutAfter(world: HostileWorld, client: RawClient, ms: number, why: RegExp): Promise<void> {
  const heard = client.heard;
  await world.clock.advance(ms - 1);
  expect(world.seen(client).end, `1 ms before ${ms} ms are over`).toBeNull();
  await world.clock.advance(1);
  expect(world.seen(client).end).toMatch(why);
  await client.closed(`${ms} ms are over`);
  expect(client.heard).toBe(heard);
}

/** A hasher that is never done before it is let go. */
function stuckHasher() {
  const waiting: (() => void)[] = [];
  let isStuck = true;
  const turn = (): Promise<void> => (isStuck ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve());
  return {
    hash: (digest: string) => turn().then(() => cheapHasher.hash(digest)),
    verify: (digest: string, stored: string) => turn().then(() => cheapHasher.verify(digest, stored)),
    isOutdated: () => false,
    letGo() {
      isStuck = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('a connection', () => {
  it('that says nothing is cut off after 5 s', () =>
    attacked(async (world) => {
      const silent = await world.connect();
      await expectCutAfter(world, silent, FIRST_BYTE_MS, /nothing was sent within 5 s/);
    }));

  it('that begins at the last moment has 10 s from the start, not from then, to log in', () =>
    attacked(async (world) => {
      const late = await world.connect();
      await world.clock.advance(FIRST_BYTE_MS - 1);
      await world.sendPieces(late, ['{']);
      await expectCutAfter(world, late, LOGIN_MS - FIRST_BYTE_MS + 1, /no login within 10 s/);
    }));

  it('that sends half a request and then nothing is cut off after 10 s', () =>
    attacked(async (world) => {
      const half = await world.connect();
      await world.sendPieces(half, ['{"cmd":"LOGIN","username":"an']);
      await expectCutAfter(world, half, OBJECT_MS, /within 10 s/);
    }));

  it('that sends white space in an object without an end is cut off after 10 s', () =>
    attacked(async (world) => {
      const slow = await world.connect();
      await world.sendPieces(slow, ['{']);
      for (let second = 0; second < 9; second += 1) {
        await world.clock.advance(1_000);
        await world.sendPieces(slow, [' \n\t\r']);
      }
      await expectCutAfter(world, slow, 1_000, /within 10 s/);
    }));

  it('whose login is being looked at cannot stay by sending more', () => {
    const hasher = stuckHasher();
    return attacked(
      async (world) => {
        const busy = await world.connect();
        await world.sendPieces(busy, [JSON.stringify(register('ana'))]);
        for (let second = 0; second < 9; second += 1) {
          await world.clock.advance(1_000);
          busy.send(second % 2 === 0 ? '\n \n' : '{"cmd":"LIST_ROOMS"}'); // Which the tracker need not take.
          await busy.drained();
        }
        await expectCutAfter(world, busy, 1_000, /no login within 10 s/);
        hasher.letGo();
        await world.clock.advance(0);
        expect(world.repositories.peers.isOnline('ana')).toBe(false);
      },
      { hasher },
    );
  });

  it('that was refused and does not go is cut off 5 s later, whatever it sends', () =>
    attacked(async (world) => {
      const clinging = await world.connect({ staysHalfOpen: true });
      clinging.send(login('nobody'));
      expect(await clinging.next('a refusal')).toMatchObject({ code: 'LOGIN_FAILED' });
      await clinging.heardTheEnd('LOGIN_FAILED was said');
      await world.clock.advance(4_999);
      await world.sendPieces(clinging, [JSON.stringify(login('honest')), '{"half":']);
      expect(world.seen(clinging).isOver).toBe(false);
      await world.clock.advance(1);
      await world.forgot([clinging]); // The client itself would only learn it by writing once more.
      expect(clinging.untaken).toEqual([]);
    }));
});

describe('a session', () => {
  it('that sends half a request and then nothing is cut off after 10 s, and its seat is away', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
      await world.clock.advance(60_000);
      await world.sendPieces(ana, ['{"cmd":']);
      await expectCutAfter(world, ana, OBJECT_MS, /an object was not complete within 10 s/);
      await world.forgot([ana]);
      expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([{ username: 'ana', state: 'away' }]);
    }));

  it('that sends one byte a second has 10 s from the first byte of an object', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      const letters = '{"cmd":"LIST_ROOMS"}';
      for (let second = 0; second < 10; second += 1) {
        await world.sendPieces(ana, [letters[second] ?? '']);
        if (second < 9) await world.clock.advance(1_000);
      }
      await expectCutAfter(world, ana, 1_000, /an object was not complete within 10 s/);
    }));

  it('that began an object behind another one has 10 s from then', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      await world.sendPieces(ana, ['{"cmd":']);
      await world.clock.advance(9_999);
      await world.sendPieces(ana, ['"LIST_ROOMS"}{"cmd":']);
      expect(await ana.next('the answer to the first')).toMatchObject({ status: 'OK' });
      await expectCutAfter(world, ana, OBJECT_MS, /an object was not complete within 10 s/);
    }));

  it('that completes each object in 9.9 s, or says nothing for hours, stays', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (let round = 0; round < 5; round += 1) {
        await world.sendPieces(ana, ['{"cmd":']);
        await world.clock.advance(9_900);
        expect(await ana.ask('"LIST_ROOMS"}')).toMatchObject({ status: 'OK' });
        await world.sendPieces(ana, ['\n  \n']);
        await world.clock.advance(100_000);
      }
      await world.expectStays(ana);
    }));
});

describe('three hundred idle connections', () => {
  const enter = (world: HostileWorld): Promise<RawClient[]> =>
    Promise.all(Array.from({ length: 300 }, () => world.connect()));

  it('do not keep the honest from logging in, and each of them is dropped at its deadline', () =>
    attacked(async (world) => {
      const silent = await enter(world);
      await world.clock.advance(2_000);
      const halfway = await enter(world);
      await Promise.all(halfway.map((client) => world.sendPieces(client, ['{"cmd":"LOGIN",'])));
      for (let number = 0; number < 20; number += 1) {
        const user = await world.member(`user${number}`);
        expect(await user.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ status: 'OK' });
      }
      const left = (clients: RawClient[]): number => clients.filter((client) => !world.seen(client).end).length;
      await world.clock.advance(2_999);
      expect([left(silent), left(halfway)]).toEqual([300, 300]);
      await world.clock.advance(1);
      expect([left(silent), left(halfway)]).toEqual([0, 300]);
      await world.clock.advance(6_999);
      expect(left(halfway)).toBe(300);
      await world.clock.advance(1);
      expect(left(halfway)).toBe(0);
      await Promise.all([...silent, ...halfway].map((client) => client.closed('its deadline has come')));
      for (const client of [...silent, ...halfway]) expect(client.heard).toBe(0);
    }));
});
