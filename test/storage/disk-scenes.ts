// What happens to people while a tracker's disk is full, or can be written to by nobody.

import { join } from 'node:path';
import { expect } from 'vitest';
import type { ForbiddenDisk, SmallDisk } from './small-disk.ts';
import { Client, Hangup, TrackerProcess } from './tracker-process.ts';
import { within } from './within.ts';

const REFUSED = {
  status: 'ERROR',
  code: 'STORAGE_FAILED',
  msg: 'The tracker could not store that, so it did not happen; try again in a while.',
};

/** As long as the names that fill the disk: a shorter one might still fit. */
const LATER = 'later'.padEnd(48, '_');

/** What cannot be stored is refused, who is there is served, it goes on when there is room, and nothing is lost. */
export async function fullDisk(disk: SmallDisk): Promise<void> {
  const tracker = await TrackerProcess.start(disk.data, disk.options);
  const [ana, bob, eva] = await members(tracker, 'ana', 'bob', 'eva');
  await ana.ask({ cmd: 'CREATE_ROOM', room: 'first' });
  disk.fill();

  const rooms = await untilRefused(
    (room) => (room.startsWith('a') ? ana : bob).ask({ cmd: 'CREATE_ROOM', room }),
    [...named('a', 31, '_', 48), ...named('b', 31, '_', 48)],
  );
  const users = await untilRefused(
    async (username) => {
      const { client, reply } = await Client.enter(tracker, 'REGISTER', username);
      client.hangUp();
      return reply;
    },
    named('ж', 40, 'ж', 32),
  );

  expect(await eva.ask({ cmd: 'JOIN_ROOM', room: 'first' })).toMatchObject({ status: 'OK' });
  expect([...(await eva.rooms()).keys()].sort()).toEqual(['first', ...rooms.granted].sort());
  expect(await eva.ask({ cmd: 'LIST_PEERS', room: 'first' })).toMatchObject({ peers: { ana: {}, eva: {} } });
  expect(await eva.ask({ cmd: 'LEAVE_ROOM', room: 'first' })).toMatchObject({ status: 'OK' });

  disk.free();
  await within(untilGranted(eva, LATER), 'room on the disk again');
  expect(tracker.child.exitCode).toBeNull();
  await tracker.kill();
  const next = await TrackerProcess.start(disk.data, disk.options);
  for (const username of users.granted.slice(-1)) await Client.member(next, 'LOGIN', username);
  const { reply } = await Client.enter(next, 'REGISTER', users.refused);
  expect(reply['code'], 'a refused user was not stored').not.toBe('USERNAME_TAKEN');
  const listed = await (await Client.member(next, 'LOGIN', 'bob')).rooms();
  expect([...listed.keys()].sort()).toEqual(['first', LATER, ...rooms.granted].sort());
}

/** As `npm start` has it: the log lies beside the data. */
export async function fullDiskWithLog(disk: SmallDisk): Promise<void> {
  const logFile = join(disk.outside, 'tracker.log');
  const tracker = await TrackerProcess.start(disk.data, { ...disk.options, logFile });
  const ended = tracker.exited.then((code) => {
    throw new Error(`the tracker ended with ${code} when its log could not be written`);
  });
  const goingOn = async (): Promise<void> => {
    const [ana, bob] = await members(tracker, 'ana', 'bob');
    disk.fill();
    const rooms = await untilRefused((room) => ana.ask({ cmd: 'CREATE_ROOM', room }), named('a', 32, '_', 48));
    for (let turn = 0; turn < 20; turn += 1) await untilRefused((room) => bob.ask({ cmd: 'CREATE_ROOM', room }), ['b']);
    expect([...(await bob.rooms()).keys()].sort()).toEqual(rooms.granted.sort());
    disk.free();
    await within(untilGranted(bob, LATER), 'room on the disk again');
  };
  // A client sees its end first, but not the reason.
  await Promise.race([ended, goingOn().catch((error) => (error instanceof Hangup ? ended : Promise.reject(error)))]);
  ended.catch(() => {}); // The test ends it.
}

/** What cannot be stored is refused, who is there is served, it goes on afterwards, and nothing is lost. */
export async function forbiddenDisk(disk: ForbiddenDisk): Promise<void> {
  const tracker = await TrackerProcess.start(disk.data, disk.options);
  const [ana] = await members(tracker, 'ana');
  await ana.ask({ cmd: 'CREATE_ROOM', room: 'first' });
  await disk.forbid();
  expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'refused' })).toMatchObject(REFUSED);
  expect(await ana.ask({ cmd: 'DELETE_ROOM', room: 'first' })).toMatchObject(REFUSED);
  const { reply } = await Client.enter(tracker, 'REGISTER', 'bob');
  expect(reply).toMatchObject(REFUSED);
  expect(await ana.ask({ cmd: 'LEAVE_ROOM', room: 'first' })).toMatchObject({ status: 'OK' });
  expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'first' })).toMatchObject({ status: 'OK' });
  expect([...(await ana.rooms()).keys()]).toEqual(['first']);
  await tracker.said(/_db\.json\.\d+\.journal could not be written \(.*, E\w+\)/, 'why the disk refuses');
  disk.allow();
  await within(untilGranted(ana, 'later'), 'a disk that can be written to again');
  await tracker.kill();
  const next = await TrackerProcess.start(disk.data, disk.options);
  const again = await Client.member(next, 'LOGIN', 'ana');
  expect([...(await again.rooms()).keys()]).toEqual(['first', 'later']);
  expect(next.warnings).toEqual([]);
}

async function members<Names extends readonly string[]>(
  tracker: TrackerProcess,
  ...names: Names
): Promise<{ [Index in keyof Names]: Client }> {
  const clients = await Promise.all(names.map((name) => Client.member(tracker, 'REGISTER', name)));
  return clients as unknown as { [Index in keyof Names]: Client };
}

/** Asks for one name after the other, until one is refused: those granted, and that one. */
async function untilRefused(
  ask: (name: string) => Promise<Record<string, unknown>>,
  names: Iterable<string>,
): Promise<{ granted: string[]; refused: string }> {
  const granted: string[] = [];
  for (const name of names) {
    const reply = await ask(name);
    if (reply['status'] !== 'OK') {
      expect(reply).toMatchObject(REFUSED);
      return { granted, refused: name };
    }
    granted.push(name);
  }
  throw new Error(`the disk took all of ${granted.length}`);
}

async function untilGranted(client: Client, room: string): Promise<void> {
  for (;;) {
    const reply = await client.ask({ cmd: 'CREATE_ROOM', room });
    if (reply['status'] === 'OK') return;
    expect(reply).toMatchObject(REFUSED);
  }
}

/** Names as long as may be, so that few of them fill a disk. */
function named(prefix: string, count: number, filler: string, length: number): string[] {
  return Array.from({ length: count }, (_, number) => `${prefix}${number}`.padEnd(length, filler));
}
