import type { Intended } from '../events.ts';

/** Intents that may wait for the tracker, and UTF-16 units of their text: as much as may wait for one person. */
const MAX_WAITING = 10_000;
const MAX_WAITING_LENGTH = 8 * 1024 * 1024;

/** The queue of intents: they wait while a request about a room is open. */
export class WaitingIntents {
  readonly #waiting: Intended[] = [];
  #length = 0;
  #done = 0;

  get count(): number {
    return this.#waiting.length;
  }

  /** UTF-16 units of their text. */
  get length(): number {
    return this.#length;
  }

  /** How many intents have left the queue. */
  get done(): number {
    return this.#done;
  }

  /** Returns whether there is room for it. */
  add(intended: Intended): boolean {
    const length = this.#length + lengthOf(intended);
    if (this.#waiting.length >= MAX_WAITING || length > MAX_WAITING_LENGTH) return false;
    this.#waiting.push(intended);
    this.#length = length;
    return true;
  }

  /** Takes the next intent out of the queue. */
  next(): Intended | undefined {
    const next = this.#waiting.shift();
    if (next === undefined) return undefined;
    this.#done += 1;
    this.#length -= lengthOf(next);
    return next;
  }
}

/** An intent without a line holds its text and a few names. */
function lengthOf({ intent, line }: Intended): number {
  if (line) return line.text.length;
  return 'text' in intent ? intent.text.length : 0;
}
