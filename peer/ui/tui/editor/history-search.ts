// The search in the input history (Ctrl+R): the newest entry that contains the query, then older ones step by step.

import { fold } from '../../../../commons/text/fold.ts';
import { foldWithOrigins, originalRange } from './fold.ts';

/** In UTF-16 units; nobody types more to find something. */
const MAX_QUERY_UNITS = 200;

export interface HistoryMatch {
  readonly text: string;
  /** The range of the text that matches, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export class HistorySearch {
  readonly #entries: readonly string[];
  readonly #folded: readonly string[];
  #query = '';
  #at: number | null = null;
  #isFailing = false;

  /** `entries`: the oldest first, as the history keeps them. The search ignores case and accents. */
  constructor(entries: readonly string[]) {
    this.#entries = entries;
    this.#folded = entries.map(fold);
  }

  get query(): string {
    return this.#query;
  }

  /** Whether no further entry contains the query; the match is still the last one that was found. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  get match(): HistoryMatch | null {
    const text = this.#at === null ? undefined : this.#entries[this.#at];
    if (text === undefined) return null;
    const folded = foldWithOrigins(text);
    const query = fold(this.#query);
    const found = folded.text.indexOf(query);
    if (query === '' || found === -1) return { text, start: 0, end: 0 };
    return { text, ...originalRange(folded, found, found + query.length, text) };
  }

  /** Continues from the current match while the query grows, and starts again with another query. */
  search(query: string): void {
    const grows = query.startsWith(this.#query) && this.#at !== null;
    const from = grows ? this.#at : this.#entries.length - 1;
    this.#query = query.slice(0, MAX_QUERY_UNITS);
    if (this.#query !== '') return this.#find(from ?? -1, null);
    [this.#at, this.#isFailing] = [null, false];
  }

  /** Moves to the next older entry that contains the query and differs from the current one. */
  older(): void {
    if (this.#query === '') return;
    this.#find((this.#at ?? this.#entries.length) - 1, this.match?.text ?? null);
  }

  /** Moves to the next newer entry that contains the query and differs from the current one. */
  newer(): void {
    const query = fold(this.#query);
    if (this.#at === null || query === '') return;
    const at = this.#at;
    const found = this.#folded.findIndex(
      (entry, index) => index > at && entry.includes(query) && this.#entries[index] !== this.#entries[at],
    );
    this.#isFailing = found === -1;
    if (found !== -1) this.#at = found;
  }

  #find(from: number, not: string | null): void {
    const query = fold(this.#query);
    let at = from;
    while (at >= 0 && !(this.#folded[at]?.includes(query) && this.#entries[at] !== not)) at -= 1;
    this.#isFailing = at < 0;
    if (at >= 0) this.#at = at;
  }
}
