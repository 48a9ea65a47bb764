import fc from 'fast-check';
import { expect } from 'vitest';
import type { Row } from '../../peer/ui/tui/text/row.ts';
import { Painted } from './painted.ts';

const PIECES = [
  '\x1b[2J',
  '\x1b[H',
  '\x1b]0;evil\x07',
  '\x1b]2;evil\x1b\\',
  '\x1b]52;c;ZXZpbA==\x07',
  '\x1bP+q\x1b\\',
  '\x1b[?1049l',
  '\x1b[?1003h',
  '\x1b[?25h',
  '\x1b[?2004l',
  '\x1b[31m',
  '\x1bc',
  '\x1b',
  '\x9b31m',
  '\x9d0;evil\x9c',
  '\x07',
  '\b\b',
  '\r',
  '\n',
  '\t',
  '\x0e',
  '\0',
  '\x7f',
  '\u202eevil',
  '\u2066',
  '\ufeff',
  '\u{e0041}',
  '\ud83d',
  '\udc00',
  '{red-fg}',
  '{/}',
  `z${'\u0351'.repeat(60)}`,
  '\u0301',
  '\u200d',
  '👨‍👩‍👧',
  '日',
  'word ',
] as const;

const COLUMNS = 60;
const ROWS = 20;

/** All that the painter says to a terminal besides text in its own colours: where to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const OWN_CODES = /\x1b\[\d+;\d+H/g;

/** Each is an attack, and the same for the same seed. */
export function hostileTexts(count: number, seed: number): string[] {
  const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 });
  return fc.sample(pieces, { seed, numRuns: count }).map((parts) => parts.join(''));
}

/**
 * Paints so many strings of which each is an attack, and expects that the terminal was told nothing but to show cells.
 *
 * @param clean What is done to each before it comes to the painter.
 */
export async function expectOnlyCells(count: number, seed: number, clean: (text: string) => string): Promise<void> {
  const texts = hostileTexts(count, seed);
  const painted = new Painted(COLUMNS, ROWS);
  const { emulator } = painted;
  await emulator.shown();
  const before = stateOf(painted);
  for (let first = 0; first < count; first += ROWS) {
    const rows: Row[] = texts.slice(first, first + ROWS).map((text) => [{ text: clean(text), style: 'text' }]);
    const written = painted.paintRows(rows);
    const remains = written.replaceAll(OWN_CODES, '');
    expect(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u.exec(remains), JSON.stringify(rows)).toBe(null);
  }
  await emulator.shown();
  expect(stateOf(painted)).toEqual(before);
}

function stateOf({ emulator }: Painted): unknown {
  const { bells, isAlternate, isCursorVisible, modes, notifications, title } = emulator;
  return { bells, isAlternate, isCursorVisible, modes, notifications, title };
}
