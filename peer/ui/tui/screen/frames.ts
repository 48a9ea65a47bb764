import type { Cancel, Clock } from '../../../../commons/clock.ts';

/** Sixty frames a second: more could not be seen, and would load a slow connection. */
const FRAME_MS = 16;

/**
 * Schedules paints. The first is immediate; each later one follows when the running code has returned, but at
 * most once a frame, however often it is requested.
 */
export class Frames {
  readonly #clock: Clock;
  readonly #paint: () => void;
  #lastAt: number | null = null;
  #isAskedFor = false;
  #cancel: Cancel = () => undefined;

  constructor(clock: Clock, paint: () => void) {
    this.#clock = clock;
    this.#paint = paint;
  }

  ask(): void {
    if (this.#isAskedFor) return;
    this.#isAskedFor = true;
    if (this.#lastAt === null) {
      this.#run();
      return;
    }
    const wait = this.#lastAt + FRAME_MS - this.#clock.elapsed();
    if (wait > 0) this.#cancel = this.#clock.after(wait, () => this.#run());
    else queueMicrotask(() => this.#run());
  }

  stop(): void {
    this.#cancel();
    this.#isAskedFor = false;
  }

  #run(): void {
    if (!this.#isAskedFor) return;
    this.#isAskedFor = false;
    this.#lastAt = this.#clock.elapsed();
    this.#paint();
  }
}
