// Rate limits for an action, for each of many keys: a burst at once, then a steady rate.

import { forgetOldest } from './forget-oldest.ts';

export interface Rate {
  /** The number of actions allowed at once, after a pause. */
  readonly burst: number;
  readonly perSecond: number;
}

/** The most keys that are stored. Beyond it, full buckets are forgotten, then those seen first. */
const MAX_KEYS = 10_000;

/** A token bucket for each key. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one token. Returns 0, or the ms until there is one. */
  take(key: string, now: number): number {
    const waitMs = this.waitMs(key, now);
    if (waitMs === 0) this.charge(key, now);
    return waitMs;
  }

  /** How many ms until there is a token; 0: there is one. */
  waitMs(key: string, now: number): number {
    return this.#msUntil(Math.max(0, 1 - this.#tokens(key, now)));
  }

  /** Takes `count` tokens, on credit if there are none: the action has happened already. */
  charge(key: string, now: number, count = 1): void {
    this.#set(key, this.#tokens(key, now) - count, now);
  }

  /** How many ms until no token is owed. */
  owedMs(key: string, now: number): number {
    return this.#msUntil(Math.max(0, -this.#tokens(key, now)));
  }

  #msUntil(tokens: number): number {
    return (tokens * 1000) / this.#rate.perSecond;
  }

  #tokens(key: string, now: number): number {
    const { burst, perSecond } = this.#rate;
    const bucket = this.#buckets.get(key);
    return bucket ? Math.min(burst, bucket.tokens + ((now - bucket.at) * perSecond) / 1000) : burst;
  }

  #set(key: string, tokens: number, at: number): void {
    this.#buckets.set(key, { tokens, at });
    if (this.#buckets.size > MAX_KEYS) this.#forgetFull(at);
  }

  #forgetFull(now: number): void {
    for (const key of this.#buckets.keys()) {
      if (this.#tokens(key, now) >= this.#rate.burst) this.#buckets.delete(key);
    }
    forgetOldest(this.#buckets, MAX_KEYS * 0.9); // Makes room for many keys, so that this is not repeated for each.
  }
}
