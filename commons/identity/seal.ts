// Text encrypted with AES-256-GCM, by a random key or one derived from a passphrase by scrypt.

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The cost of one guess at a passphrase: 128 MiB, and about a third of a second. */
const LOG2_N = 17;
const BLOCK_SIZE = 8;

const base64 = z.string().regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');

/** As it is stored; the other fields are authenticated with the ciphertext. */
export const sealedText = z.object({
  nonce: base64,
  tag: base64,
  ciphertext: base64,
});

export const sealedWithPassphrase = sealedText.extend({
  kdf: z.literal('scrypt'),
  /** A foreign file must not cost more than this. */
  log2n: z.int().min(14).max(20),
  r: z.literal(BLOCK_SIZE),
  p: z.literal(1),
  salt: base64,
});

export type Sealed = z.infer<typeof sealedText>;
export type SealedWithPassphrase = z.infer<typeof sealedWithPassphrase>;

/** The key is wrong, or the sealed text was changed. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** `about` is not secret; to open the text, the same value must be given. */
export function seal(text: string, key: Buffer, about: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(about));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    ciphertext: ciphertext.toString('base64url'),
  };
}

/** Throws {@link CannotOpen}. */
export function unseal(sealed: Sealed, key: Buffer, about: string): string {
  const [nonce, tag, ciphertext] = [sealed.nonce, sealed.tag, sealed.ciphertext].map((text) =>
    Buffer.from(text, 'base64url'),
  ) as [Buffer, Buffer, Buffer];
  if (nonce.length !== NONCE_BYTES || tag.length !== TAG_BYTES) throw new CannotOpen('it was not sealed by us');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  } catch {
    throw new CannotOpen('it does not fit');
  }
}

export async function sealWithPassphrase(text: string, passphrase: string): Promise<SealedWithPassphrase> {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  const header = { kdf: 'scrypt', log2n: LOG2_N, r: BLOCK_SIZE, p: 1, salt } as const;
  return { ...header, ...seal(text, await stretch(passphrase, header), aboutOf(header)) };
}

/** Rejects with {@link CannotOpen}. */
export async function unsealWithPassphrase(sealed: SealedWithPassphrase, passphrase: string): Promise<string> {
  return unseal(sealed, await stretch(passphrase, sealed), aboutOf(sealed));
}

type Header = Pick<SealedWithPassphrase, 'kdf' | 'log2n' | 'r' | 'p' | 'salt'>;

function stretch(passphrase: string, { log2n, r, p, salt }: Header): Promise<Buffer> {
  const N = 2 ** log2n;
  const options = { N, r, p, maxmem: 256 * N * r };
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return derive(passphrase.normalize('NFC'), Buffer.from(salt, 'base64url'), KEY_BYTES, options);
}

function aboutOf({ kdf, log2n, r, p, salt }: Header): string {
  return JSON.stringify([kdf, log2n, r, p, salt]);
}
