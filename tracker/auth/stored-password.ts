// The stored form of a password (protocol 3.7.8): `scram$log2N$r$p$salt$StoredKey$ServerKey`. Earlier versions stored
// the salted password itself, `scrypt$log2N$r$p$salt$key`, from which the keys are derived.

import { scramKeys, type Verifier } from '../../commons/identity/scram.ts';
import { parseCost, type ScryptCost } from '../../commons/identity/scrypt-cost.ts';

const KEY_BYTES = 32;

export function formatVerifier({ salt, cost, storedKey, serverKey }: Verifier): string {
  const bytes = [salt, storedKey, serverKey].map((each) => each.toString('base64url'));
  return ['scram', cost.log2N, cost.r, cost.p, ...bytes].join('$');
}

/** Reads either form. null: the text is unreadable, so no password matches. */
export function readVerifier(stored: string): Verifier | null {
  const match = /^(scram|scrypt)\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)(?:\$([\w-]+))?$/.exec(stored);
  if (!match || (match[1] === 'scram') !== (match[7] !== undefined)) return null;
  const cost: ScryptCost | null = parseCost(match.slice(2, 5).join(':'));
  const [salt, key, serverKey] = match.slice(5).map((text) => Buffer.from(text ?? '', 'base64url'));
  if (!cost || !salt || key?.length !== KEY_BYTES || !serverKey) return null;
  if (match[1] === 'scram') return serverKey.length === KEY_BYTES ? { salt, cost, storedKey: key, serverKey } : null;
  const keys = scramKeys(key);
  return { salt, cost, storedKey: keys.storedKey, serverKey: keys.serverKey };
}

/**
 * Converts the earlier form to the new one, which does not suffice to log in. null: the text has the new form already.
 */
export function migrated(stored: string): string | null {
  const verifier = stored.startsWith('scrypt$') ? readVerifier(stored) : null;
  return verifier ? formatVerifier(verifier) : null;
}
