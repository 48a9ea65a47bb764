// The key with which we log in: the current one or, if the password is given, the one that is to follow it.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { NextKey } from '../profile/own-keys.ts';
import type { Profile } from '../profile/profile.ts';
import type { EncryptionPolicy } from '../reports.ts';
import type { Credentials } from './login.ts';

export interface LoginKeyOptions {
  readonly profile: Profile;
  readonly credentials: Credentials;
  readonly encryption: EncryptionPolicy;
}

/** The key of this run. */
export interface LoginKey {
  readonly identity: Identity;
  /** The tracker may know it already. */
  readonly isKnown: boolean;
  /** The key that `identity` replaces once we are logged in; null: none. */
  readonly was: Fingerprint | null;
  /** A key that waits for a login by password. */
  readonly waiting: NextKey | null;
}

/** The tracker registers another key only with the password; without a password the current key is used. */
export function loginKeyOf({ profile, credentials, encryption }: LoginKeyOptions): LoginKey {
  const { identity, isNew, nextKey } = profile;
  const isOurs = nextKey !== null && nameKey(nextKey.username) === nameKey(credentials.username);
  if (!isOurs || encryption === 'off') return { identity, isKnown: !isNew, was: null, waiting: null };
  if (credentials.digest === null) return { identity, isKnown: !isNew, was: null, waiting: nextKey };
  return { identity: nextKey.identity, isKnown: false, was: identity.fingerprint, waiting: null };
}
