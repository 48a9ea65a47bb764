// With which key we log in: with the one that we have, or, where the password is given, with the one that is to follow it.

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
  /** The key that it takes the place of, once we are logged in; null: of none. */
  readonly was: Fingerprint | null;
  /** A key that waits for a login by password. */
  readonly waiting: NextKey | null;
}

/** The tracker registers another key for a password alone: without one, the key of before has to do. */
export function loginKeyOf({ profile, credentials, encryption }: LoginKeyOptions): LoginKey {
  const { identity, isNew, nextKey } = profile;
  const isOurs = nextKey !== null && nameKey(nextKey.username) === nameKey(credentials.username);
  if (!isOurs || encryption === 'off') return { identity, isKnown: !isNew, was: null, waiting: null };
  if (credentials.digest === null) return { identity, isKnown: !isNew, was: null, waiting: nextKey };
  return { identity: nextKey.identity, isKnown: false, was: identity.fingerprint, waiting: null };
}
