// The identity of a program on the wire: a key, and the certificate that presents it.

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

/** The identity of an existing key. Throws an {@link UnusableKey} if the key is not Ed25519. */
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

/** A key of any kind with a certificate from an authority. Throws an {@link UnusableKey}. */
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

/** The fingerprint of a public key of any kind. */
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
