// A profile under a passphrase: without it nothing can be read, and nothing can be changed without being noticed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { PassphraseNeeded } from '../../commons/identity/identity-file.ts';
import { PrivateFileError } from '../../commons/storage/private-files.ts';
import { openProfile } from '../../peer/profile/profile.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const PASSPHRASE = 'olá, abre-te sésamo';
const TRACKER = { address: '127.0.0.1', port: 6060 };

const CONTACT = {
  username: 'canary-of-a-friend',
  fingerprint: newIdentity().fingerprint,
  first_seen: '2026-01-01T12:00:00.000Z',
  verified: '2026-01-02T12:00:00.000Z',
  changed_to: null,
  blocked: false,
};

const ROOM_KEY = { room: 'canary-of-a-room', owner: 'bob', secret: 'S'.repeat(43), key: `${'K'.repeat(21)}A` };
const CANARIES = [
  CONTACT.username,
  CONTACT.fingerprint,
  CONTACT.verified,
  ROOM_KEY.room,
  ROOM_KEY.secret,
  ROOM_KEY.key,
];

const open = (base: string, passphrase: string | null, warnings: string[] = []) =>
  openProfile(
    {
      folder: join(base, 'profile'),
      filesFolder: join(base, 'profile'),
      trackersFolder: join(base, 'known_trackers'),
      tracker: TRACKER,
      passphrase,
    },
    (message) => warnings.push(message),
  );

/** A profile that knows somebody and a room. */
async function made(passphrase: string | null) {
  const base = temporaryFolder();
  const profile = await open(base, passphrase);
  await profile.keepContacts([CONTACT]);
  await profile.keepRoomKeys([ROOM_KEY]);
  return { base, profile, identityFile: join(base, 'profile', 'identity.json') };
}

const allText = (base: string): string =>
  readdirSync(join(base, 'profile'))
    .map((name) => `${name}\n${readFileSync(join(base, 'profile', name), 'latin1')}`)
    .join('\n');

describe('a sealed profile', () => {
  it('opens with its passphrase, however its letters are composed', async () => {
    const { base, profile } = await made(PASSPHRASE);
    const again = await open(base, PASSPHRASE.normalize('NFD'));
    expect(again.identity.fingerprint).toBe(profile.identity.fingerprint);
    expect(again.contacts).toEqual([CONTACT]);
    expect(again.roomKeys).toEqual([ROOM_KEY]);
  });

  it('shows no name, no key and no secret', async () => {
    const { base, profile } = await made(PASSPHRASE);
    const text = allText(base);
    for (const canary of [...CANARIES, 'PRIVATE KEY', profile.identity.fingerprint]) expect(text).not.toContain(canary);
    const secretBytes = profile.identity.key.split('\n')[1] ?? '';
    expect(text).not.toContain(secretBytes);
  });

  it('does not open with another passphrase, or none, and stays as it was', async () => {
    const { base } = await made(PASSPHRASE);
    const before = allText(base);
    for (const wrong of [null, '', PASSPHRASE.toUpperCase(), `${PASSPHRASE} `]) {
      await expect(open(base, wrong)).rejects.toBeInstanceOf(PassphraseNeeded);
      expect(allText(base)).toBe(before);
    }
  });

  it('is refused when what its seal costs was tampered with', async () => {
    const { base, identityFile } = await made(PASSPHRASE);
    const content = JSON.parse(readFileSync(identityFile, 'utf8'));
    for (const change of [
      { log2n: 14 },
      { log2n: 1 },
      { log2n: 40 },
      { log2n: '17' },
      { r: 1_000_000 },
      { p: 1_000_000 },
      { kdf: 'none' },
      { salt: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { nonce: '' },
      { tag: 'AAAA' },
    ]) {
      writeFileSync(identityFile, JSON.stringify({ ...content, sealed: { ...content.sealed, ...change } }));
      const refused = await open(base, PASSPHRASE).catch((error: Error) => error);
      const isRefused = refused instanceof PassphraseNeeded || refused instanceof PrivateFileError;
      expect(isRefused, JSON.stringify(change)).toBe(true);
    }
  });

  it('is never another identity, whichever bit of its file is flipped', async () => {
    const { base, profile, identityFile } = await made(PASSPHRASE);
    const whole = readFileSync(identityFile);
    for (let at = 3; at < whole.length; at += 61) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 7));
      writeFileSync(identityFile, flipped);
      const outcome = await open(base, PASSPHRASE).catch((error: Error) => error);
      if (outcome instanceof Error) {
        expect(
          [PassphraseNeeded, PrivateFileError].some((kind) => outcome instanceof kind),
          `byte ${at}`,
        ).toBe(true);
        expect(readFileSync(identityFile).equals(flipped)).toBe(true);
      } else {
        expect(outcome.identity.fingerprint).toBe(profile.identity.fingerprint);
      }
    }
  });

  it('does not take the files of another one', async () => {
    const [one, other] = [await made(PASSPHRASE), await made(PASSPHRASE)];
    const file = join('profile', 'known_peers.json');
    writeFileSync(join(one.base, file), readFileSync(join(other.base, file)));
    const warnings: string[] = [];
    expect((await open(one.base, PASSPHRASE, warnings)).contacts).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('seal')]);
  });

  it('does not take one of its files for another one', async () => {
    const { base } = await made(PASSPHRASE);
    const [peers, rooms] = ['known_peers.json', 'rooms.json'].map((name) => join(base, 'profile', name)) as [
      string,
      string,
    ];
    writeFileSync(peers, readFileSync(rooms));
    const warnings: string[] = [];
    expect((await open(base, PASSPHRASE, warnings)).contacts).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it('is not read in part when its identity is lost', async () => {
    const { base, identityFile } = await made(PASSPHRASE);
    writeFileSync(identityFile, readFileSync((await made(null)).identityFile));
    const warnings: string[] = [];
    const other = await open(base, null, warnings);
    expect([other.contacts, other.roomKeys]).toEqual([[], []]);
    expect(warnings).toHaveLength(2);
    expect(allText(base)).toContain('known_peers.json.damaged');
  });
});

describe('a profile in the open', () => {
  it('is sealed as a whole as soon as there is a passphrase, and stays the same', async () => {
    const { base, profile } = await made(null);
    expect(allText(base)).toContain(CONTACT.username);
    const sealed = await open(base, PASSPHRASE);
    expect(sealed.identity.fingerprint).toBe(profile.identity.fingerprint);
    expect([sealed.contacts, sealed.roomKeys]).toEqual([[CONTACT], [ROOM_KEY]]);
    const text = allText(base);
    for (const canary of [...CANARIES, 'PRIVATE KEY']) expect(text).not.toContain(canary);
    await expect(open(base, null)).rejects.toBeInstanceOf(PassphraseNeeded);
    expect((await open(base, PASSPHRASE)).contacts).toEqual([CONTACT]);
  });
});
