export interface BackoffOptions {
  readonly firstMs: number;
  readonly mostMs: number;
  /** 0 <= random() < 1. */
  random(): number;
}

/** Longer than any honest tracker's limits need. */
const LONGEST_WAIT_MS = 10 * 60 * 1000;

/** Pauses between attempts: none before the first, then doubling up to `mostMs`, each shortened by chance by up to half. */
export class Backoff {
  readonly #options: BackoffOptions;
  #attempts = 0;
  #notBeforeMs = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  nextMs(): number {
    const { firstMs, mostMs, random } = this.#options;
    const longest = this.#attempts === 0 ? 0 : Math.min(mostMs, firstMs * 2 ** (this.#attempts - 1));
    this.#attempts += 1;
    // Many peers were asked to wait: all of them at the same instant would be the next rush.
    const pause = Math.max(longest * (0.5 + random() / 2), this.#notBeforeMs * (1 + random() / 2));
    this.#notBeforeMs = 0;
    return pause;
  }

  /** It worked. */
  reset(): void {
    this.#attempts = 0;
  }

  /** The next pause is at least this long, since the other side asked for it, up to a bound. */
  notBefore(ms: number): void {
    this.#notBeforeMs = Math.min(ms, LONGEST_WAIT_MS);
  }
}
