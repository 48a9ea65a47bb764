import { eastAsianWidth } from 'get-east-asian-width';
import { eachGrapheme, isCombining, isPlain } from './graphemes.ts';
import type { Row } from './row.ts';

/** Vowels and final consonants of Hangul: part of the block of the consonant before them. */
const HANGUL_BLOCK = /^[\u1160-\u11ff]$/;

/** Families, flags, keycaps, hearts in colour. */
const EMOJI = '^\\p{RGI_Emoji}$';

/** Four people with a colour of skin each, joined, have eleven. */
const MAX_EMOJI_CHARACTERS = 12;

/** Compiled when first needed: that takes 12 ms. */
let emoji: RegExp | undefined;

/** The limits of the cache: more distinct graphemes than a conversation has, and longer than those of any language. */
const MAX_REMEMBERED = 20_000;
const MAX_REMEMBERED_UNITS = 32;

const remembered = new Map<string, number>();

/**
 * Columns of one character: the sum over its code points, but 2 for an emoji of several. A spacing mark (a vowel sign
 * of Devanagari, an am of Thai, a half-width voicing mark) takes a column although it is part of a letter: a terminal
 * that gives it none leaves the column free, and one that gives it one has room for it. A control counts as one, since
 * it is shown as `?`.
 */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && grapheme < '\u0300') return 1;
  const known = remembered.get(grapheme);
  if (known !== undefined) return known;
  const width = measure(grapheme);
  if (grapheme.length > MAX_REMEMBERED_UNITS) return width;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(grapheme, width);
  return width;
}

function measure(grapheme: string): number {
  const first = String.fromCodePoint(grapheme.codePointAt(0) ?? 0);
  if (grapheme === first) return codePointWidth(first, true);
  const characters = [...grapheme];
  const picture = emojiLength(characters);
  return characters
    .slice(picture)
    .reduce(
      (width, character, index) => width + codePointWidth(character, picture + index === 0),
      picture === 0 ? 0 : 2,
    );
}

/** The number of code points at the start that form one emoji, which marks may follow; 0: none do. */
function emojiLength(characters: readonly string[]): number {
  if (isEmoji(characters.join(''))) return characters.length;
  if (!/^\p{Emoji}/u.test(characters[0] ?? '')) return 0;
  let length = Math.min(characters.length - 1, MAX_EMOJI_CHARACTERS);
  while (length > 0 && !isEmoji(characters.slice(0, length).join(''))) length -= 1;
  return length;
}

/** @param isFirst Whether no character stands before it with which it could combine. */
function codePointWidth(character: string, isFirst: boolean): number {
  if (isCombining(character) || (!isFirst && HANGUL_BLOCK.test(character))) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

/** Whether the grapheme is an emoji, of one or several code points. */
function isEmoji(grapheme: string): boolean {
  return emojiForm().test(grapheme);
}

/** The pattern of an emoji, compiled when first needed: a literal would be compiled before the first picture. */
export function emojiForm(): RegExp {
  emoji ??= new RegExp(EMOJI, 'v');
  return emoji;
}

/** Whether it is wide without a spacing mark: an ideograph, a syllable of Hangul, an emoji. */
export function isWide(grapheme: string): boolean {
  if (graphemeWidth(grapheme) !== 2) return false;
  const first = String.fromCodePoint(grapheme.codePointAt(0) ?? 0);
  return grapheme === first || codePointWidth(first, true) === 2 || isEmoji(grapheme);
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
