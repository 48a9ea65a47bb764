// Ctrl+R: finds an earlier line by a part of it, and puts it into the input line. It is never sent from here.

import { visible } from '../../../../commons/text/text.ts';
import type { HistorySearch } from '../editor/history-search.ts';
import type { Face } from '../face.ts';
import { LineField } from '../overlays/line-field.ts';
import type { Key } from '../screen/picture.ts';
import { cutRow, cutText } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import type { LineMode } from './line-mode.ts';

export class HistoryLookup implements LineMode {
  readonly #search: HistorySearch;
  readonly #done: (found: string | null) => void;
  readonly #field = new LineField();

  constructor(search: HistorySearch, done: (found: string | null) => void) {
    this.#search = search;
    this.#done = done;
  }

  get cursorColumn(): number {
    return this.#field.cursorColumn;
  }

  row(face: Face, width: number): Row {
    const query = this.#field.row(face.phrases.historySearch, Math.max(16, width >> 1));
    const match = this.#search.match;
    if (!match) return query;
    // The last column is reserved for the sign that there is more.
    const room = width - rowWidth(query) - 4;
    const before = visible(match.text.slice(0, match.start));
    const found = visible(match.text.slice(match.start, match.end));
    const after = visible(match.text.slice(match.end));
    const row: Row = [
      ...query,
      { text: ` ${face.characters.sent} `, style: 'dim' },
      { text: cutText(before, Math.max(0, room - widthOf(found)), face.characters.ellipsis), style: 'text' },
      { text: found, style: 'match' },
      { text: after, style: 'text' },
    ];
    return cutRow(row, width, face.characters.ellipsis);
  }

  hint(face: Face): string {
    return face.phrases.searchHint(!this.#search.isFailing);
  }

  key(key: Key): void {
    if (key.name === 'enter' || key.name === 'tab') return this.#done(this.#search.match?.text ?? null);
    if (key.name === 'ctrl+r' || key.name === 'up') return this.#search.older();
    if (key.name === 'ctrl+s' || key.name === 'down') return this.#search.newer();
    if (this.#field.key(key)) this.#search.search(this.#field.text);
  }

  pasted(text: string): void {
    this.#field.insert(text);
    this.#search.search(this.#field.text);
  }

  ended(): void {}
}
