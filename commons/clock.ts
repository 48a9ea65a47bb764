/** Stops a timer; stopping one that has fired or was stopped does nothing. */
export type Cancel = () => void;

/**
 * The only way to learn or await time, so that tests decide how it passes.
 *
 * `now` is wall-clock time in ms since 1970, for what people read and what outlives the process; it may jump.
 * `elapsed` is monotonic time in ms since an arbitrary start, for durations and deadlines; it never goes back.
 */
export interface Clock {
  now(): number;
  elapsed(): number;
  /** Calls `work` once after `ms`. */
  after(ms: number, work: () => void): Cancel;
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock: the only place that reads the time or sets timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** `work` every `ms` until cancelled; the next turn is set after the previous one returned. */
export function every(clock: Clock, ms: number, work: () => void): Cancel {
  let cancel = clock.after(ms, turn);
  function turn(): void {
    cancel = clock.after(ms, turn);
    work();
  }
  return () => cancel();
}
