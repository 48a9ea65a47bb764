import { networkOf } from '../net/network-of.ts';
import { forgetOldest } from './forget-oldest.ts';
import { GUESSES_MS, type GuessLimits } from './rate-limits.ts';

/** The most keys of one kind that are remembered; beyond this number the oldest are forgotten. */
const MAX_KEYS = 10_000;

export interface Guess {
  /** The names or keys of the guesser: a guess counts for each. */
  readonly guessers: readonly string[];
  readonly address: string;
  /** The secret that is guessed. */
  readonly target: string;
}

/** Counts wrong guesses by guesser and secret. Pure: the time (monotonic ms) is a parameter. */
export class Guesses {
  readonly #counts: Readonly<Record<keyof GuessLimits, FailureCounts>>;

  constructor({ guesser, network, target = Number.POSITIVE_INFINITY }: GuessLimits) {
    this.#counts = {
      guesser: new FailureCounts(guesser),
      network: new FailureCounts(network),
      target: new FailureCounts(target),
    };
  }

  /** How long (ms) the guesser has to wait before the next try; 0: not at all. */
  waitMs(guess: Guess, now: number): number {
    return Math.max(...this.#countersOf(guess).map(([counts, key]) => counts.waitMs(key, now)));
  }

  failed(guess: Guess, now: number): void {
    for (const [counts, key] of this.#countersOf(guess)) counts.failed(key, now);
  }

  #countersOf({ guessers, address, target }: Guess): (readonly [FailureCounts, string])[] {
    const { guesser, network, target: all } = this.#counts;
    return [
      ...guessers.map((who) => [guesser, `${who}\n${target}`] as const),
      [network, `${networkOf(address)}\n${target}`],
      [all, target],
    ];
  }
}

/** The times of the last failures of each key. */
class FailureCounts {
  readonly #most: number;
  readonly #failures = new Map<string, number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  waitMs(key: string, now: number): number {
    const failures = this.#recent(key, now);
    const [oldest] = failures;
    return oldest === undefined || failures.length < this.#most ? 0 : oldest + GUESSES_MS - now;
  }

  failed(key: string, now: number): void {
    if (this.#most === Number.POSITIVE_INFINITY) return;
    const failures = [...this.#recent(key, now), now].slice(-this.#most);
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    forgetOldest(this.#failures, MAX_KEYS);
  }

  #recent(key: string, now: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at + GUESSES_MS > now);
  }
}
