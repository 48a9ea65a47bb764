import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { KeyChange } from '../../../commons/identity/key-change.ts';
import { RateLimiter } from '../../../commons/limits/rate-limiter.ts';
import { RATE_LIMITS } from '../../../commons/limits/rate-limits.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';
import type { LinkId } from './link-id.ts';
import { ReportedNames } from './reported-names.ts';

/** Who somebody says they are, from where, and which key they have proven. */
export interface Greeting {
  readonly username: string;
  readonly remote: Endpoint;
  readonly fingerprint: Fingerprint | null;
  /** What they have stated of their keys. */
  readonly keyChanges: readonly KeyChange[];
}

/** A key that comes with ever new names is not worth a line each time. */
const MAX_REPORTED_BLOCKED = 64;

/** A tracker can have ever new names sit in a room. */
const MAX_REPORTED_PLAINTEXT = 256;

/** Who has dialled us, and is not let in yet. */
export class Arrivals {
  /** Look-ups of who greets us, by whether we know somebody of that name. */
  readonly lookUps = {
    stranger: new RateLimiter(RATE_LIMITS.strangerLookUps),
    contact: new RateLimiter(RATE_LIMITS.contactLookUps),
  };
  /** Names of which it was reported that they have the key of a blocked contact. */
  readonly reportedBlocked = new ReportedNames(MAX_REPORTED_BLOCKED);
  /** Names of which it was reported that they speak plaintext, which we do not. */
  readonly reportedPlaintext = new ReportedNames(MAX_REPORTED_PLAINTEXT);
  readonly #greeted = new Map<LinkId, Greeting>();

  /** The greeted link waits until the tracker has answered who that is. */
  hold(link: LinkId, greeting: Greeting): void {
    this.#greeted.set(link, greeting);
  }

  /** The links that wait for an answer about that name; they wait no more. */
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
