import { InputHistory } from './editor/input-history.ts';

/** What was typed, as it is kept for the next time. What is typed while the user does not want that is never part of it. */
export class KeptHistory {
  readonly #history: InputHistory;
  readonly #keep: (entries: readonly string[]) => void;
  readonly #isWanted: () => boolean;

  /** `entries`: of earlier runs, the oldest first. `keep` gets all of them whenever there is another one. */
  constructor(entries: readonly string[], keep: (entries: readonly string[]) => void, isWanted: () => boolean) {
    this.#history = new InputHistory(entries);
    this.#keep = keep;
    this.#isWanted = isWanted;
  }

  add(entry: string): void {
    if (this.#isWanted() && this.#history.add(entry)) this.#keep(this.#history.entries);
  }
}
