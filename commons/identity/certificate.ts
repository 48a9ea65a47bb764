// The certificate that presents a key in a TLS handshake. It is self-signed: a peer that knows the key's fingerprint
// needs no authority.

import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  truth,
  utf8String,
} from './der.ts';

const ED25519 = sequence(objectIdentifier('1.3.101.112')); // RFC 8410, section 3: without parameters
const COMMON_NAME = objectIdentifier('2.5.4.3');
const BASIC_CONSTRAINTS = objectIdentifier('2.5.29.19');
const KEY_USAGE = objectIdentifier('2.5.29.15');

/** The same in all certificates: a port scanner sees the certificate, and must not learn a name from it. */
const SUBJECT = sequence(set(sequence(COMMON_NAME, utf8String('p2pchat'))));

/** A pinned key does not expire, and clocks may be wrong (RFC 5280, section 4.1.2.5: year 9999 means no end). */
const VALIDITY = sequence(generalizedTime('20200101000000Z'), generalizedTime('99991231235959Z'));

/** The certificate is not that of an authority, and its key may be used for signatures only. */
const EXTENSIONS = explicit(
  3,
  sequence(
    sequence(BASIC_CONSTRAINTS, truth(), octetString(sequence())),
    sequence(KEY_USAGE, truth(), octetString(bitString(Buffer.from([0x80]), 7))),
  ),
);

const VERSION_3 = explicit(0, integer(Buffer.from([2])));

/** A self-signed X.509 v3 certificate (RFC 5280) of an Ed25519 key, in PEM. */
export function selfSignedCertificate(privateKey: KeyObject): string {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const signed = sequence(VERSION_3, newSerial(), ED25519, SUBJECT, VALIDITY, SUBJECT, publicKey, EXTENSIONS);
  const certificate = sequence(signed, ED25519, bitString(sign(null, signed, privateKey)));
  return pem('CERTIFICATE', certificate);
}

/** Positive, and of full length (RFC 5280, section 4.1.2.2). */
function newSerial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return integer(bytes);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
