// Signs and verifies statements that one key follows another (`key-change.ts`).

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { nameKey } from '../model/names.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fingerprintOf, type Identity } from './identity.ts';
import type { KeyChange, Succession } from './key-change.ts';

/** Distinguishes these signatures from all others made with the same key (TLS has a prefix of its own). */
const LABEL = 'p2pchat-key-change-1';

/** Signs, with the key `old` of `username`, that `successor` follows it. */
export function signKeyChange(username: string, old: Identity, successor: Fingerprint): KeyChange {
  const privateKey = createPrivateKey(old.key);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const signature = sign(null, signedBytes(username, old.fingerprint, successor), privateKey);
  return [spki.toString('base64url'), successor, signature.toString('base64url')].join('.');
}

/**
 * The step of a statement. null: it is malformed, or about a key that does not concern us, and its signature was not
 * checked. `forged`: not signed with the key that it names, or not for `username`.
 */
export function readKeyChange(
  username: string,
  change: KeyChange,
  isConcerned: (from: Fingerprint, to: Fingerprint) => boolean = () => true,
): Succession | 'forged' | null {
  const [spki = '', to = '', signature = ''] = change.split('.');
  const publicKey = ed25519Key(spki);
  if (!publicKey) return null;
  const from = fingerprintOf(publicKey);
  if (from === to || !isConcerned(from, to)) return null;
  const isSigned = verify(null, signedBytes(username, from, to), publicKey, Buffer.from(signature, 'base64url'));
  return isSigned ? { from, to } : 'forged';
}

/** Neither a fingerprint nor the key of a name has a byte 0 in it, so that no two statements have the same bytes. */
function signedBytes(username: string, from: Fingerprint, to: Fingerprint): Buffer {
  return Buffer.from([LABEL, from, to, nameKey(username)].join('\0'));
}

function ed25519Key(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null; // It is no public key: nothing was stated.
  }
}
