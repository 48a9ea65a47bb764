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

interface Waiting {
  readonly since: number;
  isWanted(): boolean;
  /** It is its turn, or it will have none. */
  settle(hasTurn: boolean): void;
}

/** Runs expensive work a few pieces at a time. It is bounded by time, not by count: what waits must be worth waiting for. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  #waiting: Waiting[] = [];
  #running = 0;
  #typicalMs: number;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#typicalMs = options.expectedMs;
  }

  /**
   * Resolves with what `work` does. Rejects with {@link Overloaded}, without having started, if the wait were too long,
   * or has become too long, or if nobody wants it any more when its turn comes.
   */
  async run<T>(work: () => Promise<T>, isWanted: () => boolean = () => true): Promise<T> {
    if (this.#running >= this.#options.concurrency) await this.#turn(isWanted);
    else this.#running += 1;
    const { clock } = this.#options;
    const startedAt = clock.elapsed();
    try {
      return await work();
    } finally {
      // A moving average forgets a burst of slow ones within about ten.
      this.#typicalMs += (clock.elapsed() - startedAt - this.#typicalMs) / 10;
      this.#next();
    }
  }

  async #turn(isWanted: () => boolean): Promise<void> {
    const { clock, concurrency, maxWaitMs } = this.#options;
    for (const waiting of this.#waiting) if (!waiting.isWanted()) waiting.settle(false);
    this.#waiting = this.#waiting.filter((waiting) => waiting.isWanted());
    const waitMs = ((this.#waiting.length + 1) * this.#typicalMs) / concurrency;
    if (waitMs > maxWaitMs) throw new Overloaded(waitMs);
    const hasTurn = await new Promise<boolean>((settle) => {
      this.#waiting.push({ since: clock.elapsed(), isWanted, settle });
    });
    if (!hasTurn) throw new Overloaded(waitMs);
  }

  #next(): void {
    const { clock, maxWaitMs } = this.#options;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const hasTurn = next.isWanted() && clock.elapsed() - next.since <= maxWaitMs;
      next.settle(hasTurn);
      if (hasTurn) return;
    }
    this.#running -= 1;
  }
}
