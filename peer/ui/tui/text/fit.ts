// Cuts and pads text and rows to a number of columns.
import type { Style } from '../theme/style.ts';
import { eachGrapheme, isPlain } from './graphemes.ts';
import type { Row, Span } from './row.ts';
import { graphemeWidth, rowWidth, widthOf } from './width.ts';

const ELLIPSIS = '…';

/** Cuts text to at most `width` columns; a cut text ends in `ellipsis`. */
export function cutText(text: string, width: number, ellipsis: string = ELLIPSIS): string {
  // No character is narrower than nothing: only a text with more characters than columns can be too wide.
  if (isPlain(text) ? text.length <= width : widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  return room < 0 ? headOf(ellipsis, width) : headOf(text, room) + ellipsis;
}

/** Cuts a row to at most `width` columns; a cut row ends in `ellipsis`, in the style of the text before it. */
export function cutRow(row: Row, width: number, ellipsis: string = ELLIPSIS): Row {
  if (rowWidth(row) <= width) return row;
  const fitting: Span[] = [];
  let room = width - widthOf(ellipsis);
  for (const { text, style } of row) {
    const taken = widthOf(text);
    if (taken > room) {
      fitting.push({ text: room < 0 ? headOf(ellipsis, width) : headOf(text, room) + ellipsis, style });
      break;
    }
    fitting.push({ text, style });
    room -= taken;
  }
  return fitting;
}

/** The row with spaces after it, up to `width` columns. */
export function padRow(row: Row, width: number, style: Style): Row {
  const missing = width - rowWidth(row);
  return missing > 0 ? [...row, { text: ' '.repeat(missing), style }] : row;
}

function headOf(text: string, width: number): string {
  if (isPlain(text)) return text.slice(0, Math.max(0, width));
  let head = '';
  let room = width;
  eachGrapheme(text, (grapheme) => {
    room -= graphemeWidth(grapheme);
    if (room >= 0) head += grapheme;
    return room >= 0;
  });
  return head;
}
