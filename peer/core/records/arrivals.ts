import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { KeyChange } from '../../../commons/identity/key-change.ts';
import { RateLimiter } from '../../../commons/limits/rate-limiter.ts';
import { RATE_LIMITS } from '../../../commons/limits/rate-limits.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';
import type { LinkId } from './link-id.ts';
import { ReportedNames } from './reported-names.ts';

/** What is known of a peer that has dialled us: the name that it claims, its address, the key that it has proven. */
export interface Greeting {
  readonly username: string;
  readonly remote: Endpoint;
  readonly fingerprint: Fingerprint | null;
  /** Their statements that one key follows another. */
  readonly keyChanges: readonly KeyChange[];
}

/** Names that are reported as having a blocked key: a flood of names with one key is not worth a line each. */
const MAX_REPORTED_BLOCKED = 64;

/** Names that are reported as using plaintext: a tracker can seat any number of names in a room. */
const MAX_REPORTED_PLAINTEXT = 256;

/** Peers that have dialled us and are not admitted yet. */
export class Arrivals {
  /** The rate limits of look-ups of names in `HELLO`: names that we do not know, and names of contacts. */
  readonly lookUps = {
    stranger: new RateLimiter(RATE_LIMITS.strangerLookUps),
    contact: new RateLimiter(RATE_LIMITS.contactLookUps),
  };
  /** Names that were reported as having the key of a blocked contact. */
  readonly reportedBlocked = new ReportedNames(MAX_REPORTED_BLOCKED);
  /** Names that were reported as using plaintext, which we refuse. */
  readonly reportedPlaintext = new ReportedNames(MAX_REPORTED_PLAINTEXT);
  readonly #greeted = new Map<LinkId, Greeting>();

  /** Keeps the greeted link waiting until the tracker has answered the look-up of its name. */
  hold(link: LinkId, greeting: Greeting): void {
    this.#greeted.set(link, greeting);
  }

  /** Removes and returns the links that wait for a look-up of that name. */
  take(username: string): readonly (readonly [LinkId, Greeting])[] {
    const waiting = [...this.#greeted].filter(([, greeting]) => greeting.username === username);
    for (const [link] of waiting) this.#greeted.delete(link);
    return waiting;
  }

  /** The link has closed. */
  remove(link: LinkId): void {
    this.#greeted.delete(link);
  }
}
