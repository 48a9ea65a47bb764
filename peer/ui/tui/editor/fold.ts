// Folds a text for comparison without case and accents, and maps each piece of the folded text to the original.

import { fold, isAscii } from '../../../../commons/text/fold.ts';

export interface Folded {
  readonly text: string;
  /** For each unit of `text`, the offset of the character that it comes from. */
  readonly origins: readonly number[];
}

/** As {@link fold}, with the offset in `text` of each unit, in UTF-16 units. */
export function foldWithOrigins(text: string): Folded {
  if (isAscii(text)) return { text: text.toLowerCase(), origins: Array.from(text, (_, offset) => offset) };
  const origins: number[] = [];
  let [folded, offset] = ['', 0];
  // A letter and its marks are compared as one: marks are put into their order, and composed letters taken apart.
  for (const [letter] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = fold(letter);
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(offset);
    folded += piece;
    offset += letter.length;
  }
  return { text: folded, origins };
}

/** The range of the original text for `start` to `end` in `folded`: whole characters with their marks. */
export function originalRange(
  folded: Folded,
  start: number,
  end: number,
  text: string,
): { start: number; end: number } {
  const last = folded.origins[end - 1] ?? 0;
  const next = folded.origins.slice(end).find((origin) => origin > last);
  return { start: folded.origins[start] ?? 0, end: next ?? text.length };
}
