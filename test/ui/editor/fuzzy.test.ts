import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../commons/text/fold.ts';
import { foldWithOrigins } from '../../../peer/ui/tui/editor/fold.ts';
import { fuzzyMatch, rank } from '../../../peer/ui/tui/editor/fuzzy.ts';

const ranked = (query: string, ...items: string[]): readonly string[] => rank(query, items, (item) => item);

describe('a fuzzy match', () => {
  it('has the letters in order, whatever the case and accents, and says where', () => {
    expect(fuzzyMatch('acao', '#Ação')?.positions).toEqual([1, 2, 3, 4]);
    expect(fuzzyMatch('dv', '#dev')?.positions).toEqual([1, 3]);
    expect(fuzzyMatch('ÉÑ', 'pen')).not.toBeNull();
    expect(fuzzyMatch('vd', '#dev')).toBeNull();
    expect(fuzzyMatch('devs', '#dev')).toBeNull();
  });

  it('lays the letters where they mean most: starts of words, and together', () => {
    expect(fuzzyMatch('dr', 'undo delete-room')?.positions).toEqual([5, 12]);
    expect(fuzzyMatch('room', 'r-o-o-m room')?.positions).toEqual([8, 9, 10, 11]);
    expect(fuzzyMatch('pc', 'apcPrivateChat')?.positions).toEqual([3, 10]);
  });

  it('takes no notice of spaces in the query', () => {
    expect(fuzzyMatch('new room', 'newroom')?.positions).toHaveLength(7);
  });

  it('is found in the first part of a text that has no end, in little time', () => {
    const hostile = 'a'.repeat(100_000);
    expect(fuzzyMatch('a'.repeat(100_000), `${hostile}b`)?.positions).toHaveLength(32);
    expect(fuzzyMatch('b', `${hostile}b`)).toBeNull();
  });

  it('is there exactly if the letters are, and points at them', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', 'é', 'ß', ' ', '-', '👍', '한'), maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, (query, text) => {
        const wanted = fold(query).replace(/\s/g, '');
        const pattern = [...wanted].map((letter) => letter.replace('-', '\\-')).join('[^]*');
        const match = fuzzyMatch(query, text);
        if (wanted.isWellFormed() && !/[👍]/u.test(query))
          expect(match !== null).toBe(new RegExp(pattern).test(fold(text)));
        if (!match) return;
        expect([...match.positions].sort((a, b) => a - b)).toEqual(match.positions);
        for (const position of match.positions) expect(foldWithOrigins(text).origins).toContain(position);
        expect(Number.isFinite(match.score)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a ranking', () => {
  it('has the best first: starts, then starts of words, then letters that are together', () => {
    expect(ranked('de', 'x-ide', 'code', 'my-dev', 'dev', 'd-x-e')).toEqual([
      'dev',
      'd-x-e',
      'my-dev',
      'code',
      'x-ide',
    ]);
  });

  it('has the shorter of equally good ones first, and keeps their order otherwise', () => {
    expect(ranked('dev', 'devil', 'dev', 'devel')).toEqual(['dev', 'devil', 'devel']);
  });

  it('is all of them in their order without a query', () => {
    expect(ranked(' ', 'b', 'a')).toEqual(['b', 'a']);
  });
});
