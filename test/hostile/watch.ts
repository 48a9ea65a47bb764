import { PATIENCE_MS } from '../helpers/patience.ts';

/** Waiting for something to become so, with a deadline that says what was waited for. */
export class Watch {
  readonly #checks = new Set<() => void>();

  /** Something has changed. */
  look(): void {
    for (const check of [...this.#checks]) check();
  }

  /** Resolves as soon as `isSo`, which is asked now and at each `look`. */
  until(isSo: () => boolean, what: string, deadlineMs = PATIENCE_MS): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
      };
      const check = (): void => {
        if (!isSo()) return;
        done();
        resolve();
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`Waited ${deadlineMs} ms in vain for ${what}.`));
      }, deadlineMs);
      this.#checks.add(check);
    });
  }
}
