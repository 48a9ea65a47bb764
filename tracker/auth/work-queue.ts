import type { Clock } from '../../commons/clock.ts';

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
  /** The longest expected wait of a piece of work, estimated from the duration of earlier ones. */
  readonly maxWaitMs: number;
  /** The assumed duration of a piece before one has been measured. */
  readonly expectedMs: number;
}

export interface WorkDemand {
  /** The asker; each asker gets one turn per round, however much work it has. */
  readonly from: string;
  /** Called when the turn has come. */
  isWanted(): boolean;
}

interface Waiting {
  readonly since: number;
  isWanted(): boolean;
  /** Called when its turn has come, or when it will have none. */
  settle(hasTurn: boolean): void;
}

/**
 * Runs expensive work a few pieces at a time, and one of each asker in turn (round robin), so that an asker with a
 * hundred pieces delays another one by one piece. The bound is the expected wait, not the count.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  /** By asker, in the order of their turns. No list is empty. */
  readonly #waiting = new Map<string, Waiting[]>();
  #running = 0;
  #typicalMs: number;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#typicalMs = options.expectedMs;
  }

  /**
   * Resolves with the result of `work`. Rejects with {@link Overloaded}, without having started, if the wait would be
   * too long, or has become too long, or if the work is no longer wanted when its turn comes.
   */
  async run<T>(work: () => Promise<T>, demand: WorkDemand): Promise<T> {
    if (this.#running >= this.#options.concurrency) await this.#turn(demand);
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

  async #turn({ from, isWanted }: WorkDemand): Promise<void> {
    const { clock, concurrency, maxWaitMs } = this.#options;
    this.#dropUnwanted();
    const waitMs = ((this.#countBefore(from) + 1) * this.#typicalMs) / concurrency;
    if (waitMs > maxWaitMs) throw new Overloaded(waitMs);
    const hasTurn = await new Promise<boolean>((settle) => {
      const waiting = { since: clock.elapsed(), isWanted, settle };
      const own = this.#waiting.get(from);
      if (own) own.push(waiting);
      else this.#waiting.set(from, [waiting]);
    });
    if (!hasTurn) throw new Overloaded(waitMs);
  }

  /** How many pieces would have their turn before one more of this asker. */
  #countBefore(from: string): number {
    const own = this.#waiting.get(from)?.length ?? 0;
    let count = own;
    for (const [asker, { length }] of this.#waiting) if (asker !== from) count += Math.min(length, own + 1);
    return count;
  }

  #dropUnwanted(): void {
    for (const [asker, queue] of this.#waiting) {
      const wanted = queue.filter((waiting) => {
        const isWorthIt = this.#isWorthIt(waiting);
        if (!isWorthIt) waiting.settle(false);
        return isWorthIt;
      });
      if (wanted.length > 0) this.#waiting.set(asker, wanted);
      else this.#waiting.delete(asker);
    }
  }

  #isWorthIt({ since, isWanted }: Waiting): boolean {
    return isWanted() && this.#options.clock.elapsed() - since <= this.#options.maxWaitMs;
  }

  #next(): void {
    for (let next = this.#shift(); next; next = this.#shift()) {
      const hasTurn = this.#isWorthIt(next);
      next.settle(hasTurn);
      if (hasTurn) return;
    }
    this.#running -= 1;
  }

  /** The first piece of the asker whose turn it is; its other pieces go to the end of the round. */
  #shift(): Waiting | undefined {
    const [first] = this.#waiting;
    if (!first) return undefined;
    const [asker, queue] = first;
    const next = queue.shift();
    this.#waiting.delete(asker);
    if (queue.length > 0) this.#waiting.set(asker, queue);
    return next;
  }
}
