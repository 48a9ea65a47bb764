// S13: a tracker whose data is of an earlier version, which stored of each password what logs in itself.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { saltPassword } from '../../commons/identity/salted-password.ts';
import { newSalt, scramKeys } from '../../commons/identity/scram.ts';
import { SCRYPT_COST } from '../../commons/identity/scrypt-cost.ts';
import { digestOf } from '../../peer/sign-in/given-secrets.ts';
import { readVerifier } from '../../tracker/auth/stored-password.ts';
import { jsonStores } from '../../tracker/repositories/repositories.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { TrackerProcess } from '../storage/tracker-process.ts';

const PASSWORD = 'correct horse';
const USERS = Array.from({ length: 200 }, (_, number) => `user${number}`);

async function storesIn(data: string) {
  const { stores } = await jsonStores(data, { clock: new FakeClock(), warn: expect.unreachable });
  const [users] = await Promise.all([stores.users.load(), stores.rooms.load(), stores.peers.load()]);
  const close = () => Promise.all(Object.values(stores).map((store) => store.close()));
  return { stores, users, close };
}

/** All users have the same password, and were stored by an earlier version; `key` is what logs in as them. */
async function ofAnEarlierVersion(): Promise<{ data: string; key: Buffer }> {
  const data = temporaryFolder();
  const salt = newSalt();
  const key = await saltPassword(digestOf(PASSWORD), salt, SCRYPT_COST);
  const secret = ['scrypt', 15, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$');
  const { stores, close } = await storesIn(data);
  const created_at = '2026-01-01T12:00:00.000Z';
  await stores.users.commit(new Map(USERS.map((username) => [username, { username, secret, created_at }])));
  await close();
  return { data, key };
}

/** A file may go while they are looked through. */
function holds(file: string, text: string): boolean {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile && readFileSync(file, 'utf8').includes(text);
}

describe('passwords that an earlier version stored', () => {
  it('are all there, in one form or the other, whenever the tracker is killed while it converts them', async () => {
    const { data, key } = await ofAnEarlierVersion();
    const { storedKey } = scramKeys(key);
    const forms = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const tracker = new TrackerProcess(data);
      // From before it has read its files to after it has written them.
      const later = new Promise((resolve) => systemClock.after(150 + round * 60, () => resolve(null)));
      await Promise.race([later, tracker.listening()]);
      await tracker.kill();
      const { users, close } = await storesIn(data);
      await close();
      expect(users.size).toBe(USERS.length);
      for (const { secret } of users.values()) {
        forms.add(secret.split('$')[0] ?? '');
        expect(readVerifier(secret)?.storedKey).toEqual(storedKey);
      }
    }
    await (await TrackerProcess.start(data)).kill();
    const { users, close } = await storesIn(data);
    await close();
    expect([...users.values()].filter(({ secret }) => !secret.startsWith('scram$'))).toEqual([]);
    expect([...forms].every((form) => form === 'scram' || form === 'scrypt')).toBe(true);
  });

  it('log in, proven or sent, and nothing that logs in itself is left in the files', async () => {
    const { data, key } = await ofAnEarlierVersion();
    const tracker = await TrackerProgram.start([], data);
    const left = (): string[] => readdirSync(data).filter((name) => holds(join(data, name), key.toString('base64url')));
    await expect.poll(left).toEqual([]);
    for (const [username, args] of [
      ['user1', []],
      ['user2', ['--encryption', 'off']],
    ] as const) {
      const password = { P2PCHAT_PASSWORD: PASSWORD };
      const peer = new PeerProgram(username, tracker.endpoint, [...args, '--data', temporaryFolder()], password);
      await peer.event('ready');
    }
    tracker.child.kill('SIGTERM');
    expect(await tracker.exited).toBe(0);
    expect(left()).toEqual([]);
  });
});
