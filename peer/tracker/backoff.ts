export interface BackoffOptions {
  readonly firstMs: number;
  readonly mostMs: number;
  /** 0 <= random() < 1. */
  random(): number;
}

/** The longest pause that a tracker can ask for: more than the limits of an honest one need. */
const LONGEST_WAIT_MS = 10 * 60 * 1000;

/**
 * Pauses between attempts: none before the first, then doubling up to `mostMs`, each shortened by chance by up to half.
 */
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
    // Many peers may have been asked to wait: if all came back at the same instant, they would overload the tracker
    // again.
    const pause = Math.max(longest * (0.5 + random() / 2), this.#notBeforeMs * (1 + random() / 2));
    this.#notBeforeMs = 0;
    return pause;
  }

  /** An attempt has succeeded: the next pauses start from the shortest. */
  reset(): void {
    this.#attempts = 0;
  }

  /** The next pause is at least this long, since the other side asked for it, up to a bound. */
  notBefore(ms: number): void {
    this.#notBeforeMs = Math.min(ms, LONGEST_WAIT_MS);
  }
}
