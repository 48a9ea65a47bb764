// The tracker as a process: what it has acknowledged outlives it, whatever ends it and whatever becomes of its files.
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scryptHasher } from '../../tracker/auth/password-hasher.ts';
import { jsonStores } from '../../tracker/repositories/repositories.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { killRounds } from '../storage/kill-rounds.ts';
import { Client, DIGEST, TrackerProcess } from '../storage/tracker-process.ts';

const TOKEN = 't'.repeat(43);

/** Ana and her room lie in the snapshots; Bob and his in the journals alone, since the tracker was killed. */
async function dataOfAKilledTracker(): Promise<string> {
  const data = temporaryFolder();
  const killed = temporaryFolder();
  const secret = await scryptHasher.hash(DIGEST);
  const hash = createHash('sha256').update(TOKEN).digest('hex');
  for (const name of ['ana', 'bob']) {
    const { stores } = await jsonStores(data, { clock: new FakeClock(), warn: expect.unreachable });
    await Promise.all(Object.values(stores).map((store) => store.load()));
    const user = { username: name, secret, created_at: '2026-01-01T12:00:00.000Z' };
    await stores.users.commit(new Map([[name, user]]));
    const seats = [{ username: name, state: 'away', isHeld: false } as const];
    const room = { name: `room of ${name}`, owner: name, seats, revision: 1, emptySince: Date.now() };
    await stores.rooms.commit(new Map([[room.name, room]]));
    const token = { hash, expires_at: Date.now() + 60_000 };
    const peer = {
      username: name,
      address: '127.0.0.1',
      port: 5_000,
      connected: false,
      last_ping: user.created_at,
      token,
    };
    await stores.peers.commit(new Map([[name, peer]]));
    if (name === 'bob') cpSync(data, killed, { recursive: true });
    await Promise.all(Object.values(stores).map((store) => store.close()));
  }
  return killed;
}

describe('a tracker that is killed at a random moment, while a hundred people register and make rooms', () => {
  it('has everything that it acknowledged when it is started again', async () => {
    await killRounds({ rounds: 2, seed: Date.now() % 1_000_000, longestMs: 500 });
  });
});

describe('a tracker whose data files are damaged', () => {
  it.each([
    ['truncated', (text: string) => text.slice(0, text.length / 2)],
    ['garbage', () => '\0\x01\xfe garbage'],
    ['empty', () => ''],
    ['foreign JSON', () => '{"name":"somebody-elses","version":"1.0.0"}'],
  ])('(%s) starts, says so, and misses nobody', async (_how, damage) => {
    const data = await dataOfAKilledTracker();
    const files = ['users_db.json', 'rooms_db.json', 'peers_db.json'].map((name) => join(data, name));
    const damaged = files.map((file) => damage(readFileSync(file, 'utf8')));
    for (const [index, file] of files.entries()) writeFileSync(file, damaged[index] ?? '', 'latin1');
    const tracker = await TrackerProcess.start(data);
    expect(tracker.warnings).toHaveLength(3);
    for (const [index, file] of files.entries()) {
      const said = tracker.warnings.find((message) => message.startsWith(`${file} is damaged`));
      expect(said).toContain(`${file}.damaged-1`);
      expect(readFileSync(`${file}.damaged-1`, 'latin1')).toBe(damaged[index]);
    }
    const ana = await Client.member(tracker, 'LOGIN', 'ana');
    expect([...(await ana.rooms()).keys()]).toEqual(['room of ana', 'room of bob']);
    const bob = await Client.enter(tracker, 'LOGIN', 'bob', { token: TOKEN });
    expect(bob.reply).toMatchObject({ status: 'OK' });
    expect(tracker.warnings).toHaveLength(3);
  });

  it('(from a newer version) does not start, says in one sentence what to do, and touches nothing', async () => {
    const data = await dataOfAKilledTracker();
    const file = join(data, 'users_db.json');
    const newer = readFileSync(file, 'utf8').replace('"version": 1', '"version": 2');
    writeFileSync(file, newer);
    expect(await TrackerProcess.refused(data)).toEqual({
      code: 1,
      out: 0,
      err: `tracker: ${file} was written by a newer version of this program: use that one, or another --data.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe(newer);
  });
});

describe('two trackers on one folder', () => {
  it('do not happen: the second says who is there, the first goes on, and after kill -9 the next starts at once', async () => {
    const data = temporaryFolder();
    const first = await TrackerProcess.start(data);
    const second = await TrackerProcess.refused(data);
    const pid = first.child.pid;
    expect(second).toEqual({
      code: 1,
      out: 0,
      err: `tracker: the folder ${data} is in use by another tracker (process ${pid}); choose another --data.\n`,
    });
    await Client.member(first, 'REGISTER', 'ana');
    await first.kill();
    const third = await TrackerProcess.start(data);
    await Client.member(third, 'LOGIN', 'ana');
  });

  it('do not happen when both start at the same time either', async () => {
    const data = temporaryFolder();
    const both = [new TrackerProcess(data), new TrackerProcess(data)];
    const ended = await Promise.race(both.map(async (tracker) => ({ tracker, code: await tracker.exited })));
    expect(ended.code).toBe(1);
    expect(ended.tracker.errors).toMatch(/^tracker: the folder .* (is in use|is being taken) by another tracker.*\n$/);
    const other = both.find((tracker) => tracker !== ended.tracker);
    await other?.listening();
    expect(other?.child.exitCode).toBeNull();
  });

  it('do not happen, but one that was killed does not count, though nobody has taken note of its death', async () => {
    const data = temporaryFolder();
    // Its parent never asks how it ended, as some first processes of containers do not.
    const orphan = await TrackerProcess.start(data, { through: ['sh', '-c', '"$0" "$@" & exec cat'] });
    const [pid] = readFileSync(join(data, 'tracker.lock'), 'utf8').split(' ');
    const kill = (): unknown => process.kill(Number(pid), 'SIGKILL');
    onTestFinished(() => void kill());
    kill();
    const next = await TrackerProcess.start(data);
    await Client.member(next, 'REGISTER', 'ana');
    expect(orphan.child.exitCode).toBeNull();
  });
});
