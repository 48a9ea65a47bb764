import { eastAsianWidth } from 'get-east-asian-width';
import { eachGrapheme, isPlain } from './graphemes.ts';
import type { Row } from './row.ts';

/** Marks and joiners with nothing to stand on. */
const ONLY_MARKS = /^[\p{M}\u200c\u200d]+$/u;

/** Families, flags, keycaps, hearts in colour. */
const EMOJI = '^\\p{RGI_Emoji}$';

/** Compiled when first needed: that takes 12 ms. */
let emoji: RegExp | undefined;

/** More different characters than a conversation has. */
const MAX_REMEMBERED = 20_000;

const remembered = new Map<string, number>();

/** Columns of one character: 0, 1 or 2. A control counts as one, since it is shown as `?`. */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && grapheme < '\u0300') return 1;
  const known = remembered.get(grapheme);
  if (known !== undefined) return known;
  const width = measure(grapheme);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(grapheme, width);
  return width;
}

function measure(grapheme: string): number {
  if (ONLY_MARKS.test(grapheme)) return 0;
  const first = grapheme.codePointAt(0) ?? 0;
  const isOne = grapheme.length === String.fromCodePoint(first).length;
  return !isOne && isEmoji(grapheme) ? 2 : eastAsianWidth(first);
}

function isEmoji(grapheme: string): boolean {
  emoji ??= new RegExp(EMOJI, 'v');
  return emoji.test(grapheme);
}

/** Columns that text takes on the screen. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  eachGrapheme(text, (grapheme) => {
    width += graphemeWidth(grapheme);
    return true;
  });
  return width;
}

export function rowWidth(row: Row): number {
  return row.reduce((width, { text }) => width + widthOf(text), 0);
}
