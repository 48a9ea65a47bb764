// How often something may happen, for each of many: at once up to a burst, and then at a steady rate.

export interface Rate {
  /** How many at once, after a pause. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Keys that are remembered; beyond it those are forgotten that may take everything again, then those seen first. */
const MAX_KEYS = 10_000;

/** A token bucket for each key. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one: 0 if there was one, else how many ms until there is. */
  take(key: string, now: number): number {
    const { burst, perSecond } = this.#rate;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * perSecond) / 1000);
    const isThere = tokens >= 1;
    this.#buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > MAX_KEYS) this.#forgetFull(now);
    return isThere ? 0 : ((1 - tokens) * 1000) / perSecond;
  }

  #forgetFull(now: number): void {
    const { burst, perSecond } = this.#rate;
    for (const [key, { tokens, at }] of this.#buckets) {
      if (tokens + ((now - at) * perSecond) / 1000 >= burst) this.#buckets.delete(key);
    }
    // Room for many more, so that this is not done at each of them.
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_KEYS * 0.9) break;
      this.#buckets.delete(key);
    }
  }
}
