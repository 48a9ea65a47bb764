// Finding by a few letters of a name, in order but with gaps, for the go-to palette. The best way to lay the letters into
// the text is found by dynamic programming: a row for each letter, a column for each place in the text.

import { fold, foldWithOrigins } from './fold.ts';

/** In folded UTF-16 units. What is beyond does not count, so that a hostile name costs no more than a long one. */
const MAX_QUERY_UNITS = 32;
const MAX_TEXT_UNITS = 128;

const HIT = 16;
const AT_WORD_START = 10;
const AT_TEXT_START = 14;
const AFTER_HIT = 12;
/** For a gap before the next letter, and for each place that the first letter is late; no more than this many. */
const GAP = 3;
const LATE = 1;
const MOST_LATE = 10;

export interface FuzzyMatch {
  /** Higher is better; only to be compared with matches of the same query. */
  readonly score: number;
  /** Where in the text the letters are, in UTF-16 units, rising. */
  readonly positions: readonly number[];
}

/** How well `query` fits into `text`, whatever the case and accents; null if its letters are not there in order. */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  return match(foldedQuery(query), text);
}

/** Those that match, the best first; equally good ones the shorter first, then in their order. All, for no query. */
export function rank<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
): ({ readonly item: T } & FuzzyMatch)[] {
  const wanted = foldedQuery(query);
  const found = items.flatMap((item) => {
    const text = textOf(item);
    const matched = match(wanted, text);
    return matched ? [{ item, length: text.length, ...matched }] : [];
  });
  if (wanted !== '') found.sort((a, b) => b.score - a.score || a.length - b.length);
  return found.map(({ item, score, positions }) => ({ item, score, positions }));
}

/** Spaces are for the eye: `new room` finds `newroom`. */
function foldedQuery(query: string): string {
  return fold(query.slice(0, MAX_QUERY_UNITS)).replace(/\s/g, '').slice(0, MAX_QUERY_UNITS);
}

function match(query: string, fullText: string): FuzzyMatch | null {
  if (query === '') return { score: 0, positions: [] };
  const text = fullText.slice(0, MAX_TEXT_UNITS);
  const folded = foldWithOrigins(text);
  const units = folded.text.slice(0, MAX_TEXT_UNITS);
  if (!hasInOrder(units, query)) return null;
  const bonuses = Array.from(units, (unit, at) => (query.includes(unit) ? bonusAt(text, folded.origins, at) : 0));
  const { score, places } = bestPlaces(query, units, bonuses);
  return { score, positions: [...new Set(places.map((place) => folded.origins[place] ?? 0))] };
}

function hasInOrder(text: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** What a hit there is worth on top, for where it is. */
function bonusAt(text: string, origins: readonly number[], at: number): number {
  const origin = origins[at] ?? 0;
  if (at === 0) return AT_TEXT_START;
  const before = text.slice(Math.max(0, origin - 2), origin);
  const isAfterSeparator = /[^\p{L}\p{N}\p{M}]$/u.test(before);
  const isHump = /\p{Ll}$/u.test(before) && /^\p{Lu}/u.test(text.slice(origin, origin + 2));
  return isAfterSeparator || isHump ? AT_WORD_START : 0;
}

interface Cell {
  /** Of the best way whose last letter is here; -Infinity if there is none. */
  readonly score: number;
  /** Where the letter before it is. */
  readonly previous: number;
}

const NOWHERE: Cell = { score: Number.NEGATIVE_INFINITY, previous: -1 };

function bestPlaces(query: string, text: string, bonuses: readonly number[]): { score: number; places: number[] } {
  const rows: Cell[][] = [];
  for (const letter of query.split('')) rows.push(nextRow(rows.at(-1), letter, text, bonuses));
  const last = rows.at(-1) ?? [];
  let place = last.reduce((best, { score }, at) => (score > (last[best] ?? NOWHERE).score ? at : best), 0);
  const { score } = last[place] ?? NOWHERE;
  const places: number[] = [];
  for (const row of rows.reverse()) {
    places.unshift(place);
    place = (row[place] ?? NOWHERE).previous;
  }
  return { score, places };
}

function nextRow(
  before: readonly Cell[] | undefined,
  letter: string,
  text: string,
  bonuses: readonly number[],
): Cell[] {
  const row: Cell[] = [];
  // The best of what ends before the place directly before this one.
  let far: Cell & { readonly at: number } = { ...NOWHERE, at: -1 };
  for (let at = 0; at < text.length; at += 1) {
    const near = before?.[at - 1] ?? NOWHERE;
    if (text[at] !== letter) row.push(NOWHERE);
    else {
      const worth = HIT + (bonuses[at] ?? 0);
      const [direct, over] = [near.score + AFTER_HIT, far.score - GAP];
      if (!before) row.push({ score: worth - LATE * Math.min(at, MOST_LATE), previous: -1 });
      else if (direct >= over) row.push({ score: direct + worth, previous: at - 1 });
      else row.push({ score: over + worth, previous: far.at });
    }
    if (near.score > far.score) far = { ...near, at: at - 1 };
  }
  return row;
}
