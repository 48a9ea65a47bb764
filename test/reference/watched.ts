import { PATIENCE_MS } from '../helpers/patience.ts';

/** Something that collects what happened to it, and on which a test can wait without sleeping or polling. */
export class Watched {
  readonly #checks = new Set<() => void>();

  /** Looks again at everything that is being waited for; subclasses call it after each event. */
  protected changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /** What a failed wait should show of the state; subclasses say more. */
  protected describe(): string {
    return '';
  }

  /**
   * Resolves with what `find` returns as soon as that is truthy, asked now and after every event.
   * Rejects after `deadlineMs` with `what` and the state as it was then, or with what `find` threw.
   */
  waitFor<T>(find: (self: this) => T | false | null | undefined, what: string, deadlineMs = PATIENCE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(deadline);
        this.#checks.delete(check);
        act();
      };
      const check = (): void => {
        try {
          const found = find(this);
          if (found) settle(() => resolve(found));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const deadline = setTimeout(() => {
        settle(() => reject(new Error(`waited ${deadlineMs} ms for ${what} ${this.describe()}`.trimEnd())));
      }, deadlineMs);
      this.#checks.add(check);
      check();
    });
  }
}
