import { RateLimiter } from '../../../commons/limits/rate-limiter.ts';
import { RATE_LIMITS } from '../../../commons/limits/rate-limits.ts';
import { nameKey } from '../../../commons/model/names.ts';

/** Whether the tracker has confirmed the keys that we know. */
export class KeyChecks {
  /** Look-ups of names whose key we know. */
  readonly limiter = new RateLimiter(RATE_LIMITS.keyChecks);
  readonly #unconfirmed = new Set<string>();

  /** Whether it was reported that the tracker could not confirm their key. */
  isUnconfirmed(username: string): boolean {
    return this.#unconfirmed.has(nameKey(username));
  }

  markUnconfirmed(username: string): void {
    this.#unconfirmed.add(nameKey(username));
  }

  /** Returns whether the key was reported as unconfirmed before. */
  confirm(username: string): boolean {
    return this.#unconfirmed.delete(nameKey(username));
  }
}
