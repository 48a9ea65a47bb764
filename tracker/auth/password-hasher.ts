import { timingSafeEqual } from 'node:crypto';
import { type SaltPassword, saltPassword } from '../../commons/identity/salted-password.ts';
import { newSalt, scramKeys } from '../../commons/identity/scram.ts';
import { SCRYPT_COST, workOf } from '../../commons/identity/scrypt-cost.ts';
import { formatVerifier, readVerifier } from './stored-password.ts';

/**
 * Hashes passwords for storage and compares passwords with hashes, for peers that send their password instead of
 * proving it. `digest` is the sent value: the SHA-256 of the password in hex.
 */
export interface PasswordHasher {
  hash(digest: string): Promise<string>;
  /** Whether `stored` was made from `digest`. An unreadable stored text never matches. */
  verify(digest: string, stored: string): Promise<boolean>;
  /** Whether `stored` was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean;
}

export function passwordHasher(salt: SaltPassword): PasswordHasher {
  return {
    async hash(digest) {
      const made = { salt: newSalt(), cost: SCRYPT_COST };
      return formatVerifier({ ...made, ...scramKeys(await salt(digest, made.salt, made.cost)) });
    },

    async verify(digest, stored) {
      const kept = readVerifier(stored);
      if (!kept) return false;
      // scrypt itself refuses some combinations of costs (RFC 7914, section 2), so no secret can have been made with
      // one.
      const salted = await salt(digest, kept.salt, kept.cost).catch(() => null);
      return salted !== null && timingSafeEqual(scramKeys(salted).storedKey, kept.storedKey);
    },

    isOutdated(stored) {
      const cost = readVerifier(stored)?.cost;
      return !cost || workOf(cost) < workOf(SCRYPT_COST);
    },
  };
}

export const scryptHasher: PasswordHasher = passwordHasher(saltPassword);
