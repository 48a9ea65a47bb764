// S3: a new key is kept beside the old one until the tracker knows it. Whatever is interrupted, one of them is left,
// and what is sealed stays so.
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeyChange } from '../../commons/identity/signed-key-change.ts';
import { openProfile, type Profile } from '../../peer/profile/profile.ts';
import { temporaryFolder } from '../helpers/programs.ts';

function place(passphrase: string | null = null) {
  const base = temporaryFolder();
  const folder = join(base, 'profile');
  const tracker = { address: '127.0.0.1', port: 6_060 };
  return { folder, filesFolder: folder, trackersFolder: join(base, 'known_trackers'), tracker, passphrase };
}

/** The key that counts, and the one that is to follow. */
const keysOf = ({ identity, nextKey }: Profile) => [identity.fingerprint, nextKey?.identity.fingerprint ?? null];

const nobody = (message: string): void => {
  throw new Error(`nobody should have been warned: ${message}`);
};

describe('a key that is to follow', () => {
  it('is kept beside the one that counts, with the statement, and takes its place', async () => {
    const at = place();
    const profile = await openProfile(at, nobody);
    const old = profile.identity.fingerprint;
    const { next, change } = await profile.prepareNextKey('bob');
    expect(readKeyChange('bob', change)).toEqual({ from: old, to: next.identity.fingerprint });

    const again = await openProfile(at, nobody);
    expect(again.identity.fingerprint).toBe(old);
    expect(keysOf(again)[1]).toBe(next.identity.fingerprint);
    expect(again.keyChangesOf('BOB')).toEqual([change]);
    expect(again.keyChangesOf('eva')).toEqual([]);

    await again.useNextKey();
    expect(again.identity.fingerprint).toBe(next.identity.fingerprint);
    const last = await openProfile(at, nobody);
    expect(keysOf(last)).toEqual([next.identity.fingerprint, null]);
    expect(last.keyChangesOf('bob')).toEqual([change]);
    for (const name of readdirSync(at.folder)) expect(statSync(join(at.folder, name)).mode & 0o077).toBe(0);
  });

  it('counts where the program was killed after the identity was replaced, and before that was noted', async () => {
    const at = place();
    const profile = await openProfile(at, nobody);
    const { next } = await profile.prepareNextKey('bob');
    const [file, copy] = [join(at.folder, 'key_changes.json'), join(at.folder, 'copy')];
    copyFileSync(file, copy);
    await profile.useNextKey();
    copyFileSync(copy, file);
    const again = await openProfile(at, nobody);
    expect(keysOf(again)).toEqual([next.identity.fingerprint, null]);
    expect(again.keyChangesOf('bob')).toHaveLength(1);
  });

  it('keeps the last eight statements', async () => {
    const at = place();
    const profile = await openProfile(at, nobody);
    for (let round = 0; round < 10; round += 1) {
      await profile.prepareNextKey('bob');
      await profile.useNextKey();
    }
    const changes = (await openProfile(at, nobody)).keyChangesOf('bob');
    expect(changes).toHaveLength(8);
    expect(changes.at(-1)?.split('.')[1]).toBe(profile.identity.fingerprint);
  });

  it('is sealed where the profile is, and so is the identity that it becomes', async () => {
    const at = place('correct horse');
    const profile = await openProfile(at, nobody);
    const { next } = await profile.prepareNextKey('bob');
    const text = () => readdirSync(at.folder).map((name) => readFileSync(join(at.folder, name), 'utf8'));
    expect(text().join()).not.toMatch(/PRIVATE KEY|bob|successor/);
    const again = await openProfile(at, nobody);
    expect(keysOf(again)[1]).toBe(next.identity.fingerprint);
    await again.useNextKey();
    expect(text().join()).not.toMatch(/PRIVATE KEY|bob|successor/);
    await expect(openProfile({ ...at, passphrase: 'wrong' }, nobody)).rejects.toThrow('that is not the passphrase');
    expect(keysOf(await openProfile(at, nobody))).toEqual([next.identity.fingerprint, null]);
  });

  it('is sealed with the rest where a passphrase is given later', async () => {
    const at = place();
    const { next } = await (await openProfile(at, nobody)).prepareNextKey('bob');
    const sealed = { ...at, passphrase: 'correct horse' };
    await openProfile(sealed, nobody);
    expect(readFileSync(join(at.folder, 'key_changes.json'), 'utf8')).not.toMatch(/PRIVATE KEY|bob/);
    expect(keysOf(await openProfile(sealed, nobody))[1]).toBe(next.identity.fingerprint);
  });

  it('is put aside where its file is damaged, and the one that counts stays', async () => {
    const at = place();
    const profile = await openProfile(at, nobody);
    await profile.prepareNextKey('bob');
    const file = join(at.folder, 'key_changes.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('BEGIN PRIVATE', 'BEGIN DAMAGED'));
    const warnings: string[] = [];
    const again = await openProfile(at, (message) => warnings.push(message));
    expect(keysOf(again)).toEqual([profile.identity.fingerprint, null]);
    expect(warnings.join()).toContain('is damaged');
    expect(existsSync(`${file}.damaged`)).toBe(true);
  });
});
