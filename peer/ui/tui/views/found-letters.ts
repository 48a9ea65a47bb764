// Highlights the letters of a fuzzy match in a text.

import { fuzzyMatch } from '../editor/fuzzy.ts';
import { eachGrapheme } from '../text/graphemes.ts';
import type { Row, Span } from '../text/row.ts';
import type { Style } from '../theme/style.ts';

/** `text` with the graphemes that match `query` highlighted; all in `style` if the query does not match. */
export function foundLetters(query: string, text: string, style: Style): Row {
  const { positions } = fuzzyMatch(query, text) ?? { positions: [] };
  if (positions.length === 0) return [{ text, style }];
  const row: Span[] = [];
  let at = 0;
  let next = 0;
  eachGrapheme(text, (grapheme) => {
    const first = next;
    at += grapheme.length;
    while (next < positions.length && (positions[next] ?? 0) < at) next += 1;
    const span: Span = { text: grapheme, style: next > first ? 'match' : style };
    const before = row.at(-1);
    if (before?.style === span.style) row[row.length - 1] = { ...span, text: before.text + grapheme };
    else row.push(span);
    return true;
  });
  return row;
}
