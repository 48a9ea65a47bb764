// Rule 3 of S4, for a tracker: what anybody may add to is filled by sessions, with the largest of everything, until the
// tracker refuses more. The heap of this process is small, and the capacity is what the tracker would take for it.

import { getHeapStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { MAX_ROOMS_PER_USER, MAX_WATCHED } from '../../commons/protocol/limits.ts';
import { BYTES_OF, capacityOf } from '../../tracker/service/capacity.ts';
import { type Client, TrackerWorld } from '../helpers/tracker-world.ts';
import { astral } from './largest-names.ts';
import { usedHeap } from './used-heap.ts';

const CAPACITY = capacityOf(getHeapStatistics().heap_size_limit);

const userName = (index: number): string => astral(index, 32);
const roomName = (index: number): string => astral(index, 48);

const VERIFIER = {
  salt: 's'.repeat(85).concat('A'),
  cost: '15:8:1',
  stored_key: 'k'.repeat(42).concat('A'),
  server_key: 'k'.repeat(42).concat('A'),
};

/** All sessions show this key: a tracker does not mind, and making keys takes long. */
const KEY = newIdentity();

async function registers(world: TrackerWorld, username: string): Promise<{ client: Client; code: unknown }> {
  const client = await world.connect(KEY, `2001:db8:0:${(username.codePointAt(0) ?? 0).toString(16)}::1`);
  const asked = { cmd: 'REGISTER', username, verifier: VERIFIER, port: 50_000, features: ['x'] };
  const { code, status } = await client.ask(asked);
  return { client, code: code ?? status };
}

async function inTurn(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work(index);
}

async function start(): Promise<TrackerWorld> {
  return TrackerWorld.start({ capacity: CAPACITY, limits: 'none' });
}

describe('a tracker with a small heap', { timeout: 600_000 }, () => {
  it('keeps as many users as it says, in the bytes that it says', async () => {
    const world = await start();
    const before = usedHeap();
    let refused = 0;
    await inTurn(CAPACITY.users + 100, async (index) => {
      const { client, code } = await registers(world, userName(index));
      if (code === 'TRACKER_FULL') refused += 1;
      await client.drop();
    });
    const bytes = usedHeap() - before;
    expect(refused).toBe(100);
    expect(world.repositories.users.count).toBe(CAPACITY.users);
    expect(bytes).toBeLessThan(CAPACITY.users * BYTES_OF.user);
  });

  it('keeps as many rooms as it says, in the bytes that it says', async () => {
    const world = await start();
    const before = usedHeap();
    const codes = new Map<unknown, number>();
    const ask = async (client: Client, request: object): Promise<void> => {
      const { code, status } = await client.ask(request);
      codes.set(code ?? status, (codes.get(code ?? status) ?? 0) + 1);
    };
    let rooms = 0;
    for (let owner = 0; !codes.has('TRACKER_FULL'); owner += 1) {
      const { client } = await registers(world, userName(owner));
      const secret = 's'.repeat(42).concat('A');
      const others = [await registers(world, userName(1e6 + owner)), await registers(world, userName(2e6 + owner))];
      for (let count = 0; count < MAX_ROOMS_PER_USER && !codes.has('TRACKER_FULL'); count += 1) {
        const room = roomName(rooms);
        rooms += 1;
        await ask(client, { cmd: 'CREATE_ROOM', room, access: 'password', secret });
        for (const other of others) await other.client.ask({ cmd: 'JOIN_ROOM', room, secret });
      }
      await client.ask({ cmd: 'LIST_PEERS' });
      for (const each of [client, ...others.map((other) => other.client)]) await each.drop();
    }
    expect(world.repositories.rooms.count).toBe(CAPACITY.rooms);
    expect(usedHeap() - before).toBeLessThan(CAPACITY.rooms * BYTES_OF.room);
  });

  it('watches as many names as it says, in the bytes that it says', async () => {
    const world = await start();
    const clients: Client[] = [];
    const most = Math.floor(CAPACITY.watchedNames / MAX_WATCHED);
    await inTurn(most + 2, async (index) => clients.push((await registers(world, userName(index))).client));
    const before = usedHeap();
    const codes: unknown[] = [];
    for (const [watcher, client] of clients.entries()) {
      const peers = Array.from({ length: MAX_WATCHED }, (_, index) => userName(1e6 + watcher * MAX_WATCHED + index));
      const { code, status } = await client.ask({ cmd: 'WATCH_PEERS', peers });
      codes.push(code ?? status);
      client.received.length = 0;
    }
    expect(codes.filter((code) => code === 'OK')).toHaveLength(most);
    expect(codes.slice(most)).toEqual(['TRACKER_FULL', 'TRACKER_FULL']);
    expect(usedHeap() - before).toBeLessThan(most * MAX_WATCHED * BYTES_OF.watchedName);
  });

  it('holds no more for sessions that do not end an object, or do not read, than it says', async () => {
    const world = await start();
    const held = (): number => process.memoryUsage().arrayBuffers;
    const before = held();
    const clients: Client[] = [];
    await inTurn(2_500, async () => {
      const client = await world.connect(KEY);
      clients.push(client);
      client.channel.sendEncoded(`{"cmd":"${'x'.repeat(60_000)}`);
      await world.clock.advance(0);
    });
    expect(held() - before).toBeLessThan(80 * 1024 * 1024);
    const ended = clients.filter(({ closedBecause }) => closedBecause !== null).length;
    expect(ended).toBeGreaterThan(1_000);
    expect(ended).toBeLessThan(2_000);
  });
});
