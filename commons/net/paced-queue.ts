// Objects that are written one by one, with a gap between them, as a reference peer needs it (protocol 2.2.15).

import type { Cancel, Clock } from '../clock.ts';

interface Waiting {
  readonly text: string;
  readonly written: (() => void) | undefined;
  readonly about: string | undefined;
}

export interface PacedQueueOptions {
  readonly clock: Clock;
  /** The shortest time between two objects, in ms. */
  readonly gapMs: number;
  write(text: string): void;
  /** Called when no object waits any more. */
  emptied(): void;
}

export class PacedQueue {
  readonly #options: PacedQueueOptions;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #cancelGap: Cancel | null = null;

  constructor(options: PacedQueueOptions) {
    this.#options = options;
  }

  /** The number of objects that wait. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The bytes of the objects that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** `written` is called when `text` has been written. */
  push(text: string, written?: () => void, about?: string): void {
    this.#waiting.push({ text, written, about });
    this.#bytes += Buffer.byteLength(text);
    this.#writeNext();
  }

  /** Drops an object about the same thing, if one waits. */
  dropAbout(about: string): void {
    const outdated = this.#waiting.find((waiting) => waiting.about === about);
    if (!outdated) return;
    this.#waiting = this.#waiting.filter((waiting) => waiting !== outdated);
    this.#bytes -= Buffer.byteLength(outdated.text);
  }

  /** Writes all that waits, without gaps. */
  flush(): void {
    const waiting = this.#waiting;
    this.clear();
    for (const { text } of waiting) this.#options.write(text);
    for (const { written } of waiting) written?.();
    if (waiting.length > 0) this.#options.emptied();
  }

  /** Forgets what waits, and stops. */
  clear(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
    this.#waiting = [];
    this.#bytes = 0;
  }

  #writeNext(): void {
    if (this.#cancelGap) return; // The gap after the previous object is not over.
    const next = this.#waiting.shift();
    if (!next) return;
    const { clock, gapMs, write, emptied } = this.#options;
    this.#bytes -= Buffer.byteLength(next.text);
    write(next.text);
    // The gap begins when the bytes have been written, at the end of this turn of the event loop, however long that
    // takes. A timer that is set now may fire before that; a timer that is set by a timer cannot.
    const inTurns = [0, 0, gapMs];
    const wait = (): void => {
      const ms = inTurns.shift();
      this.#cancelGap = ms === undefined ? null : clock.after(ms, wait);
      if (ms === undefined) this.#writeNext();
    };
    wait();
    next.written?.();
    if (this.#waiting.length === 0) emptied();
  }
}
