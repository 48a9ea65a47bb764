// The visible part of a text, and moves up and down by its visible rows.

import { breakRows, columnIn, indexIn, rowOf, type Shape } from './editor-rows.ts';

export interface EditorLayout {
  /** The visible rows, without their indents. */
  readonly rows: readonly string[];
  /** The index, among all rows, of the first visible one. */
  readonly top: number;
  /** The number of rows of the whole text. */
  readonly total: number;
  /** The column is counted from the left edge of the field, indent included; the row from the first visible row. */
  readonly cursor: { readonly column: number; readonly row: number };
}

export class EditorView {
  /** The shape of the last layout; before the first, each line is one row. */
  #shape: Shape = { width: Number.POSITIVE_INFINITY, firstIndent: 0, hangingIndent: 0 };
  #top = 0;
  /** The column that moves up and down return to after a shorter row. */
  #wishedColumn: number | null = null;

  /**
   * Lays out the text. Scrolls only as far as needed to show the cursor, which stands before the grapheme at `index`.
   */
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

  /** The index of the cursor one row up (-1) or down (1), or null if there is no such row. */
  rowAway(graphemes: readonly string[], index: number, step: -1 | 1): number | null {
    const rows = breakRows(graphemes, this.#shape);
    const at = rowOf(rows, index);
    const [from, to] = [rows[at], rows[at + step]];
    if (!from || !to) return null;
    this.#wishedColumn ??= columnIn(from, graphemes, index);
    return indexIn(to, graphemes, this.#wishedColumn);
  }

  /** Must be called when the cursor has moved in another way than up or down. */
  forgetColumn(): void {
    this.#wishedColumn = null;
  }
}
