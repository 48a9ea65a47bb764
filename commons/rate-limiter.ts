import { networkOf } from './net/network-of.ts';
import type { CountedBy, Rates } from './rate-limits.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Whom something is counted for. What is not known (yet) is not counted. */
export interface Subject {
  readonly address: string;
  readonly user?: string | null | undefined;
}

/** One row of the rate limits, as it is used up. Pure: it is told the time (monotonic ms). */
export class RateLimiter {
  /** The network first: names that it refuses are not remembered, so that they push no others out. */
  readonly #counted: readonly (readonly [CountedBy, TokenBuckets])[];

  constructor({ network, user }: Rates) {
    const perUser = user ? [['user', new TokenBuckets(user)] as const] : [];
    this.#counted = [['network', new TokenBuckets(network)], ...perUser];
  }

  /** Takes one of each: 0 if they were there, else how many ms until they are, and nothing is taken. */
  take(subject: Subject, now: number): number {
    const buckets = this.#bucketsOf(subject);
    const waitMs = Math.max(0, ...buckets.map(([key, bucket]) => bucket.waitMs(key, now)));
    if (waitMs === 0) for (const [key, bucket] of buckets) bucket.charge(key, now);
    return waitMs;
  }

  /** Takes one of each, on credit if there is none: it has happened already. */
  charge(subject: Subject, now: number): void {
    for (const [key, bucket] of this.#bucketsOf(subject)) bucket.charge(key, now);
  }

  /** How many ms until nothing is owed any more. */
  owedMs(subject: Subject, now: number): number {
    return Math.max(...this.#bucketsOf(subject).map(([key, bucket]) => bucket.owedMs(key, now)));
  }

  #bucketsOf({ address, user }: Subject): (readonly [string, TokenBuckets])[] {
    const keys = { network: networkOf(address), user };
    return this.#counted.flatMap(([by, bucket]) => {
      const key = keys[by];
      return key === null || key === undefined ? [] : [[key, bucket] as const];
    });
  }
}
