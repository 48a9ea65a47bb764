// Rounds of `kill -9`: a hundred people register, log in by token, make rooms and delete them as fast as they are
// answered; at a random moment the tracker is killed and started again on what it left.

import { cpSync, readdirSync, readFileSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { jsonStores } from '../../tracker/repositories/repositories.ts';
import { seededRandom } from '../helpers/dial-race.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { Client, Hangup, TrackerProcess } from './tracker-process.ts';
import { within } from './within.ts';

const PEOPLE = 100;
const ROOMS_EACH = 8;

export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  /** A busy round ends so many ms after its first answer, at most. */
  readonly longestMs: number;
  /** Every so many rounds people fall silent, and the tracker is killed while it renews one of its snapshots. */
  readonly quietEvery?: number;
}

/** What the tracker has acknowledged, over all rounds. */
class Acknowledged {
  readonly users = new Set<string>();
  readonly tokens = new Map<string, string>();
  readonly rooms = new Set<string>();
  /** Made or deleted without an answer: both is right. */
  readonly inDoubt = new Set<string>();
  count = 0;
  #next: () => void = () => {};

  note(): void {
    this.count += 1;
    this.#next();
  }

  /** What was in doubt is as it is now, and stays so. */
  settle(rooms: ReadonlySet<string>): void {
    for (const room of this.inDoubt) if (rooms.has(room)) this.rooms.add(room);
    this.inDoubt.clear();
  }

  /** Resolves with the next answer. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#next = resolve;
    });
  }
}

export async function killRounds({ rounds, seed, longestMs, quietEvery }: KillOptions): Promise<void> {
  const random = seededRandom(seed);
  const data = temporaryFolder();
  const known = new Acknowledged();
  let tracker = await TrackerProcess.start(data);
  for (let round = 0; round < rounds; round += 1) {
    const isQuiet = quietEvery !== undefined && round % quietEvery === quietEvery - 1;
    const where = `${isQuiet ? 'quiet ' : ''}round ${round} with seed ${seed}`;
    const before = known.count;
    const moment = isQuiet ? duringRenewal(data, random) : laterThanAnswer(known, random() * longestMs);
    await storm(tracker, known, { round, random, mostChanges: isQuiet ? 2 : Number.POSITIVE_INFINITY, moment, where });
    expect(tracker.warnings, where).toEqual([]);
    expect(known.count, `${where}: answers`).toBeGreaterThan(before);
    await checkFiles(data, known, where);
    tracker = await TrackerProcess.start(data);
    await checkTracker(tracker, known, where);
  }
  await tracker.kill();
}

interface Storm {
  readonly round: number;
  readonly random: () => number;
  /** How many rooms each person makes or deletes. */
  readonly mostChanges: number;
  /** When the tracker is killed. */
  readonly moment: Promise<void>;
  readonly where: string;
}

/** Everybody does something until the tracker is killed. */
async function storm(tracker: TrackerProcess, known: Acknowledged, storm: Storm): Promise<void> {
  const { round, random, mostChanges, moment, where } = storm;
  const returning = [...known.tokens.keys()];
  const people = Array.from({ length: PEOPLE }, async (_, number) => {
    const isNew = number % 2 === 1 && mostChanges > 2;
    const old = isNew ? undefined : returning.splice(Math.floor(random() * returning.length), 1)[0];
    if (old === undefined && round > 0 && !isNew) return;
    await person(tracker, known, old ?? `r${round}n${number}`, mostChanges, random).catch((error: unknown) => {
      if (!(error instanceof Hangup) && !isConnectError(error)) throw error;
    });
  });
  const everybody = Promise.all(people);
  const failed = everybody.then(() => moment); // Finished clients wait for it; a failure is reported at once.
  await within(Promise.race([moment, failed]), `the moment to kill the tracker in ${where}`);
  await tracker.kill();
  await within(everybody, `the end of all who talked to the killed tracker in ${where}`);
}

async function laterThanAnswer(known: Acknowledged, ms: number): Promise<void> {
  await known.answered();
  await pause(ms);
}

/** In the middle of one of the next renewals, or right after it. */
async function duringRenewal(data: string, random: () => number): Promise<void> {
  let renewals = 1 + Math.floor(random() * 4);
  const turns = Math.floor(random() * 30);
  await new Promise<void>((resolve) => {
    const watcher = watch(data, (_event, name) => {
      if (!name?.endsWith('.tmp')) return;
      renewals -= 1;
      if (renewals > 0) return;
      watcher.close();
      resolve();
    });
  });
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

async function person(
  tracker: TrackerProcess,
  known: Acknowledged,
  username: string,
  mostChanges: number,
  random: () => number,
): Promise<void> {
  const token = known.tokens.get(username);
  known.tokens.delete(username); // Good for one login; whether that one came to pass is not known until it is answered.
  const entering =
    token !== undefined
      ? Client.enter(tracker, 'LOGIN', username, { token })
      : Client.enter(tracker, 'REGISTER', username);
  const { client, reply } = await entering;
  if (reply['code'] === 'BUSY') return;
  expect(reply).toMatchObject({ status: 'OK', token: expect.any(String) });
  known.users.add(username);
  known.tokens.set(username, String(reply['token']));
  known.note();
  const mine = [...known.rooms].filter((room) => room.startsWith(`${username} `));
  for (let changes = 0; changes < mostChanges; changes += 1) {
    if (mine.length < ROOMS_EACH) {
      const room = `${username} ${Math.floor(random() * 1e9).toString(36)}`;
      if (!(await change(client, known, 'CREATE_ROOM', room))) return;
      mine.push(room);
    } else {
      await change(client, known, 'DELETE_ROOM', mine.shift() ?? '');
    }
    known.note();
    await nextTurn();
  }
}

/** False if the user has too many rooms already: those that are in doubt count as well. */
async function change(
  client: Client,
  known: Acknowledged,
  cmd: 'CREATE_ROOM' | 'DELETE_ROOM',
  room: string,
): Promise<boolean> {
  known.inDoubt.add(room);
  known.rooms.delete(room);
  const reply = await client.ask({ cmd, room });
  known.inDoubt.delete(room);
  if (reply['code'] === 'TOO_MANY_ROOMS') return false;
  expect(reply, `${cmd} of ${room}: ${JSON.stringify(reply)}`).toMatchObject({ status: 'OK' });
  if (cmd === 'CREATE_ROOM') known.rooms.add(room);
  return true;
}

/** The files as the killed tracker left them. */
async function checkFiles(data: string, known: Acknowledged, where: string): Promise<void> {
  const names = readdirSync(data);
  expect(
    names.filter((name) => name.includes('damaged')),
    where,
  ).toEqual([]);
  for (const name of names.filter((name) => /\.json(\.previous)?$/.test(name))) {
    expect(() => JSON.parse(readFileSync(join(data, name), 'utf8')), `${where}: ${name}`).not.toThrow();
  }
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true, filter: (path) => !basename(path).startsWith('lock.') }); // Node copies no sockets.
  const warnings: string[] = [];
  const { stores } = await jsonStores(copy, { clock: new FakeClock(), warn: (message) => warnings.push(message) });
  const users = new Set([...(await stores.users.load()).values()].map(({ username }) => username));
  const rooms = new Set([...(await stores.rooms.load()).values()].map(({ name }) => name));
  await stores.peers.load();
  expect(warnings, where).toEqual([]);
  expect(
    [...known.users].filter((user) => !users.has(user)),
    `${where}: users lost`,
  ).toEqual([]);
  checkRooms(rooms, known, `${where}, in the files`);
  await Promise.all(Object.values(stores).map((store) => store.close()));
}

/** The tracker that was started on them. */
async function checkTracker(tracker: TrackerProcess, known: Acknowledged, where: string): Promise<void> {
  expect(tracker.warnings, where).toEqual([]);
  const [byToken, byPassword] = [...known.tokens.keys()].slice(-2);
  if (byToken === undefined || byPassword === undefined) return;
  const { client } = await enterByToken(tracker, known, byToken, where);
  const listed = new Set((await client.rooms()).keys());
  checkRooms(listed, known, `${where}, as listed`);
  known.settle(listed);
  client.hangUp();
  const { client: other, reply } = await Client.enter(tracker, 'LOGIN', byPassword);
  expect(reply, `${where}: login of ${byPassword}`).toMatchObject({ status: 'OK' });
  known.tokens.set(byPassword, String(reply['token']));
  other.hangUp();
}

async function enterByToken(tracker: TrackerProcess, known: Acknowledged, username: string, where: string) {
  const { client, reply } = await Client.enter(tracker, 'LOGIN', username, { token: known.tokens.get(username) ?? '' });
  expect(reply, `${where}: login of ${username} by token`).toMatchObject({ status: 'OK' });
  known.tokens.set(username, String(reply['token']));
  return { client };
}

function checkRooms(rooms: ReadonlySet<string>, known: Acknowledged, where: string): void {
  expect(
    [...known.rooms].filter((room) => !rooms.has(room)),
    `${where}: rooms lost`,
  ).toEqual([]);
  const strangers = [...rooms].filter((room) => !known.rooms.has(room) && !known.inDoubt.has(room));
  expect(strangers, `${where}: rooms that nobody made, or that were deleted`).toEqual([]);
}

function isConnectError(error: unknown): boolean {
  return error instanceof Error && error.name === 'DialError';
}
