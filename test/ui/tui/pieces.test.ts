// S7: a long message is wrapped piece by piece, and is shown, searched, exported and marked as one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessagePiece } from '../../../peer/ui/tui/model/entry.ts';
import { inPieces, MAX_PIECE_UNITS } from '../../../peer/ui/tui/model/pieces.ts';
import { graphemesOf } from '../../../peer/ui/tui/text/graphemes.ts';
import { queued } from '../phrases/sample-reports.ts';
import { inRoom, said } from './scenes.ts';

function messageOf(text: string): MessagePiece {
  const flags = { isOwn: false, isAction: false, isHighlight: false, isPlaintext: false };
  return { kind: 'message', at: 1, writtenAt: 0, from: 'bob', text, ...flags, delivery: null };
}

function joined(pieces: readonly MessagePiece[]): string {
  return pieces.map(({ text, continues }) => (continues === 'message' ? `\n${text}` : text)).join('');
}

const longText = fc
  .array(
    fc.tuple(
      fc.constantFrom('word ', 'x', '\n', '🇧🇷', '𠀀', 'e\u0301', '👨‍👩‍👧', 'ᄀ', '\ud83d'),
      fc.integer({ min: 1, max: 3_000 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.map(([part, times]) => part.repeat(times)).join(''));

describe('the pieces of a long message', () => {
  it('hold all of it, once, and no piece is longer than a screen', () => {
    fc.assert(
      fc.property(longText, (text) => {
        const pieces = inPieces(messageOf(text));
        expect(joined(pieces) === text).toBe(true);
        expect(Math.max(...pieces.map((piece) => piece.text.length))).toBeLessThanOrEqual(MAX_PIECE_UNITS);
        expect(pieces.map((piece) => piece.writtenAt)).toEqual([...pieces.slice(1).map(() => null), 0]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['🇧🇷', '👨‍👩‍👧', 'e\u0301\u0323', 'क्षि', '𠀀'])('cut no %s in two', (grapheme) => {
    const pieces = inPieces(messageOf(`x${grapheme.repeat(2_000)}`));
    expect(pieces.length).toBeGreaterThan(1);
    expect(new Set(pieces.flatMap(({ text }) => graphemesOf(text)))).toEqual(new Set(['x', ...graphemesOf(grapheme)]));
  });

  it('end where a line or a word ends', () => {
    const [line] = inPieces(messageOf(`${'x'.repeat(1_500)}\n${'y '.repeat(1_000)}`));
    expect(line?.text).toBe('x'.repeat(1_500));
    const [words, more] = inPieces(messageOf('word '.repeat(1_000)));
    expect([words?.text.endsWith('word '), more?.text.startsWith('word')]).toEqual([true, true]);
  });
});

/** Longer than three pieces; each word is another one. */
const WORDS = Array.from({ length: 1_200 }, (_, index) => `w${index}`);

describe('a long message on the screen', () => {
  it('is shown whole, headed by its name once, and is one line of the file that is exported', async () => {
    const screen = await inRoom({ columns: 100, rows: 40 });
    await screen.report(said('eva', `begin ${WORDS.join(' ')}`));
    const seen = new Set<string>();
    for (let pages = 0; pages < 20; pages += 1) {
      for (const word of screen.text.match(/\bw\d+\b/g) ?? []) seen.add(word);
      await screen.press('pageup');
    }
    expect(seen).toEqual(new Set(WORDS));
    screen.shows('eva begin w0');
    await screen.type('/export all.txt\r');
    expect(screen.files.get('all.txt') ?? [...screen.files.values()].join()).toContain(`eva: begin ${WORDS.join(' ')}`);
  });

  it('of our own carries its mark at its end', async () => {
    const screen = await inRoom({ columns: 100, rows: 40 });
    await screen.report(queued(['bob'], { room: 'dev', id: 'long', content: WORDS.join(' ') }));
    const last = (): string => screen.text.match(/w1199.*$/m)?.[0] ?? '';
    const pending = last();
    await screen.report({ event: 'delivered', id: 'long', to: 'bob' });
    expect(last()).not.toBe(pending);
    expect(last()).toContain('✓');
  });
});
