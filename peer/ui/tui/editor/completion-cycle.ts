import { type Completion, type CompletionWords, complete } from './completion.ts';

/** A replacement for a range of the text, in UTF-16 units. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Completes at Tab, and shows the next candidate at each further Tab. The cycle ends by itself when the text or the
 * cursor is no longer as the last step left it, so that no other action needs to end it.
 */
export class CompletionCycle {
  #completion: Completion | null = null;
  #at = 0;
  /** The text and the cursor after the last replacement. */
  #left: { readonly text: string; readonly cursor: number } | null = null;

  /** The next candidate (1, Tab), or the one before (-1, Shift+Tab). Null if there is none, or no other one. */
  step(direction: 1 | -1, text: string, cursor: number, words: CompletionWords): Replacement | null {
    const before = this.#isAsLeft(text, cursor) ? this.#completion : null;
    const completion = before ?? complete(text, cursor, words);
    if (!completion || before?.candidates.length === 1) return null;
    const count = completion.candidates.length;
    const first = direction === 1 ? 0 : count - 1;
    this.#at = before ? (this.#at + direction + count) % count : first;
    const chosen = completion.candidates[this.#at] ?? '';
    const { start } = completion;
    this.#completion = completion;
    this.#left = { text: text.slice(0, start) + chosen + text.slice(cursor), cursor: start + chosen.length };
    return { start, end: cursor, text: chosen };
  }

  #isAsLeft(text: string, cursor: number): boolean {
    return this.#left !== null && this.#left.text === text && this.#left.cursor === cursor;
  }
}
