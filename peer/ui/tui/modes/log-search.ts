// Searching in what was said in the conversation that is shown; what is found is brought into view and marked.

import { fold } from '../../../../commons/text/fold.ts';
import type { Face } from '../face.ts';
import type { Entry, MessagePiece } from '../model/entry.ts';
import type { Scrollback } from '../model/scrollback.ts';
import { LineField } from '../overlays/line-field.ts';
import type { Key } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';
import type { LineMode } from './line-mode.ts';

export class LogSearch implements LineMode {
  readonly #log: Scrollback<Entry>;
  readonly #show: (id: number | null) => void;
  readonly #done: () => void;
  readonly #field = new LineField();
  /** Each entry is looked at for each key that is pressed. */
  readonly #foldedTexts = new WeakMap<MessagePiece, string>();
  #at: number | null = null;
  /** What was counted last, how many there are, and which of them is shown, from the newest. */
  #counted = '';
  #count = 0;
  #place: number | null = null;
  #isFound = true;

  /** `show` brings an entry into view, and marks it; null: none. `done`: the user has seen enough. */
  constructor(log: Scrollback<Entry>, show: (id: number | null) => void, done: () => void) {
    this.#log = log;
    this.#show = show;
    this.#done = done;
  }

  /** Finds the newest. Returns whether there is one. */
  search(query: string): boolean {
    this.#field.text = query;
    this.#find(this.#log.nextId, 'before');
    return this.#isFound;
  }

  get cursorColumn(): number {
    return this.#field.cursorColumn;
  }

  row(face: Face, width: number): Row {
    return this.#field.row(face.phrases.logSearch, width);
  }

  hint(face: Face): string {
    const { searchHint, searchCount } = face.phrases;
    const count = this.#field.text === '' ? '' : `${searchCount(this.#place, this.#count)}   `;
    return `${count}${searchHint(this.#isFound)}`;
  }

  key(key: Key): void {
    const log = this.#log;
    if (key.name === 'enter') return this.#done();
    if (key.name === 'up' || key.name === 'ctrl+r') return this.#find(this.#at ?? log.nextId, 'before');
    if (key.name === 'down') return this.#find(this.#at ?? log.nextId, 'after');
    if (this.#field.key(key)) this.#find(log.nextId, 'before');
  }

  pasted(text: string): void {
    this.#field.insert(text);
    this.#find(this.#log.nextId, 'before');
  }

  ended(): void {
    // Another conversation may be shown already.
    this.#log.allChanged();
    this.#show(null);
  }

  #find(from: number, where: 'before' | 'after'): void {
    const log = this.#log;
    const query = fold(this.#field.text);
    const matches = (entry: Entry): boolean => entry.kind === 'message' && this.#folded(entry).includes(query);
    const found =
      query === '' ? null : where === 'before' ? log.findBefore(from, matches) : log.findAfter(from, matches);
    if (query !== this.#counted) this.#countAll(query, matches);
    if (found !== null) this.#place = query === '' ? null : this.#countFrom(found, matches);
    else if (query !== '' && this.#count === 0) this.#place = null;
    this.#isFound = found !== null || query === '';
    if (found !== null || query === '') this.#at = found;
    this.#show(this.#at);
  }

  #folded(entry: MessagePiece): string {
    const known = this.#foldedTexts.get(entry);
    if (known !== undefined) return known;
    const folded = fold(`${entry.from}: ${entry.text}`);
    this.#foldedTexts.set(entry, folded);
    return folded;
  }

  #countAll(query: string, matches: (entry: Entry) => boolean): void {
    this.#counted = query;
    this.#count = query === '' ? 0 : this.#countFrom(this.#log.firstId, matches);
  }

  /** How many match from that entry on. */
  #countFrom(id: number, matches: (entry: Entry) => boolean): number {
    const log = this.#log;
    let count = 0;
    for (let at = id; at < log.nextId; at += 1) {
      const entry = log.get(at);
      if (entry !== undefined && matches(entry)) count += 1;
    }
    return count;
  }
}
