// Breaks a text into rows for a field of a given width, and finds the position of each grapheme in them.

import { graphemeWidth } from '../text/width.ts';

/** The width of the field and the indents of its rows, in columns. */
export interface Shape {
  readonly width: number;
  /** The indent of the first row, where the prompt stands. */
  readonly firstIndent: number;
  /** The indent of all other rows. */
  readonly hangingIndent: number;
}

/** A row, from the grapheme `from` up to, but without, `to`; a newline at its end belongs to no row. */
export interface EditorRow {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

/** The fewest columns for the text, whatever the indent: one wide grapheme, and the cursor after it. */
const LEAST_COLUMNS = 3;

/** The most columns that one grapheme and the cursor after it can take: see `graphemesOf`. */
const MOST_COLUMNS = 17;

/** The last column stays free, so that the cursor has a place after a full row. A wide grapheme is never cut in two. */
export function breakRows(graphemes: readonly string[], shape: Shape): EditorRow[] {
  const rows: EditorRow[] = [];
  const indentOf = indentsIn(graphemes, shape);
  let [from, column] = [0, 0];
  let indent = indentOf(shape.firstIndent);
  const end = (to: number, next: number): void => {
    rows.push({ from, to, indent });
    [from, column, indent] = [next, 0, indentOf(shape.hangingIndent)];
  };
  graphemes.forEach((grapheme, index) => {
    if (grapheme === '\n') {
      end(index, index + 1);
      return;
    }
    const width = graphemeWidth(grapheme);
    if (column > 0 && indent + column + width >= shape.width) end(index, index);
    column += width;
  });
  end(graphemes.length, graphemes.length);
  return rows;
}

/** Reduces an indent to what the width allows. Reads the graphemes only if the field is so narrow that they matter. */
function indentsIn(graphemes: readonly string[], shape: Shape): (wanted: number) => number {
  if (Math.max(shape.firstIndent, shape.hangingIndent) + MOST_COLUMNS <= shape.width) return (wanted) => wanted;
  const widest = graphemes.reduce((most, grapheme) => Math.max(most, graphemeWidth(grapheme)), 0);
  const most = Math.max(0, shape.width - Math.max(LEAST_COLUMNS, widest + 1));
  return (wanted) => Math.max(0, Math.min(wanted, most));
}

/** The row that shows the cursor when it stands before the grapheme at `index`. */
export function rowOf(rows: readonly EditorRow[], index: number): number {
  const next = rows.findIndex(({ from }) => from > index);
  return next === -1 ? rows.length - 1 : next - 1;
}

/** The column of the grapheme at `index`, counted from the left edge of the field. */
export function columnIn(row: EditorRow, graphemes: readonly string[], index: number): number {
  return graphemes.slice(row.from, index).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), row.indent);
}

/** The grapheme of the row that is at `column`, or the end of the row. */
export function indexIn(row: EditorRow, graphemes: readonly string[], column: number): number {
  let [index, at] = [row.from, row.indent];
  // In a row that continues in the next one, the last position is before the last grapheme: after that grapheme, the
  // cursor is in the next row.
  const last = row.to < graphemes.length && graphemes[row.to] !== '\n' ? row.to - 1 : row.to;
  while (index < last) {
    at += graphemeWidth(graphemes[index] ?? '');
    if (at > column) break;
    index += 1;
  }
  return index;
}
