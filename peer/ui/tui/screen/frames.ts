import type { Cancel, Clock } from '../../../../commons/clock.ts';

/** Sixty a second: what follows faster cannot be seen, and costs a slow line. */
const FRAME_MS = 16;

/**
 * When to paint: the first time at once; then as soon as what is happening now has happened, but at most once a frame, however
 * often it is asked for.
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
