// What a peer's listener may do to the tracker that asks it whether it is alive.

import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HostileListener, pour } from './hostile-listener.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const INTERVAL_MS = 120_000;
const TIMEOUT_MS = 3_000;
const MIB = 1024 * 1024;
const OPTIONS = { pingIntervalMs: INTERVAL_MS, pingTimeoutMs: TIMEOUT_MS };

type Pinged = (socket: Socket, listener: HostileListener) => void;

const says =
  (bytes: string | Buffer): Pinged =>
  (socket) =>
    void socket.write(bytes);

/** Its end is known without a wait. */
const DEAD_AT_ONCE: [string, Pinged][] = [
  ['garbage', says('garbage')],
  ['another object', says('{"cmd":"PING"}')],
  ['an object without a command', says('{}')],
  ['PONG in another form', says('{"cmd":"pong"}')],
  ['a PONG that is a list', says('{"cmd":["PONG"]}')],
  ['a PONG behind another object', says('{"a":1}{"cmd":"PONG"}')],
  ['a PONG that it inherits', says('{"__proto__":{"cmd":"PONG"}}')],
  ['invalid UTF-8', says(Buffer.from('{"cmd":"PONG","a":"\xff"}', 'latin1'))],
  ['nesting of a hundred thousand', says(`{"a":${'['.repeat(100_000)}`)],
  ['a web page', says('HTTP/1.1 200 OK\r\n\r\n')],
  ['nothing, and ends', (socket) => void socket.end()],
  ['half a PONG, and ends', (socket) => void socket.end('{"cmd":"PO')],
  ['nothing, and resets', (socket) => void socket.resetAndDestroy()],
  ['a gigabyte without an end', (socket, listener) => pour(socket, listener, Buffer.alloc(65_536, 'x{"'), 1_024 * MIB)],
  [
    'an object of a gigabyte',
    (socket, listener) => {
      socket.write('{"cmd":"PONG","a":"');
      pour(socket, listener, Buffer.alloc(65_536, 'x'), 1_024 * MIB);
    },
  ],
];

/** Its end is that the time is over. */
const DEAD_IN_TIME: [string, Pinged][] = [
  ['nothing', () => {}],
  ['half a PONG', says('{"cmd":"PON')],
  ['white space', says(' \n'.repeat(1_000))],
  ['sixteen MiB of white space', (socket, listener) => pour(socket, listener, Buffer.alloc(65_536, '\n'), 16 * MIB)],
];

/** A member of a room whose listener this is, pinged now, and another member who is told what becomes of it. */
async function pinged(world: HostileWorld, listener: HostileListener): Promise<{ ana: RawClient; bob: RawClient }> {
  const patient = await HostileListener.start(says('{"cmd":"PONG"}'));
  const ana = await world.member('ana', { port: listener.port });
  expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
  await world.clock.advance(10_000);
  const bob = await world.member('bob', { port: patient.port });
  expect(await bob.ask({ cmd: 'JOIN_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
  expect(await ana.next('news of bob')).toMatchObject({ status: 'ROOM_UPDATE' });
  expect(listener.accepted).toEqual([]);
  await world.clock.advance(INTERVAL_MS * 0.9 - 10_000);
  return { ana, bob };
}

async function expectDead(world: HostileWorld, ana: RawClient, bob: RawClient): Promise<void> {
  await ana.closed('the listener did not answer PING');
  expect(world.seen(ana).end).toBe('destroyed: the listener did not answer PING');
  expect(await bob.next('news of ana')).toMatchObject({ status: 'ROOM_UPDATE', msg: 'ana is away from dev.' });
  expect(await bob.ask({ cmd: 'LIST_PEERS' })).toMatchObject({ peers: { bob: { connected: true } } });
  expect(world.repositories.peers.isOnline('ana')).toBe(false);
}

describe('a listener that answers PING with', () => {
  it.each(DEAD_AT_ONCE)('%s is dead at once', (_what, behave) =>
    attacked(async (world) => {
      const listener = await HostileListener.start(behave);
      const { ana, bob } = await pinged(world, listener);
      await expectDead(world, ana, bob);
      expect(listener.heard).toBe('{"cmd":"PING"}\n');
      await (listener.written > 0 ? listener.cutOff() : listener.ended());
      expect(listener.written, 'what it could get rid of').toBeLessThan(32 * MIB);
    }, OPTIONS),
  );

  it.each(DEAD_IN_TIME)('%s is dead after 3 s', (_what, behave) =>
    attacked(async (world) => {
      const listener = await HostileListener.start(behave);
      const { ana, bob } = await pinged(world, listener);
      await listener.pinged();
      if (listener.written > 0)
        await listener.watch.until(() => listener.written >= 16 * MIB, 'everything to be poured');
      await world.clock.advance(TIMEOUT_MS - 1);
      expect(world.seen(ana).end).toBeNull();
      await world.clock.advance(1);
      await expectDead(world, ana, bob);
      await listener.ended();
      expect(listener.heard).toBe('{"cmd":"PING"}\n');
    }, OPTIONS),
  );

  it('PONG in one-byte pieces over nearly 3 s is alive', () =>
    attacked(async (world) => {
      const listener = await HostileListener.start(() => {});
      const { ana, bob } = await pinged(world, listener);
      await listener.pinged();
      const before = world.repositories.peers.find('ana')?.last_ping;
      const isHeard = (): boolean => world.repositories.peers.find('ana')?.last_ping !== before;
      for (const byte of ' \n{"cmd" : "PONG", "and":["more"]}') {
        expect(isHeard()).toBe(false);
        await new Promise((resolve) => listener.accepted[0]?.write(byte, resolve));
        await world.clock.advance(80);
      }
      await listener.ended();
      expect(isHeard()).toBe(true);
      await world.expectStays(ana);
      await world.expectStays(bob);
    }, OPTIONS));

  it('PONG and then a gigabyte is alive, and not listened to any longer', () =>
    attacked(async (world) => {
      const listener = await HostileListener.start((socket, self) => {
        socket.write('{"cmd":"PONG"}');
        pour(socket, self, Buffer.alloc(65_536, 'x'), 1_024 * MIB);
      });
      const { ana } = await pinged(world, listener);
      await listener.cutOff();
      expect(listener.written).toBeLessThan(32 * MIB);
      await world.expectStays(ana);
    }, OPTIONS));
});

describe('a port', () => {
  it('that is the tracker’s own is not a peer: it is asked, and refuses itself', () =>
    attacked(async (world) => {
      const ana = await world.member('ana', { port: world.port });
      await world.clock.advance(INTERVAL_MS);
      await ana.closed('the tracker is not a peer');
      expect(world.seen(ana).end).toBe('destroyed: the listener did not answer PING');
      await world.network.watch.until(() => world.network.all.every((seen) => seen.isOver), 'the PING to be over');
    }, OPTIONS));

  it('that three hundred users share and that swallows every PING keeps nobody from being asked in time', () =>
    attacked(async (world) => {
      const silent = await HostileListener.start(() => {});
      const crowd = await Promise.all(
        Array.from({ length: 300 }, (_, number) => world.member(`silent${number}`, { port: silent.port })),
      );
      const patient = await HostileListener.start(says('{"cmd":"PONG"}'));
      const bob = await world.member('bob', { port: patient.port });
      await world.clock.advance(INTERVAL_MS * 0.9);
      const asked = (count: number): Promise<void> =>
        silent.watch.until(() => silent.accepted.length >= count, `${count} PINGs to arrive`);
      for (let young = 32; young < 256 + 32; young += 32) {
        await asked(Math.min(256, young)); // So many at first, and as many more when these are no longer new.
        await world.clock.advance(250);
      }
      await world.clock.advance(TIMEOUT_MS);
      await asked(300);
      await world.clock.advance(TIMEOUT_MS);
      await Promise.all(crowd.map((client) => client.closed('the listener did not answer PING')));
      await patient.pinged();
      await world.expectStays(bob);
    }, OPTIONS));
});
