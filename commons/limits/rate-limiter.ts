import { networkOf } from '../net/network-of.ts';
import type { Rates } from './rate-limits.ts';
import { TokenBuckets } from './token-buckets.ts';

/** The network and the user that a request counts for. An unknown user is not counted. */
export interface Subject {
  readonly address: string;
  readonly user?: string | null | undefined;
}

type CountedBy = keyof Rates;

/** The use of one row of the rate limits. Pure: the time (monotonic ms) is a parameter. */
export class RateLimiter {
  readonly #counted: readonly (readonly [CountedBy, TokenBuckets])[];

  constructor(rates: Rates) {
    const rows = Object.entries(rates) as [CountedBy, Rates[CountedBy] & object][];
    this.#counted = rows.map(([by, rate]) => [by, new TokenBuckets(rate)]);
  }

  /**
   * Takes one token of each. Returns 0, or the ms until there are tokens; then none is taken. If the network has no
   * token, the name is not stored, so that new names push no others out.
   */
  take(subject: Subject, now: number): number {
    const buckets = this.#bucketsOf(subject);
    const waitMs = Math.max(...buckets.map(([key, bucket]) => bucket.waitMs(key, now)));
    if (waitMs === 0) for (const [key, bucket] of buckets) bucket.charge(key, now);
    return waitMs;
  }

  /** Takes so many tokens of each, on credit if there are none: the action has happened already. */
  charge(subject: Subject, now: number, count = 1): void {
    for (const [key, bucket] of this.#bucketsOf(subject)) bucket.charge(key, now, count);
  }

  /** How many ms until no token is owed. */
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
