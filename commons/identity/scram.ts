// SCRAM (RFC 5802) with SHA-256 (RFC 7677), and scrypt in place of PBKDF2 (protocol 3.7): both sides prove that they
// know the password without sending it, on one TLS connection. Pure: bytes in, bytes out.
//
// The tracker stores `StoredKey` and `ServerKey`. With them it can check a proof and prove itself, but not log in.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ScryptCost } from './scrypt-cost.ts';

const NONCE_BYTES = 18;
export const SALT_BYTES = 16;

/** Derived from the result of `SaltPassword`; 32 bytes each. */
export interface ScramKeys {
  /** Proves the client. Stored nowhere. */
  readonly clientKey: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** The stored part of a password. */
export interface Verifier {
  readonly salt: Buffer;
  readonly cost: ScryptCost;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** The values that both sides have exchanged; both must have seen the same. */
export interface Exchange {
  readonly username: string;
  readonly clientNonce: string;
  /** The client's nonce followed by the server's. */
  readonly nonce: string;
  /** As it was sent. */
  readonly salt: string;
  /** As it was sent. */
  readonly cost: string;
  /** `tls-exporter` (RFC 9266) of this connection. */
  readonly binding: Buffer;
}

/** 24 random characters of base64url. */
export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64url');
}

export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

export function scramKeys(saltedPassword: Buffer): ScramKeys {
  const clientKey = hmac(saltedPassword, 'Client Key');
  return { clientKey, storedKey: sha256(clientKey), serverKey: hmac(saltedPassword, 'Server Key') };
}

/** The AuthMessage (RFC 5802, section 3), with the channel binding in it. */
export function authMessage({ username, clientNonce, nonce, salt, cost, binding }: Exchange): string {
  const channel = Buffer.concat([Buffer.from('p=tls-exporter,,'), binding]).toString('base64');
  const name = username.replaceAll('=', '=3D').replaceAll(',', '=2C');
  return `n=${name},r=${clientNonce},r=${nonce},s=${salt},i=${cost},c=${channel},r=${nonce}`;
}

export function clientProof({ clientKey, storedKey }: ScramKeys, message: string): Buffer {
  return xor(clientKey, hmac(storedKey, message));
}

/** Whether the proof was made with the key of which `storedKey` is the hash. */
export function isProven(storedKey: Buffer, message: string, proof: Buffer): boolean {
  if (proof.length !== storedKey.length) return false;
  return timingSafeEqual(sha256(xor(proof, hmac(storedKey, message))), storedKey);
}

/** Proves the server, in the same exchange. */
export function serverSignature(serverKey: Buffer, message: string): Buffer {
  return hmac(serverKey, message);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}
