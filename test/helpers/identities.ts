import { type Identity, newIdentity } from '../../commons/identity/identity.ts';

/** More than any test has at a time. */
const MOST = 256;

const made: Identity[] = [];
let next = 0;

/**
 * An identity that nobody else in the test has. Tests take turns with the ones of their process: to make a key with its
 * certificate, and a TLS context of it, takes a millisecond each.
 */
export function someIdentity(): Identity {
  next = (next + 1) % MOST;
  made[next] ??= newIdentity();
  return made[next] as Identity;
}
