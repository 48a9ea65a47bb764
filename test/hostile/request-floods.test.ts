// One session that asks for more than anybody needs.

import { describe, expect, it } from 'vitest';
import { MAX_BUFFERED_BYTES, MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { cheapHasher } from '../helpers/tracker-world.ts';
import { HONEST, login, register } from './honest.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const MIB = 1024 * 1024;

/** Rooms enough for a list of nearly 64 KiB. Returns one of their owners. */
async function manyRooms(world: HostileWorld): Promise<RawClient> {
  let owner = await world.member('山'.repeat(31));
  for (let number = 10; number < 138; number += 1) {
    if (number > 10 && (number - 10) % 32 === 0) owner = await world.member(`${'山'.repeat(29)}${number}`);
    const room = `${number}${'𠮷'.repeat(45)}`;
    expect(await owner.ask({ cmd: 'CREATE_ROOM', room })).toMatchObject({ status: 'OK' });
  }
  return owner;
}

/** The most that may ever wait to be sent: what is allowed, and the object that was too much. */
const MOST_WAITING = MAX_BUFFERED_BYTES + MAX_OBJECT_BYTES;

describe('a session that pipelines thousands of requests', () => {
  it('and reads only after ten thousand of them is answered in full, in order', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      ana.socket.pause();
      const commands = ['LIST_ROOMS', 'JOIN_ROOM', 'NONSENSE', 'LIST_PEERS', 'LEAVE_ROOM'];
      const requests = Array.from({ length: 10_000 }, (_, request_id) =>
        JSON.stringify({ cmd: commands[request_id % 5], room: request_id % 5 === 3 ? undefined : 'dev', request_id }),
      );
      ana.send(requests.join(''));
      await world.took(ana);
      expect(ana.heard).toBeLessThan(1_000);
      ana.socket.resume();
      await ana.until(() => ana.objects.length === 10_001, 'ten thousand answers');
      const answers = ana.objects.slice(1).map((reply) => [reply['request_id'], reply['code'] ?? 'OK']);
      const codes = ['OK', 'NO_SUCH_ROOM', 'UNKNOWN_COMMAND', 'OK', 'NO_SUCH_ROOM'];
      expect(answers).toEqual(requests.map((_, id) => [id, codes[id % 5]]));
      expect(world.seen(ana).end).toBeNull();
    }));

  it('of which each waits for the disk is answered in full, in order, too', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      const requests = Array.from({ length: 2_000 }, (_, request_id) =>
        JSON.stringify({ cmd: request_id % 2 === 0 ? 'CREATE_ROOM' : 'DELETE_ROOM', room: 'dev', request_id }),
      );
      ana.send(requests.join('\n'));
      await ana.until(() => ana.objects.length === 2_001, 'two thousand answers');
      const answers = ana.objects.slice(1).map((reply) => [reply['request_id'], reply['status']]);
      expect(answers).toEqual(requests.map((_, id) => [id, 'OK']));
    }));

  it('before its login is done is answered by the welcome first', () =>
    attacked(async (world) => {
      const client = await world.connect();
      const requests = Array.from({ length: 1_000 }, (_, request_id) =>
        JSON.stringify({ cmd: 'LIST_ROOMS', request_id }),
      );
      client.send([JSON.stringify(register('ana')), ...requests].join(''));
      await client.until(() => client.objects.length === 1_001, 'a thousand and one answers');
      expect(client.objects[0]).toMatchObject({ msg: 'Welcome, ana.' });
      expect(client.objects.slice(1).map((reply) => reply['request_id'])).toEqual(requests.map((_, id) => id));
    }));
});

describe('a stranger whose login is being looked at', () => {
  it('may have 64 requests waiting, and is not read any further', () => {
    let letGo = (): void => {};
    const looking = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const hash = (digest: string): Promise<string> => looking.then(() => cheapHasher.hash(digest));
    return attacked(
      async (world) => {
        const [eager, other] = [await world.connect(), await world.connect()];
        expect(await other.ask(login(HONEST))).toMatchObject({ status: 'OK' });
        const request = JSON.stringify({ cmd: 'LIST_ROOMS', padding: 'x'.repeat(8_000) });
        eager.send(JSON.stringify(register('ana')) + request.repeat(2_000));
        for (let turn = 0; turn < 500; turn += 1) await other.ask({ cmd: 'LIST_ROOMS' });
        expect(world.seen(eager).taken).toBeGreaterThan(1_000);
        expect(world.seen(eager).taken).toBeLessThan(65 * request.length + 65_536);
        letGo();
        await eager.until(() => eager.objects.length === 2_001, 'the welcome and two thousand lists');
        expect(new Set(eager.objects.map((reply) => reply['status']))).toEqual(new Set(['OK']));
      },
      { hasher: { ...cheapHasher, hash } },
    );
  });
});

describe('a session that never reads', () => {
  it.each(['LIST_ROOMS', 'LIST_PEERS'])('and asks for long lists is dropped when 4 MiB wait: %s', (cmd) =>
    attacked(async (world) => {
      const greedy = await manyRooms(world);
      greedy.socket.pause();
      const honest = await world.member('other');
      let asked = 0;
      while (!world.seen(greedy).end) {
        greedy.send({ cmd, limit: 500 });
        asked += 1;
        expect(asked, 'lists of 4 KiB and more that were taken by nobody').toBeLessThan(5_000);
        await world.took(greedy);
        if (asked % 50 === 0) expect(await honest.ask({ cmd: 'LIST_PEERS', limit: 1 })).toMatchObject({ status: 'OK' });
      }
      expect(world.seen(greedy).end).toBe('destroyed: the other side does not read what we send');
      expect(world.seen(greedy).mostBuffered).toBeGreaterThan(MAX_BUFFERED_BYTES - MAX_OBJECT_BYTES);
      expect(world.seen(greedy).mostBuffered).toBeLessThanOrEqual(MOST_WAITING);
      await world.forgot([greedy]);
      expect(await honest.ask({ cmd: 'LIST_ROOMS', limit: 1 })).toMatchObject({ status: 'OK' });
    }),
  );

  it('and is told of a room in which others come and go is dropped when 4 MiB wait, and they go on', () =>
    attacked(async (world) => {
      const room = `#${'𠮷'.repeat(47)}`;
      const deaf = await world.member('山'.repeat(32));
      expect(await deaf.ask({ cmd: 'CREATE_ROOM', room })).toMatchObject({ status: 'OK' });
      deaf.socket.pause();
      const guest = await world.member('水'.repeat(32));
      const round = `${JSON.stringify({ cmd: 'JOIN_ROOM', room })}${JSON.stringify({ cmd: 'LEAVE_ROOM', room })}`;
      for (let rounds = 0; !world.seen(deaf).end; rounds += 50) {
        expect(rounds, 'changes that were taken by nobody').toBeLessThan(20_000);
        guest.send(round.repeat(50));
        const expected = (rounds + 50) * 2 + 1;
        await guest.until(() => guest.objects.length === expected, 'the answers to those who come and go');
      }
      expect(world.seen(deaf).end).toBe('destroyed: the other side does not read what we send');
      expect(world.seen(deaf).mostBuffered).toBeLessThanOrEqual(MOST_WAITING);
      await world.forgot([deaf]);
      expect(world.repositories.rooms.find(room)?.seats[0]).toMatchObject({ state: 'away' });
      expect(new Set(guest.objects.map((reply) => reply['status']))).toEqual(new Set(['OK']));
    }));

  it('is not what an eager reader is taken for: forty long lists at once', () =>
    attacked(async (world) => {
      const eager = await manyRooms(world);
      const before = eager.objects.length;
      eager.send(JSON.stringify({ cmd: 'LIST_ROOMS', limit: 500 }).repeat(40));
      await eager.until(() => eager.objects.length === before + 40, 'forty lists');
      expect(eager.heard).toBeGreaterThan(2 * MIB);
      expect(world.seen(eager).end).toBeNull();
    }));
});

describe('a reference session, which is written to one object every 20 ms,', () => {
  // Regression 6: every change was sent, however many there were, and replies waited behind them.
  it('is answered within 5 s, though a member of its room comes and goes for ten seconds at the rate that is allowed', () =>
    attacked(
      async (world) => {
        const { features: _none, ...plain } = register('ref') as { features: unknown };
        const reference = await world.connect();
        expect(await reference.ask(plain)).toMatchObject({ status: 'OK' });
        await world.clock.advance(100);
        reference.send({ cmd: 'CREATE_ROOM', room: 'dev' });
        await world.took(reference);
        await world.clock.advance(100);
        expect(await reference.next('a room')).toMatchObject({ status: 'OK' });
        const guest = await world.member('guest');
        const round = '{"cmd":"JOIN_ROOM","room":"dev"}{"cmd":"LEAVE_ROOM","room":"dev"}';
        for (let second = 0; second < 10; second += 1) {
          await world.sendPieces(guest, [round.repeat(50)]);
          await world.clock.advance(1_000);
        }
        const isAnswered = (): boolean => reference.objects.some((reply) => 'rooms' in reply);
        reference.send({ cmd: 'LIST_ROOMS' });
        await world.took(reference);
        await world.clock.advance(5_000);
        await reference.until(isAnswered, 'an answer within five seconds', 1_000);
      },
      { limits: 'all' },
    ));
});
