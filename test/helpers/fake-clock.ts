import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cancel, Clock } from '../../commons/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  work(): void;
}

/** A clock that stands still until it is advanced. */
export class FakeClock implements Clock {
  #elapsed = 0;
  #wall = Date.parse('2026-01-01T12:00:00Z');
  #order = 0;
  /** The next first. */
  readonly #timers: Timer[] = [];

  now(): number {
    return this.#wall;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, work: () => void): Cancel {
    this.#order += 1;
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#order, work };
    this.#timers.splice(this.#placeOf(timer), 0, timer);
    return () => {
      const place = this.#placeOf(timer);
      if (this.#timers[place] === timer) this.#timers.splice(place, 1);
    };
  }

  /** How many timers run. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves only the wall clock, as a person or a time server does. */
  setBack(ms: number): void {
    this.#wall -= ms;
  }

  /** Lets `ms` pass: fires what is due in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settle();
    for (let next = this.#timers[0]; next && next.at <= end; next = this.#timers[0]) {
      this.#passTo(next.at);
      this.#timers.shift();
      next.work();
      await settle();
    }
    this.#passTo(end);
  }

  /** Where it is among the others, or would be. There can be thousands of them. */
  #placeOf({ at, order }: Timer): number {
    let from = 0;
    for (let to = this.#timers.length; from < to; ) {
      const middle = (from + to) >> 1;
      const other = this.#timers[middle] as Timer;
      if (other.at < at || (other.at === at && other.order < order)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #passTo(at: number): void {
    this.#wall += at - this.#elapsed;
    this.#elapsed = at;
  }
}

/** Lets everything that waits for nothing but its turn happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn();
}
