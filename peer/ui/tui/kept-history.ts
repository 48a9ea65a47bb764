import { isKeptCommand } from '../../commands/kept-commands.ts';
import { InputHistory } from './editor/input-history.ts';

/** The commands that are kept for the next run. Commands typed while `isWanted` returns false are left out. */
export class KeptHistory {
  readonly #history: InputHistory;
  readonly #keep: (entries: readonly string[]) => void;
  readonly #isWanted: () => boolean;

  /** `entries`: those of earlier runs, the oldest first. `keep` receives all entries whenever one was added. */
  constructor(entries: readonly string[], keep: (entries: readonly string[]) => void, isWanted: () => boolean) {
    this.#history = new InputHistory(entries);
    this.#keep = keep;
    this.#isWanted = isWanted;
  }

  /** Text, and lines with a password or an invitation, are left out: see {@link isKeptCommand}. */
  add(entry: string): void {
    if (this.#isWanted() && isKeptCommand(entry) && this.#history.add(entry)) this.#keep(this.#history.entries);
  }
}
