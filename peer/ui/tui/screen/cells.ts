// One cell of the screen, as blessed keeps it, and what is written for a character in it.
//
// Terminals disagree about the width of characters: emoji that are joined, newer than the terminal, or that have a
// variation selector; letters with spacing marks or conjuncts. For those the cells are blanked, the character is
// written, and the cursor is put where this program thinks that it is; and how many cells another terminal may have
// painted over is remembered, so that they are painted again. No terminal can then shift the rest of a row.

import { moveTo } from './codes.ts';

/** What is written for it, and how many cells after it the terminal may take for it. */
export interface Glyph {
  readonly text: string;
  readonly reach: number;
}

/** Blessed's: an attribute and what is written; ours: how far that may reach. */
export type Cell = [attribute: number, text: string, reach?: number];

export type Line = Cell[] & { dirty: boolean };

/** A cell that the character before it covers: nothing is written for it. */
export const COVERED = '';

/** Of a cell of which it is not known what the terminal shows there. */
export const UNKNOWN = '\0';

/** More than the largest family of emoji takes; a character with more on it is shown without. */
const MAX_GRAPHEME = 40;

/** Controls, halves of surrogate pairs, and invisible characters that are no part of an emoji, a flag or a script. */
const HARMFUL =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!(?<=^\u{1f3f4}[\u{e0061}-\u{e007a}]{0,6})[\u{e0061}-\u{e007f}]|\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])\p{Cf}/u;

/** Every terminal takes these as two columns. */
const SURELY_WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]$/;

/** Whether it must not reach the terminal, even if earlier checks let it pass. */
export function isHarmful(grapheme: string): boolean {
  return grapheme !== '' && HARMFUL.test(grapheme);
}

export function glyphOf(grapheme: string, width: number, x: number, y: number): Glyph {
  const shown = grapheme.length > MAX_GRAPHEME ? String.fromCodePoint(grapheme.codePointAt(0) ?? 0x3f) : grapheme;
  if (isSure(shown, width)) return { text: shown, reach: 0 };
  const text = `${' '.repeat(width)}${moveTo(x, y)}${shown}${moveTo(x + width, y)}`;
  return { text, reach: Math.max(2 * [...shown].length, width + 1) };
}

function isSure(grapheme: string, width: number): boolean {
  if (grapheme.length !== 1) return false;
  if (width === 2) return SURELY_WIDE.test(grapheme);
  return grapheme < '\u0300' || (grapheme >= '\u2500' && grapheme < '\u2580');
}

export function putCell(line: Line, x: number, attribute: number, text: string, reach = 0): void {
  const cell = line[x];
  if (!cell) return;
  if (cell[0] !== attribute || cell[1] !== text) {
    cell[0] = attribute;
    cell[1] = text;
    line.dirty = true;
  }
  cell[2] = reach;
}
