// A statement, signed with one key, that another key succeeds it (protocol 7.6). It does not prove who has signed: the
// thief of a key can make one as well as its owner. So a statement explains a change that the tracker reports, and
// causes none.

import type { Fingerprint } from './fingerprint.ts';

/**
 * `PUBLIC_KEY.SUCCESSOR.SIGNATURE`, each in base64url: the key that signs, as SubjectPublicKeyInfo of an Ed25519 key in
 * DER (44 bytes, 59 characters); the fingerprint of the key that follows (43); and an Ed25519 signature (RFC 8032; 64
 * bytes, 86).
 */
export type KeyChange = string;

export const KEY_CHANGE = /^[\w-]{59}\.[\w-]{43}\.[\w-]{86}$/;

/** One step, from one key to the next. */
export interface Succession {
  readonly from: Fingerprint;
  readonly to: Fingerprint;
}

/** The most steps that are stored and sent. A contact who missed more of them has to compare keys. */
export const MAX_KEY_CHANGES = 8;
