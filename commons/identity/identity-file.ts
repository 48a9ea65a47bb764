// The stored identity: created at the first use, in a file that only its owner can read, sealed if there is a
// passphrase.

import { z } from 'zod';
import { read } from '../protocol/schema.ts';
import { PrivateFileError, readPrivate, writePrivate, writePrivateOnce } from '../storage/private-files.ts';
import type { Fingerprint } from './fingerprint.ts';
import { type Identity, identityFromPem, newIdentity } from './identity.ts';
import { CannotOpen, newKey, sealedWithPassphrase, sealWithPassphrase, unsealWithPassphrase } from './seal.ts';

const secrets = z.object({
  /** The private key in PEM (PKCS #8). */
  key: z.string(),
  /** Seals the files beside this one, if this one is sealed (base64url). */
  files_key: z.string().optional(),
});

const plainFile = secrets.extend({ version: z.literal(1) });
const sealedFile = z.object({ version: z.literal(1), sealed: sealedWithPassphrase });
const identityFile = z.union([sealedFile, plainFile]);

export interface KeptIdentity {
  readonly identity: Identity;
  /** The key that seals the files beside this one; null: nothing is sealed. */
  readonly filesKey: Buffer | null;
  /** Whether it was created just now. */
  readonly isNew: boolean;
  /** Whether it was sealed just now, and was not sealed before. */
  readonly isJustSealed: boolean;
}

/** The identity is sealed, and the passphrase is missing or wrong. */
export class PassphraseNeeded extends Error {
  override readonly name = 'PassphraseNeeded';
}

/**
 * Reads the identity in `file`, or creates it if it is missing, sealed if there is a passphrase. Rejects with a
 * {@link PassphraseNeeded} or a {@link PrivateFileError}; a file that cannot be read is never replaced.
 */
export async function openIdentity(file: string, passphrase: string | null): Promise<KeptIdentity> {
  const text = await readPrivate(file);
  if (text !== null) return readIdentity(file, text, passphrase);
  const made = await makeIdentity(file, passphrase);
  return made ?? openIdentity(file, passphrase); // Another program has created it meanwhile.
}

/**
 * The fingerprint of the key in `file`. null: there is no such file, it is sealed or damaged, or other users may read
 * it, so that they may have the key as well.
 */
export async function keptFingerprint(file: string): Promise<Fingerprint | null> {
  try {
    const text = await readPrivate(file);
    return text === null ? null : (await readIdentity(file, text, null)).identity.fingerprint;
  } catch (error) {
    if (error instanceof PrivateFileError || error instanceof PassphraseNeeded) return null;
    throw error;
  }
}

/** Seals a file that was not sealed before. */
async function sealNow(file: string, key: string, passphrase: string): Promise<KeptIdentity> {
  const filesKey = newKey();
  await writePrivate(file, await encode(key, filesKey, passphrase));
  return { ...kept(file, { key }), filesKey, isJustSealed: true };
}

/** Replaces the stored key, durably; a sealed file stays sealed. */
export async function replaceIdentity(
  file: string,
  identity: Identity,
  filesKey: Buffer | null,
  passphrase: string | null,
): Promise<void> {
  await writePrivate(file, await encode(identity.key, filesKey, passphrase));
}

async function makeIdentity(file: string, passphrase: string | null): Promise<KeptIdentity | null> {
  const identity = newIdentity();
  const filesKey = passphrase === null ? null : newKey();
  const isOurs = await writePrivateOnce(file, await encode(identity.key, filesKey, passphrase));
  return isOurs ? { identity, filesKey, isNew: true, isJustSealed: false } : null;
}

async function encode(key: string, filesKey: Buffer | null, passphrase: string | null): Promise<string> {
  const secrets = { key, ...(filesKey ? { files_key: filesKey.toString('base64url') } : {}) };
  const content =
    passphrase === null ? secrets : { sealed: await sealWithPassphrase(JSON.stringify(secrets), passphrase) };
  return `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`;
}

async function readIdentity(file: string, text: string, passphrase: string | null): Promise<KeptIdentity> {
  const content = parse(file, text, identityFile);
  if (!('sealed' in content)) return passphrase === null ? kept(file, content) : sealNow(file, content.key, passphrase);
  if (passphrase === null) throw new PassphraseNeeded(`${file} is sealed, and its passphrase was not given`);
  const opened = await unsealWithPassphrase(content.sealed, passphrase).catch((error: Error) => {
    throw error instanceof CannotOpen ? new PassphraseNeeded(`that is not the passphrase of ${file}`) : error;
  });
  return kept(file, parse(file, opened, secrets));
}

function kept(file: string, { key, files_key }: z.infer<typeof secrets>): KeptIdentity {
  try {
    const identity = identityFromPem(key);
    const filesKey = files_key === undefined ? null : Buffer.from(files_key, 'base64url');
    return { identity, filesKey, isNew: false, isJustSealed: false };
  } catch (error) {
    throw damaged(file, (error as Error).message);
  }
}

function parse<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(file, 'it is not JSON');
  }
  const parsed = read(schema, value);
  if ('problem' in parsed) throw damaged(file, 'it is not an identity of this version');
  return parsed.data;
}

function damaged(file: string, why: string): PrivateFileError {
  return new PrivateFileError(
    `the identity ${file} is damaged (${why}); bring it back from a copy, or move it away to begin with a new key`,
  );
}
