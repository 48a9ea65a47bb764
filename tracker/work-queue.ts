import type { Clock } from '../commons/clock.ts';

/** Too much work waits already. `retryAfterMs` is when a place should be free. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('Too much work is waiting.');
    this.retryAfterMs = retryAfterMs;
  }
}

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** Pieces of work under way at once. */
  readonly concurrency: number;
  /** The longest that a piece of work may have to wait for its turn, by what the others took. */
  readonly maxWaitMs: number;
  /** What one piece is taken to last before any has been measured. */
  readonly expectedMs: number;
}

/** Runs expensive work a few pieces at a time. It is bounded by time, not by count: what waits must be worth waiting for. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #typicalMs: number;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#typicalMs = options.expectedMs;
  }

  /** Resolves with what `work` does. Rejects with {@link Overloaded}, without having started, if the wait were too long. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const { clock, concurrency, maxWaitMs } = this.#options;
    if (this.#running >= concurrency) {
      const waitMs = ((this.#waiting.length + 1) * this.#typicalMs) / concurrency;
      if (waitMs > maxWaitMs) throw new Overloaded(waitMs);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    const startedAt = clock.elapsed();
    try {
      return await work();
    } finally {
      // A moving average forgets a burst of slow ones within about ten.
      this.#typicalMs += (clock.elapsed() - startedAt - this.#typicalMs) / 10;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
