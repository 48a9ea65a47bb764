// The peer's own files on a real disk: nobody else may read them, and what is damaged is never lost or overwritten.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newIdentity } from '../../commons/identity/identity.ts';
import { PrivateFileError } from '../../commons/storage/private-files.ts';
import { knownTracker } from '../../peer/profile/known-tracker.ts';
import { placeOf } from '../../peer/profile/places.ts';
import { openProfile, type Profile } from '../../peer/profile/profile.ts';
import { Vault } from '../../peer/profile/vault.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };

const CONTACT = {
  username: 'bob',
  fingerprint: newIdentity().fingerprint,
  first_seen: '2026-01-01T12:00:00.000Z',
  verified: null,
  changed_to: null,
  blocked: false,
};

const ROOM_KEY = { room: 'dev', owner: 'bob', secret: 's'.repeat(43), key: `${'k'.repeat(21)}A` };

const CONVERSATIONS = {
  rooms: [{ room: 'dev', owner: 'bob', owner_key: CONTACT.fingerprint }],
  chats: [{ with: 'bob', written: true }],
  current: { kind: 'room' as const, room: 'dev' },
};

function place() {
  const base = temporaryFolder();
  const [folder, trackersFolder] = [join(base, 'profile'), join(base, 'known_trackers')];
  return { folder, filesFolder: folder, trackersFolder, tracker: TRACKER, passphrase: null };
}

type Place = ReturnType<typeof place>;

const nobody = (message: string): void => {
  throw new Error(`nobody should have been warned: ${message}`);
};

async function opened(at: Place): Promise<Profile> {
  const profile = await openProfile(at, nobody);
  await profile.keepContacts([CONTACT]);
  await profile.keepRoomKeys([ROOM_KEY]);
  await profile.tracker.pin(CONTACT.fingerprint);
  return profile;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const filesIn = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name));

describe.skipIf(platform() === 'win32')('the files of a profile', () => {
  it('are for their owner alone, whatever the umask is', async () => {
    const before = process.umask(0);
    try {
      const at = place();
      await opened(at);
      expect([at.folder, at.trackersFolder].map(modeOf)).toEqual(['700', '700']);
      const files = [...filesIn(at.folder), ...filesIn(at.trackersFolder)];
      expect(files.map(modeOf)).toEqual(Array(5).fill('600'));
    } finally {
      process.umask(before);
    }
  });

  it.each([0o640, 0o604, 0o660, 0o601])('are refused when others may use them (%o), with what to do', async (mode) => {
    for (const name of ['identity.json', 'known_peers.json', 'rooms.json']) {
      const at = place();
      await opened(at);
      const file = join(at.folder, name);
      chmodSync(file, mode);
      const refused = await openProfile(at, nobody).catch((error: Error) => error);
      expect(refused).toBeInstanceOf(PrivateFileError);
      expect((refused as Error).message).toContain(`chmod 600 ${file}`);
      chmodSync(file, 0o600);
      expect((await openProfile(at, nobody)).contacts).toEqual([CONTACT]);
    }
  });

  it.each([0o750, 0o705, 0o711, 0o777])('are refused in a folder that others may use (%o)', async (mode) => {
    for (const which of ['folder', 'trackersFolder'] as const) {
      const at = place();
      await opened(at);
      chmodSync(at[which], mode);
      const refused = await openProfile(at, nobody).catch((error: Error) => error);
      expect(refused).toBeInstanceOf(PrivateFileError);
      expect((refused as Error).message).toContain(`chmod 700 ${at[which]}`);
    }
  });

  it('are not made in a folder that others may use', async () => {
    const at = place();
    mkdirSync(at.folder, { mode: 0o755 });
    await expect(openProfile(at, nobody)).rejects.toBeInstanceOf(PrivateFileError);
    expect(readdirSync(at.folder)).toEqual([]);
  });

  // N14: opening a pipe waits for its other end, silently and without a limit.
  it.each(['identity.json', 'known_peers.json', 'conversations.json'])('are not read from a pipe: %s', async (name) => {
    const at = place();
    await opened(at);
    const pipe = join(at.folder, name);
    rmSync(pipe, { force: true });
    execFileSync('mkfifo', ['-m', '600', pipe]);
    await expect(openProfile(at, nobody)).rejects.toThrow('is not a file that can be read');
  });

  it('leave nothing half-written behind', async () => {
    const at = place();
    const profile = await opened(at);
    await Promise.all(Array.from({ length: 20 }, () => profile.keepContacts([CONTACT])));
    expect(readdirSync(at.folder).sort()).toEqual(['identity.json', 'known_peers.json', 'rooms.json']);
  });
});

describe('a profile', () => {
  it('comes back as it was: the same key, people and rooms', async () => {
    const at = place();
    const first = await opened(at);
    const again = await openProfile(at, nobody);
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(again.identity.fingerprint).toBe(first.identity.fingerprint);
    expect(again.contacts).toEqual([CONTACT]);
    expect(again.roomKeys).toEqual([ROOM_KEY]);
    expect(again.tracker.fingerprint).toBe(CONTACT.fingerprint);
  });

  it('has no conversations of earlier versions, and comes back with those that were kept, sealed too (U9)', async () => {
    const at = place();
    const profile = await opened(at);
    expect((await openProfile(at, nobody)).conversations).toBeNull();
    await profile.keepConversations(CONVERSATIONS);
    expect((await openProfile(at, nobody)).conversations).toEqual(CONVERSATIONS);
    const sealed = { ...at, passphrase: 'correct horse' };
    expect((await openProfile(sealed, nobody)).conversations).toEqual(CONVERSATIONS);
    expect(readFileSync(join(at.folder, 'conversations.json'), 'utf8')).not.toMatch(/dev|bob/);
    expect((await openProfile(sealed, nobody)).conversations).toEqual(CONVERSATIONS);
  });

  it.each([
    ['a name that is none', { ...CONVERSATIONS, chats: [{ with: 'bob\u200b', written: true }] }],
    ['too many rooms', { ...CONVERSATIONS, rooms: Array(65).fill(CONVERSATIONS.rooms[0]) }],
  ])('puts damaged conversations aside and says so: %s', async (_what, content) => {
    const at = place();
    await opened(at);
    const file = join(at.folder, 'conversations.json');
    writeFileSync(file, JSON.stringify({ version: 1, content }), { mode: 0o600 });
    const warnings: string[] = [];
    expect((await openProfile(at, (message) => warnings.push(message))).conversations).toBeNull();
    expect(warnings).toEqual([expect.stringContaining(`${file}.damaged`)]);
  });

  it('keeps the last of many writes at once', async () => {
    const at = place();
    const profile = await opened(at);
    const versions = Array.from({ length: 30 }, (_, index) => ({ ...CONTACT, username: `bob${index}` }));
    await Promise.all(versions.map((version) => profile.keepContacts([version])));
    expect((await openProfile(at, nobody)).contacts).toEqual([versions.at(-1)]);
  });

  it('has one key when several programs make it at once', async () => {
    const at = place();
    const profiles = await Promise.all(Array.from({ length: 8 }, () => openProfile(at, nobody)));
    expect(new Set(profiles.map(({ identity }) => identity.fingerprint)).size).toBe(1);
    expect(profiles.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(readdirSync(at.folder)).toEqual(['identity.json']);
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['nothing', ''],
    ['another version', '{"version":2,"content":[]}'],
    ['something else', '{"version":1,"content":[{"username":"bob"}]}'],
    ['a key that is none', JSON.stringify({ version: 1, content: [{ ...CONTACT, fingerprint: 'x'.repeat(43) }] })],
  ])('puts a damaged known_peers.json aside and says so: %s', async (_what, text) => {
    const at = place();
    await opened(at);
    const file = join(at.folder, 'known_peers.json');
    writeFileSync(file, text);
    const warnings: string[] = [];
    const again = await openProfile(at, (message) => warnings.push(message));
    expect(again.contacts).toEqual([]);
    expect(again.roomKeys).toEqual([ROOM_KEY]);
    expect(warnings).toEqual([expect.stringContaining(`${file}.damaged`)]);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['no JSON', '{'],
    ['no key', '{"version":1,"key":"hello"}'],
    ['another version', '{"version":7}'],
  ])('is not opened with a damaged identity, which is never replaced: %s', async (_what, text) => {
    const at = place();
    await opened(at);
    const file = join(at.folder, 'identity.json');
    writeFileSync(file, text);
    await expect(openProfile(at, nobody)).rejects.toThrow(/damaged/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('a profile in a folder that --data names', () => {
  const at = (data: string, port: number) => ({
    ...placeOf(data, 'ana', { address: '127.0.0.1', port }),
    passphrase: null,
  });

  it('is one identity at every tracker, and knows the people and rooms of each apart', async () => {
    const data = join(temporaryFolder(), 'ana');
    const here = await opened(at(data, 6060));
    const there = await openProfile(at(data, 7070), nobody);
    expect([there.contacts, there.roomKeys, there.tracker.fingerprint]).toEqual([[], [], null]);
    expect(there.identity.fingerprint).toBe(here.identity.fingerprint);
    const other = { ...CONTACT, fingerprint: newIdentity().fingerprint };
    await there.keepContacts([other]);
    await there.keepRoomKeys([]);
    const again = await openProfile(at(data, 6060), nobody);
    expect([again.contacts, again.roomKeys]).toEqual([[CONTACT], [ROOM_KEY]]);
    expect((await openProfile(at(data, 7070), nobody)).contacts).toEqual([other]);
  });
});

describe('many writes at once', () => {
  const names = z.array(z.string());

  it('end with the last content, and few of them reach the disk', async () => {
    const vault = new Vault(temporaryFolder(), null, false);
    const writes = Array.from({ length: 1_000 }, (_, index) => vault.write('x.json', [`version ${index}`]));
    await Promise.all(writes);
    expect(await vault.read('x.json', names, nobody)).toEqual(['version 999']);
    expect(new Set(writes).size).toBeLessThan(10); // Those that come to disk together are done together.
    await vault.write('x.json', ['later']);
    expect(await vault.read('x.json', names, nobody)).toEqual(['later']);
  });

  it('are each done when what they wrote, or something newer, is on disk', async () => {
    const vault = new Vault(temporaryFolder(), null, false);
    const done = Array.from({ length: 50 }, async (_, index) => {
      await vault.write('x.json', [String(index)]);
      expect(Number((await vault.read('x.json', names, nobody))?.[0])).toBeGreaterThanOrEqual(index);
    });
    await Promise.all(done);
  });

  it('lose nothing to one that failed before them', async () => {
    const folder = temporaryFolder();
    const vault = new Vault(folder, null, false);
    mkdirSync(join(folder, 'x.json')); // No file can take its place.
    const failed = vault.write('x.json', ['failed']).catch((error: Error) => {
      rmdirSync(join(folder, 'x.json'));
      return error;
    });
    const later = ['one', 'two', 'three'].map((content) => vault.write('x.json', [content]));
    expect(await failed).toBeInstanceOf(PrivateFileError);
    await Promise.all(later);
    expect(await vault.read('x.json', names, nobody)).toEqual(['three']);
    expect(readdirSync(folder)).toEqual(['x.json']);
  });
});

describe('the key of a tracker', () => {
  it('is the one that was pinned first, for each tracker', async () => {
    const at = place();
    const other = { address: 'chat.example', port: 6060 };
    const [one, two] = [newIdentity().fingerprint, newIdentity().fingerprint];
    const first = await knownTracker(at.trackersFolder, TRACKER);
    expect(first.fingerprint).toBeNull();
    await first.pin(one);
    await (await knownTracker(at.trackersFolder, other)).pin(two);
    expect((await knownTracker(at.trackersFolder, TRACKER)).fingerprint).toBe(one);
    expect((await knownTracker(at.trackersFolder, other)).fingerprint).toBe(two);
  });

  it('is not replaced by somebody who comes later', async () => {
    const at = place();
    const [one, two] = [newIdentity().fingerprint, newIdentity().fingerprint];
    const [first, late] = [
      await knownTracker(at.trackersFolder, TRACKER),
      await knownTracker(at.trackersFolder, TRACKER),
    ];
    await first.pin(one);
    await late.pin(two).catch(() => {});
    expect((await knownTracker(at.trackersFolder, TRACKER)).fingerprint).toBe(one);
  });

  it('is not taken from a file that holds something else', async () => {
    const at = place();
    const { file, pin } = await knownTracker(at.trackersFolder, TRACKER);
    await pin(CONTACT.fingerprint);
    writeFileSync(file, 'hello');
    await expect(knownTracker(at.trackersFolder, TRACKER)).rejects.toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe('hello');
  });

  it('has beside it how passwords are told to that tracker, the strictest way where that cannot be read (S13)', async () => {
    const at = place();
    const again = () => knownTracker(at.trackersFolder, TRACKER);
    expect((await again()).passwordWay).toBe('unknown');
    await (await again()).pin(CONTACT.fingerprint);
    expect((await again()).passwordWay).toBe('unknown');
    await (await again()).keepPasswordWay('proven');
    expect((await again()).passwordWay).toBe('proven');
    const file = `${(await again()).file}.password`;
    writeFileSync(file, 'sent or so\n');
    expect((await again()).passwordWay).toBe('proven');
    await (await again()).replace(newIdentity().fingerprint);
    expect((await again()).passwordWay).toBe('unknown');
    // As an earlier version leaves it: it has sent the password.
    rmSync(file);
    expect((await again()).passwordWay).toBe('sent');
    rmSync((await again()).file);
    expect((await again()).passwordWay).toBe('unknown');
  });

  it('stays in its folder, however the tracker is called', async () => {
    const at = place();
    for (const address of ['::1', '../../etc', 'a/b', '..', '*']) {
      await (await knownTracker(at.trackersFolder, { address, port: 1 })).pin(CONTACT.fingerprint);
    }
    expect(readdirSync(at.trackersFolder)).toHaveLength(2 * 5);
  });
});
