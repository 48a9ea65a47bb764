import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** The terminals that are the program's standard input and outputs. Any of them may be closed while it runs. */
export class StandardTerminals {
  readonly #descriptors = [0, 1, 2].filter((descriptor) => isatty(descriptor));

  /** Whether one of the three descriptors was a terminal at the start. */
  get wereThere(): boolean {
    return this.#descriptors.length > 0;
  }

  /** Whether a terminal has been closed: reads and writes fail. */
  get haveGone(): boolean {
    return this.#gone.length > 0;
  }

  /**
   * Closes the descriptors of terminals that have gone. Must be called last, when the process ends: node resets
   * terminals then, and crashes (SIGSEGV or SIGABRT) if one has gone; it skips closed descriptors.
   */
  closeGone(): void {
    for (const descriptor of this.#gone) closeSync(descriptor);
  }

  get #gone(): readonly number[] {
    return this.#descriptors.filter((descriptor) => !isatty(descriptor));
  }
}
