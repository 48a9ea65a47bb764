import { forgetOldest } from './forget-oldest.ts';
import { GUESSES_MS, MAX_GUESSES } from './protocol/limits.ts';

/** Keys that are remembered; beyond it the oldest are forgotten. */
const MAX_KEYS = 10_000;

/** Who has guessed wrong too often. Pure: it is told the time (monotonic ms). */
export class Guesses {
  readonly #failures = new Map<string, number[]>();

  /** How long (ms) `key` has to wait until it may try again; 0: it may. */
  waitMs(key: string, now: number): number {
    const failures = this.#recent(key, now);
    const [oldest] = failures;
    return oldest === undefined || failures.length < MAX_GUESSES ? 0 : oldest + GUESSES_MS - now;
  }

  failed(key: string, now: number): void {
    const failures = [...this.#recent(key, now), now].slice(-MAX_GUESSES);
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    forgetOldest(this.#failures, MAX_KEYS);
  }

  #recent(key: string, now: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at + GUESSES_MS > now);
  }
}
