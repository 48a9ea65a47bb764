// The ways to log in, the cheapest first: a token; our key, which TLS has proven already; the password, which is
// proven, or sent to a tracker that cannot check a proof. `Login` knows no connection; after each refusal it returns
// whether there is another way.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { ErrorReply, RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { type Problem, refusalOf } from '../problems.ts';

export interface Credentials {
  readonly username: string;
  /** Lower-case hex SHA-256 of what the user typed; null: nothing was typed, so the key has to be enough. */
  readonly digest: string | null;
  /** The same of the text exactly as typed, if that differs: earlier versions registered accounts with it. */
  readonly typedDigest?: string | undefined;
  /** The user has typed the password just now, and expects it to be checked, even if the key would be enough. */
  readonly isTyped?: boolean;
  /** Register first; if the name is registered already, log in. */
  readonly register: boolean;
  /** The password is too short for a new account: the name is not registered, but may be one that exists. */
  readonly isWeak?: boolean | undefined;
}

export interface LoginRefusal {
  readonly problem: Problem;
  /** With TRACKER_KEY_CHANGED. */
  readonly keys?: TrackerKeys;
}

/** The key of the tracker that is known, and the one that was shown in its place. */
export interface TrackerKeys {
  readonly known: Fingerprint;
  readonly shown: Fingerprint;
}

export type LoginRequest = RequestOf<'REGISTER'> | RequestOf<'LOGIN'>;

/** Sent in place of the password: a proof of it or, for a new account, the verifier that proofs are checked with. */
export type InsteadOfPassword =
  | Required<Pick<RequestOf<'LOGIN'>, 'proof'>>
  | Required<Pick<RequestOf<'REGISTER'>, 'verifier'>>;

/** The port on which we listen, and the features that we understand. */
export interface Presented {
  readonly port: number;
  readonly features: string[];
}

/** What follows from a refusal. */
export type AfterRefusal = 'another way' | 'later' | 'never';

/** Refusals after which trying again makes sense. */
const PASSING = new Set(['BUSY', 'RATE_LIMITED', 'STORAGE_FAILED', 'INTERNAL']);

export class Login {
  #credentials: Credentials;
  /** Whether the connection proves a key. */
  readonly #hasKey: boolean;
  #mustRegister: boolean;
  #isTaken = false;
  #token: string | null = null;
  #digest: string | null;
  #triesKey: boolean;
  #sendsPassword = false;

  /** `isKeyKnown`: the tracker may know our key already. */
  constructor(credentials: Credentials, { hasKey, isKeyKnown }: { hasKey: boolean; isKeyKnown: boolean }) {
    this.#credentials = credentials;
    this.#hasKey = hasKey;
    this.#digest = credentials.digest;
    this.#mustRegister = credentials.register && credentials.digest !== null && !credentials.isWeak;
    const isChecked = (credentials.isTyped ?? false) && credentials.digest !== null;
    this.#triesKey = hasKey && isKeyKnown && !isChecked;
  }

  /**
   * The password, if the next request needs it; `isNew`: that request registers. null: it is not needed, or unknown.
   */
  get password(): { readonly digest: string; readonly isNew: boolean } | null {
    const digest = this.#digest;
    const isNeeded = this.#mustRegister || (this.#token === null && !this.#triesKey);
    return isNeeded && digest !== null ? { digest, isNew: this.#mustRegister } : null;
  }

  /** Whether the tracker is to get the password itself: it cannot check a proof, or there is no TLS to bind one to. */
  get sendsPassword(): boolean {
    return this.#sendsPassword || !this.#hasKey;
  }

  sendPassword(): void {
    this.#sendsPassword = true;
  }

  /** `instead`: sent in place of the password, if that is needed. */
  request({ port, features }: Presented, instead?: InsteadOfPassword): LoginRequest {
    const { password } = this;
    const shared = { username: this.#credentials.username, address: '', port, features };
    const secret = password ? (instead ?? { password: password.digest }) : {};
    if (password?.isNew) return { cmd: 'REGISTER', ...shared, ...secret };
    if (this.#token !== null) return { cmd: 'LOGIN', ...shared, token: this.#token };
    return { cmd: 'LOGIN', ...shared, ...secret };
  }

  /** The user has another password from now on. */
  passwordChanged(digest: string): void {
    this.#credentials = { ...this.#credentials, digest };
  }

  /** The login has succeeded; from now on the tracker knows our key. */
  succeeded(token: string | undefined): void {
    this.#mustRegister = false;
    this.#token = token ?? null;
    this.#triesKey = this.#hasKey;
  }

  refused(code: string): AfterRefusal {
    if (this.#mustRegister && code === 'USERNAME_TAKEN') {
      this.#mustRegister = false;
      this.#isTaken = true;
      return 'another way';
    }
    if (PASSING.has(code)) return 'later';
    if (this.#mustRegister || code !== 'LOGIN_FAILED') return 'never';
    if (this.#token !== null) {
      this.#token = null;
      return 'another way';
    }
    const hadKey = this.#triesKey;
    this.#triesKey = false;
    if (this.#digest === null) return 'never';
    return hadKey || this.#turnToTyped() ? 'another way' : 'never';
  }

  /** Switches to the password exactly as it was typed. False: that one was tried already. */
  #turnToTyped(): boolean {
    const { typedDigest = this.#digest } = this.#credentials;
    const isOther = typedDigest !== this.#digest;
    this.#digest = typedDigest;
    return isOther;
  }

  /** Why there is no other way. */
  problemOf(reply: ErrorReply): Problem {
    const { username, register, isWeak } = this.#credentials;
    if (reply.code === 'LOGIN_FAILED' && this.#isTaken) return { code: 'USERNAME_TAKEN', username };
    if (reply.code === 'LOGIN_FAILED' && register && isWeak) return { code: 'WEAK_PASSWORD', of: 'account' };
    return refusalOf(reply, { to: 'login', username });
  }
}
