// The ways to tell the tracker who we are, from the cheapest on: a token, our key, which says it without a word, and the
// password, which travels once. It knows no connection; after each refusal it says whether there is another way.

import type { Fingerprint } from '../commons/identity/fingerprint.ts';
import type { RequestOf } from '../commons/protocol/tracker-messages.ts';
import { MIN_PASSWORD_CHARACTERS } from './sign-in/password-rule.ts';

export interface Credentials {
  readonly username: string;
  /** Lower-case hex SHA-256 of what the user typed; null: nothing was typed, and the key has to do. */
  readonly digest: string | null;
  /** The user has typed the password just now, and expects it to be checked, though the key would do. */
  readonly isTyped?: boolean;
  /** Register first; if the name is registered already, log in. */
  readonly register: boolean;
  /** The password is too short for a new account: the name is not registered, but may be one that exists. */
  readonly isWeak?: boolean | undefined;
}

export interface LoginRefusal {
  readonly code: string;
  /** In English; may repeat words of the tracker. */
  readonly message: string;
  /** With TRACKER_KEY_CHANGED. */
  readonly keys?: TrackerKeys;
}

/** The key of the tracker that is known, and the one that was shown in its place. */
export interface TrackerKeys {
  readonly known: Fingerprint;
  readonly shown: Fingerprint;
}

export type LoginRequest = RequestOf<'REGISTER'> | RequestOf<'LOGIN'>;

/** Where we listen, and what we understand. */
export interface Presented {
  readonly port: number;
  readonly features: string[];
}

/** What follows from a refusal. */
export type AfterRefusal = 'another way' | 'later' | 'never';

/** Refusals after which trying again makes sense. */
const PASSING = new Set(['BUSY', 'RATE_LIMITED', 'STORAGE_FAILED', 'INTERNAL']);

export class Login {
  readonly #credentials: Credentials;
  /** Whether the connection proves a key. */
  readonly #hasKey: boolean;
  #mustRegister: boolean;
  #isTaken = false;
  #token: string | null = null;
  #triesKey: boolean;

  /** `isKeyKnown`: the tracker may know our key already. */
  constructor(credentials: Credentials, { hasKey, isKeyKnown }: { hasKey: boolean; isKeyKnown: boolean }) {
    this.#credentials = credentials;
    this.#hasKey = hasKey;
    this.#mustRegister = credentials.register && credentials.digest !== null && !credentials.isWeak;
    const isChecked = (credentials.isTyped ?? false) && credentials.digest !== null;
    this.#triesKey = hasKey && isKeyKnown && !isChecked;
  }

  request({ port, features }: Presented): LoginRequest {
    const { username, digest } = this.#credentials;
    const shared = { username, address: '', port, features };
    if (this.#mustRegister && digest !== null) return { cmd: 'REGISTER', ...shared, password: digest };
    if (this.#token !== null) return { cmd: 'LOGIN', ...shared, token: this.#token };
    const proof = this.#triesKey || digest === null ? {} : { password: digest };
    return { cmd: 'LOGIN', ...shared, ...proof };
  }

  /** The tracker has let us in; from now on it knows our key. */
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
    return hadKey && this.#credentials.digest !== null ? 'another way' : 'never';
  }

  /** Why there is no other way. `code` and `msg` are the tracker's. */
  refusal(code: string, msg: string | undefined): LoginRefusal {
    const { username, register, isWeak } = this.#credentials;
    if (code === 'LOGIN_FAILED' && this.#isTaken) {
      const message = `The name ${username} is taken. Choose another one, or log in with its password.`;
      return { code: 'USERNAME_TAKEN', message };
    }
    if (code === 'LOGIN_FAILED' && register && isWeak) {
      const message = `A new account needs a password of at least ${MIN_PASSWORD_CHARACTERS} characters.`;
      return { code: 'WEAK_PASSWORD', message };
    }
    return { code, message: msg ?? 'The tracker refused the login.' };
  }
}
