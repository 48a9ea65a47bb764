import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** The terminals that the program was started at, as its input and outputs. Any of them may be closed while it runs. */
export class StandardTerminals {
  readonly #descriptors = [0, 1, 2].filter((descriptor) => isatty(descriptor));

  /** Whether one of them was a terminal at the start. */
  get wereThere(): boolean {
    return this.#descriptors.length > 0;
  }

  /** One has been closed: reads and writes fail. */
  get haveGone(): boolean {
    return this.#gone.length > 0;
  }

  /**
   * To be called last, when the process ends: node sets terminals back then, and crashes (SIGSEGV or SIGABRT) if one has
   * gone. It leaves alone what is closed.
   */
  closeGone(): void {
    for (const descriptor of this.#gone) closeSync(descriptor);
  }

  get #gone(): readonly number[] {
    return this.#descriptors.filter((descriptor) => !isatty(descriptor));
  }
}
