import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Names a public key: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), 43 characters of base64url. */
export type Fingerprint = string;

export const FINGERPRINT = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** As it comes from files and from the wire. */
export const fingerprintText = z.string().regex(FINGERPRINT, 'must be a SHA-256 in base64url');

export function fingerprintOf(publicKey: KeyObject): Fingerprint {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url');
}
