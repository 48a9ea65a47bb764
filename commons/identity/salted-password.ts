// The slow part of a login by password: scrypt (RFC 7914), on node's thread pool.

import { scrypt } from 'node:crypto';
import type { ScryptCost } from './scrypt-cost.ts';

const SALTED_BYTES = 32;

/** Derives 32 bytes from a password digest (lower-case hex SHA-256) and a salt. Rejects if scrypt refuses the cost. */
export type SaltPassword = (digest: string, salt: Buffer, cost: ScryptCost) => Promise<Buffer>;

export const saltPassword: SaltPassword = (digest, salt, { log2N, r, p }) => {
  const options = { N: 2 ** log2N, r, p, maxmem: 256 * r * 2 ** log2N };
  return new Promise((resolve, reject) => {
    scrypt(digest, salt, SALTED_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
};
