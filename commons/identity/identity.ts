// Who a program is on the wire: a key, and the certificate that shows it.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { selfSignedCertificate } from './certificate.ts';
import type { Fingerprint } from './fingerprint.ts';

export interface Identity {
  /** The private key in PEM (PKCS #8). */
  readonly key: string;
  /** Its certificate in PEM, or a chain that begins with it. */
  readonly certificate: string;
  readonly fingerprint: Fingerprint;
}

/** A new Ed25519 key with its self-signed certificate. */
export function newIdentity(): Identity {
  return identityOf(generateKeyPairSync('ed25519').privateKey);
}

/** The identity of a key that was made before. Throws an {@link UnusableKey} if it is none of ours. */
export function identityFromPem(key: string): Identity {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(key);
  } catch {
    throw new UnusableKey('it is not a private key');
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new UnusableKey('it is not an Ed25519 key');
  return identityOf(privateKey);
}

/** A key of any kind with a certificate that somebody made for it. Throws an {@link UnusableKey}. */
export function identityFromCertificate(key: string, certificate: string): Identity {
  let shown: X509Certificate;
  let privateKey: KeyObject;
  try {
    shown = new X509Certificate(certificate);
    privateKey = createPrivateKey(key);
  } catch {
    throw new UnusableKey('the certificate or its key cannot be read; both must be in PEM');
  }
  if (!shown.checkPrivateKey(privateKey)) throw new UnusableKey('the certificate belongs to another key');
  return { key, certificate, fingerprint: fingerprintOf(shown.publicKey) };
}

/** The name of a public key, of whatever kind. */
export function fingerprintOf(publicKey: KeyObject): Fingerprint {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url');
}

export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}

function identityOf(privateKey: KeyObject): Identity {
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: selfSignedCertificate(privateKey),
    fingerprint: fingerprintOf(createPublicKey(privateKey)),
  };
}
