// Fuzzy matching for the go-to palette: the letters of the query in order, with gaps. The best alignment of the letters
// with the text is found by dynamic programming: a row for each letter, a column for each place in the text. (fuzzysort
// 4 failed the tests: it reports wrong places for folded letters, such as `ß`, and ranks a word in the middle above
// letters at the starts of words.)

import { fold, isAscii } from '../../../../commons/text/fold.ts';
import { foldWithOrigins } from './fold.ts';

/** In folded UTF-16 units. The rest is ignored, so that a hostile name costs no more than a long one. */
const MAX_QUERY_UNITS = 32;
const MAX_TEXT_UNITS = 128;

const HIT = 16;
const AT_WORD_START = 10;
const AT_TEXT_START = 14;
const AFTER_HIT = 12;
/** Subtracted for a gap before a letter, and for each place before the first letter, up to `MOST_LATE` places. */
const GAP = 3;
const LATE = 1;
const MOST_LATE = 10;

/** The score of an impossible alignment: so low that no bonus raises it above a possible one. */
const NOWHERE = -1_000_000;

export interface FuzzyMatch {
  /** Higher is better; comparable only with matches of the same query. */
  readonly score: number;
  /** The places of the letters in the text, in UTF-16 units, rising. */
  readonly positions: readonly number[];
}

/** How well `query` fits into `text`, whatever the case and accents; null if its letters are not there in order. */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const wanted = foldedQuery(query);
  if (wanted === '') return { score: 0, positions: [] };
  const laid = layInto(wanted, text);
  if (!laid) return null;
  const places = placesOf(wanted, laid.lastPlace);
  return { score: laid.score, positions: [...new Set(places.map((place) => laid.origins[place] ?? 0))] };
}

/**
 * The items that match, best first; of equal scores, the shorter first, then in the given order. No query: all items.
 */
export function rank<T>(query: string, items: readonly T[], textOf: (item: T) => string): readonly T[] {
  const wanted = foldedQuery(query);
  if (wanted === '') return items;
  const found: { readonly item: T; readonly length: number; readonly score: number }[] = [];
  for (const item of items) {
    const text = textOf(item);
    const laid = layInto(wanted, text);
    if (laid) found.push({ item, length: text.length, score: laid.score });
  }
  return found.sort((a, b) => b.score - a.score || a.length - b.length).map(({ item }) => item);
}

/** Folds the query and ignores its spaces: `new room` finds `newroom`. */
function foldedQuery(query: string): string {
  return fold(query.slice(0, MAX_QUERY_UNITS)).replace(/\s/g, '').slice(0, MAX_QUERY_UNITS);
}

interface Laid {
  readonly score: number;
  /** The place of the last letter in the folded text. */
  readonly lastPlace: number;
  /** For each place in the folded text, the place in the text. */
  readonly origins: readonly number[];
}

/** The origins for a text of which each unit is folded into one. */
const ONE_BY_ONE: readonly number[] = Array.from({ length: MAX_TEXT_UNITS }, (_, at) => at);

function layInto(query: string, fullText: string): Laid | null {
  const text = fullText.slice(0, MAX_TEXT_UNITS);
  const units = fold(text).slice(0, MAX_TEXT_UNITS);
  if (!hasInOrder(units, query)) return null; // Most texts do not match: this test is cheap.
  const origins = isAscii(text) ? ONE_BY_ONE : foldWithOrigins(text).origins;
  for (let at = 0; at < units.length; at += 1) {
    bonuses[at] = query.includes(units[at] ?? '') ? bonusAt(text, origins[at] ?? 0, at) : 0;
  }
  return { ...bestWay(query, units), origins };
}

function hasInOrder(text: string, query: string): boolean {
  let at = 0;
  for (let letter = 0; letter < query.length; letter += 1) {
    at = text.indexOf(query[letter] ?? '', at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The bonus for a letter at a place of the text: at the start of the text or of a word. */
function bonusAt(text: string, origin: number, at: number): number {
  if (at === 0) return AT_TEXT_START;
  const before = text.charCodeAt(origin - 1);
  if (isSmallLetter(before)) return isCapital(text, origin) ? AT_WORD_START : 0;
  if (before < 0x80) return isDigit(before) || isSmallLetter(before | 0x20) ? 0 : AT_WORD_START;
  const last = text.slice(Math.max(0, origin - 2), origin);
  const isAfterSeparator = /[^\p{L}\p{N}\p{M}]$/u.test(last);
  return isAfterSeparator || (/\p{Ll}$/u.test(last) && isCapital(text, origin)) ? AT_WORD_START : 0;
}

const isSmallLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(text.slice(at, at + 2));
}

// The tables are allocated once and refilled for each text, because each key ranks a list of thousands.

/** The bonus of each place. */
const bonuses = new Int32Array(MAX_TEXT_UNITS);
/** For each place, the score of the best alignment that ends there: with the previous letter, and with this one. */
let scoresBefore = new Int32Array(MAX_TEXT_UNITS);
let scores = new Int32Array(MAX_TEXT_UNITS);
/** For each letter (row) and place, the place of the previous letter in the best alignment. */
const previous = new Int16Array(MAX_QUERY_UNITS * MAX_TEXT_UNITS);

function bestWay(query: string, text: string): { readonly score: number; readonly lastPlace: number } {
  for (let letter = 0; letter < query.length; letter += 1) {
    [scoresBefore, scores] = [scores, scoresBefore];
    layLetter(letter, query.charCodeAt(letter), text);
  }
  let lastPlace = 0;
  for (let at = 1; at < text.length; at += 1) if (scoreAt(scores, at) > scoreAt(scores, lastPlace)) lastPlace = at;
  return { score: scoreAt(scores, lastPlace), lastPlace };
}

function scoreAt(row: Int32Array, at: number): number {
  return row[at] ?? NOWHERE;
}

function layLetter(letter: number, wanted: number, text: string): void {
  // The best alignment of the previous letter that leaves a gap: it ends before the place directly before this one.
  let far = NOWHERE;
  let farAt = -1;
  for (let at = 0; at < text.length; at += 1) {
    const near = letter === 0 || at === 0 ? NOWHERE : scoreAt(scoresBefore, at - 1);
    scores[at] = NOWHERE;
    if (text.charCodeAt(at) === wanted) {
      const worth = HIT + (bonuses[at] ?? 0);
      const [direct, over] = [near + AFTER_HIT, far - GAP];
      scores[at] = letter === 0 ? worth - LATE * Math.min(at, MOST_LATE) : worth + Math.max(direct, over);
      previous[letter * MAX_TEXT_UNITS + at] = direct >= over ? at - 1 : farAt;
    }
    if (near > far) [far, farAt] = [near, at - 1];
  }
}

/** The places of the last alignment, traced back from its end. */
function placesOf(query: string, lastPlace: number): number[] {
  const places: number[] = [];
  let place = lastPlace;
  for (let letter = query.length - 1; letter >= 0; letter -= 1) {
    places.unshift(place);
    place = previous[letter * MAX_TEXT_UNITS + place] ?? 0;
  }
  return places;
}
