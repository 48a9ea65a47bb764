/** Stops a timer; stopping one that has fired or was stopped does nothing. */
export type Cancel = () => void;

/**
 * The only source of time and timers, so that tests can control them.
 *
 * `now` is wall-clock time in ms since 1970, for times that people read or that outlive the process; it may jump.
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

/** Calls `work` every `ms` until cancelled; the timer of a call is set after the previous one has returned. */
export function every(clock: Clock, ms: number, work: () => void): Cancel {
  let cancel = clock.after(ms, turn);
  function turn(): void {
    cancel = clock.after(ms, turn);
    work();
  }
  return () => cancel();
}
