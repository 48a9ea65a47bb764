// How somebody signs in: who they say they are, and what they are asked. The faces for people implement it.

import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Credentials, LoginRefusal, TrackerKeys } from '../tracker/login.ts';

/** Who wants in and where, as far as it is known. */
export interface Draft {
  readonly username: string | null;
  /** Lower-case hex SHA-256 of the password; null: not given. */
  readonly digest: string | null;
  /** See {@link Credentials.typedDigest}. */
  readonly typedDigest?: string | undefined;
  /** The password was given, and is too short for a new account. */
  readonly isWeak?: boolean | undefined;
  readonly register: boolean;
  readonly tracker: Endpoint;
}

export interface Answer extends Credentials {
  readonly tracker: Endpoint;
}

/** Why the last answer did not do. */
export type Refusal = LoginRefusal;

export interface SignInDialogue {
  /**
   * Asks for what the draft lacks, or, after a refusal, for what may be changed about it. `needsPassword` says whether
   * the key of that name will not do; it may take a while, and rejects with what is to be said. Rejects with Cancelled.
   */
  signIn(
    draft: Draft,
    refusal: Refusal | null,
    needsPassword: (username: string, tracker: Endpoint) => Promise<boolean>,
  ): Promise<Answer>;
  /** Whether the tracker is to be trusted with its new key. */
  trustTracker(tracker: Endpoint, keys: TrackerKeys): Promise<boolean>;
  /** The passphrase of files that are sealed; `isWrong`: the last one was not it. Rejects with Cancelled. */
  passphrase(isWrong: boolean): Promise<string>;
  /** A passphrase to seal files with, typed twice. Rejects with Cancelled. */
  newPassphrase(): Promise<string>;
}
