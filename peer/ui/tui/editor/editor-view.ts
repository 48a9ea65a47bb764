// What of a text is to be seen, and how moving up and down goes by what is seen.

import { breakRows, columnIn, indexIn, rowOf, type Shape } from './editor-rows.ts';

export interface EditorLayout {
  /** Without what they are set in by. */
  readonly rows: readonly string[];
  /** Which of all rows is the first one shown. */
  readonly top: number;
  /** How many rows the whole text takes. */
  readonly total: number;
  /** From the left edge of the field, the indent included, and from the first row shown. */
  readonly cursor: { readonly column: number; readonly row: number };
}

export class EditorView {
  /** As it was shown last; before that, every line is a row. */
  #shape: Shape = { width: Number.POSITIVE_INFINITY, firstIndent: 0, hangingIndent: 0 };
  #top = 0;
  /** Where moving up and down would like to be, since a shorter row does not change that. */
  #wishedColumn: number | null = null;

  /** Scrolls no further than it takes to show the cursor, which stands before the grapheme at `index`. */
  layout(graphemes: readonly string[], index: number, shape: Shape, height: number): EditorLayout {
    this.#shape = shape;
    const rows = breakRows(graphemes, shape);
    const at = rowOf(rows, index);
    const fit = Math.max(1, height);
    this.#top = Math.max(0, Math.min(Math.max(this.#top, at - fit + 1), at, rows.length - fit));
    const row = rows[at];
    return {
      rows: rows.slice(this.#top, this.#top + fit).map(({ from, to }) => graphemes.slice(from, to).join('')),
      top: this.#top,
      total: rows.length,
      cursor: { column: row ? columnIn(row, graphemes, index) : 0, row: at - this.#top },
    };
  }

  /** Where the cursor is a row further up (-1) or down (1), or null if there is none. */
  rowAway(graphemes: readonly string[], index: number, step: -1 | 1): number | null {
    const rows = breakRows(graphemes, this.#shape);
    const at = rowOf(rows, index);
    const [from, to] = [rows[at], rows[at + step]];
    if (!from || !to) return null;
    this.#wishedColumn ??= columnIn(from, graphemes, index);
    return indexIn(to, graphemes, this.#wishedColumn);
  }

  /** The cursor has moved in another way. */
  forgetColumn(): void {
    this.#wishedColumn = null;
  }
}
