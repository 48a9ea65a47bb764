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
  #timers: Timer[] = [];

  now(): number {
    return this.#wall;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, work: () => void): Cancel {
    this.#order += 1;
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#order, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves only the wall clock, as a person or a time server does. */
  setBack(ms: number): void {
    this.#wall -= ms;
  }

  /** Lets `ms` pass: fires what is due in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settle();
    for (let timer = this.#nextUntil(end); timer; timer = this.#nextUntil(end)) {
      const { at } = timer;
      this.#passTo(at);
      this.#timers = this.#timers.filter((other) => other !== timer);
      timer.work();
      await settle();
    }
    this.#passTo(end);
  }

  #nextUntil(end: number): Timer | undefined {
    return this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
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
