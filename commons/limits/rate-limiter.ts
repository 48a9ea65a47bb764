import { networkOf } from '../net/network-of.ts';
import type { Rates } from './rate-limits.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Whom something is counted for. A user who is not known (yet) is not counted. */
export interface Subject {
  readonly address: string;
  readonly user?: string | null | undefined;
}

type CountedBy = keyof Rates;

/** One row of the rate limits, as it is used up. Pure: it is told the time (monotonic ms). */
export class RateLimiter {
  readonly #counted: readonly (readonly [CountedBy, TokenBuckets])[];

  constructor(rates: Rates) {
    const rows = Object.entries(rates) as [CountedBy, Rates[CountedBy] & object][];
    this.#counted = rows.map(([by, rate]) => [by, new TokenBuckets(rate)]);
  }

  /**
   * Takes one of each: 0 if they were there, else how many ms until they are, and nothing is taken. A name that the network
   * has no more for is not remembered, so that names push no others out.
   */
  take(subject: Subject, now: number): number {
    const buckets = this.#bucketsOf(subject);
    const waitMs = Math.max(...buckets.map(([key, bucket]) => bucket.waitMs(key, now)));
    if (waitMs === 0) for (const [key, bucket] of buckets) bucket.charge(key, now);
    return waitMs;
  }

  /** Takes so many of each, on credit if there are none: it has happened already. */
  charge(subject: Subject, now: number, count = 1): void {
    for (const [key, bucket] of this.#bucketsOf(subject)) bucket.charge(key, now, count);
  }

  /** How many ms until nothing is owed any more. */
  owedMs(subject: Subject, now: number): number {
    return Math.max(...this.#bucketsOf(subject).map(([key, bucket]) => bucket.owedMs(key, now)));
  }

  #bucketsOf({ address, user }: Subject): (readonly [string, TokenBuckets])[] {
    const network = networkOf(address);
    const name = user ?? null;
    const keys: Record<CountedBy, string | null> = {
      network,
      user: name,
      userInNetwork: name === null ? null : `${network} ${name}`,
      everybody: '',
    };
    return this.#counted.flatMap(([by, bucket]) => {
      const key = keys[by];
      return key === null ? [] : [[key, bucket] as const];
    });
  }
}
