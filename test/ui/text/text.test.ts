import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutRow, cutText, padRow } from '../../../peer/ui/tui/text/fit.ts';
import { graphemesOf, isPlain, isSimple } from '../../../peer/ui/tui/text/graphemes.ts';
import type { Row } from '../../../peer/ui/tui/text/row.ts';
import { rowWidth, widthOf } from '../../../peer/ui/tui/text/width.ts';
import { wrapRow } from '../../../peer/ui/tui/text/wrap.ts';
import type { Style } from '../../../peer/ui/tui/theme/style.ts';
import { mixedText } from '../../helpers/mixed-text.ts';

const row = (...texts: string[]): Row =>
  texts.map((text, index) => ({ text, style: index % 2 === 0 ? 'text' : 'strong' }));

const textOf = (of: Row): string => of.map(({ text }) => text).join('');

describe('the width of text', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['é', 1],
    ['e\u0301', 1],
    ['日', 2],
    ['한', 2],
    ['ｱ', 1],
    ['Ａ', 2],
    ['😀', 2],
    ['👍🏽', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🇧🇷', 2],
    ['❤️', 2],
    ['❤', 1],
    ['1️⃣', 2],
    ['שלום', 4],
    ['\u0301', 0],
    ['น้ำ', 2],
    ['का', 2],
    ['क्षि', 3],
    ['র্ত্স্ন্যা', 6],
    ['လျှော့', 4],
    ['ｶﾞ', 2],
    ['👍🏽\u0bbe', 3],
    ['❤️\u0bbe', 3],
    ['😀\u0301', 2],
    ['😀🏽', 4],
    ['1\u0bbe', 2],
    ['각', 2],
    ['\u0bbe', 1],
    ['ന്ന'.repeat(20), 40],
    ['─│┌●○◐✓✗↑↓→…', 12],
    ['a\x1bb', 3],
  ])('%j: %i', (text, width) => expect(widthOf(text)).toBe(width));

  it('is one for each unit of what counts as plain', () => {
    for (let unit = 0; unit < 0x10000; unit += 1) {
      const character = String.fromCharCode(unit);
      // What is beside it keeps it from being plain.
      if (isPlain(character)) expect(widthOf(`${character}e\u0301`), character).toBe(2);
    }
  });

  it('is not changed by taking code points one by one where that is done', () => {
    const simple = Array.from({ length: 0x20000 }, (_, point) => String.fromCodePoint(point)).filter(
      (character) => isSimple(character) || isPlain(character),
    );
    const segmenter = new Intl.Segmenter();
    for (let at = 0; at < simple.length; at += 100) {
      const text = simple
        .slice(at, at + 100)
        .map((character) => character.repeat(2))
        .join('');
      const segments = Array.from(segmenter.segment(text), ({ segment }) => segment);
      expect(segments).toEqual([...text]);
    }
  });

  it('is the sum over its characters, which are the text', () => {
    fc.assert(
      fc.property(mixedText(), (text) => {
        const graphemes = graphemesOf(text);
        expect(graphemes.join('')).toBe(text);
        expect(graphemes.reduce((width, grapheme) => width + widthOf(grapheme), 0)).toBe(widthOf(text));
      }),
    );
  });
});

describe('cutting', () => {
  it.each([
    ['hello', 5, 'hello'],
    ['hello', 4, 'hel…'],
    ['hello', 1, '…'],
    ['hello', 0, ''],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['a👨‍👩‍👧‍👦b', 2, 'a…'],
  ])('%j to %i columns: %j', (text, width, cut) => expect(cutText(text, width)).toBe(cut));

  it('ends as it is told', () => {
    expect(cutText('hello', 4, '..')).toBe('he..');
    expect(cutText('hello', 1, '..')).toBe('.');
  });

  it('keeps the looks of a row, and the cut looks as what is before it', () => {
    expect(cutRow(row('ab', 'cd', 'ef'), 4)).toEqual([
      { text: 'ab', style: 'text' },
      { text: 'c…', style: 'strong' },
    ]);
    expect(cutRow(row('ab', 'cd'), 4)).toEqual(row('ab', 'cd'));
  });

  it('never leaves more than fits, nor less than it could', () => {
    fc.assert(
      fc.property(fc.array(mixedText(), { maxLength: 4 }), fc.nat(30), (texts, width) => {
        const whole = row(...texts);
        const cut = cutRow(whole, width);
        expect(rowWidth(cut)).toBeLessThanOrEqual(width);
        const next = graphemesOf(textOf(whole))[graphemesOf(textOf(cut)).length - 1] ?? '';
        if (width > 0 && rowWidth(whole) > width) {
          expect(rowWidth(cut) - 1 + widthOf(next)).toBeGreaterThanOrEqual(width - 1);
        }
        expect(textOf(cut)).toBe(rowWidth(whole) > width ? textOf(cut) : textOf(whole));
      }),
    );
  });
});

describe('padding', () => {
  it('fills a row up to the width, and leaves a wider one alone', () => {
    expect(padRow(row('日'), 4, 'bar')).toEqual([
      { text: '日', style: 'text' },
      { text: '  ', style: 'bar' },
    ]);
    expect(padRow(row('hello'), 4, 'bar')).toEqual(row('hello'));
  });
});

describe('wrapping', () => {
  it.each<[string, number, number, string[]]>([
    ['', 10, 0, ['']],
    ['hello world', 11, 0, ['hello world']],
    ['hello world', 10, 0, ['hello', 'world']],
    ['one two three', 8, 2, ['one two', '  three']],
    ['abcdefghij', 4, 0, ['abcd', 'efgh', 'ij']],
    ['a abcdefghij', 6, 2, ['a abcd', '  efgh', '  ij']],
    ['nick: 日本語のテキスト', 12, 2, ['nick: 日本語', '  のテキスト']],
    ['का की कु', 6, 0, ['का की', 'कु']],
    ['कि', 2, 0, ['कि']],
    ['a र्त्स्न्या', 3, 0, ['a', 'र्त्स्', 'न्या']],
    ['日本語。', 6, 0, ['日本', '語。']],
    ['  two spaces  stay', 20, 0, ['  two spaces  stay']],
    ['    x', 4, 2, ['', '  x']],
    ['trailing   ', 9, 0, ['trailing ']],
    ['a b', 1, 5, ['a', 'b']],
  ])('%j at %i columns, %i for later rows', (text, width, indent, rows) => {
    expect(wrapRow(row(text), width, indent).map(textOf)).toEqual(rows);
  });

  it('keeps the looks, across words and rows', () => {
    expect(wrapRow(row('see ', 'bold', 'ly yes ', 'no'), 8, 1)).toEqual([
      [{ text: 'see', style: 'text' }],
      [
        { text: ' ', style: 'text' },
        { text: 'bold', style: 'strong' },
        { text: 'ly', style: 'text' },
      ],
      [
        { text: ' yes ', style: 'text' },
        { text: 'no', style: 'strong' },
      ],
    ] satisfies { text: string; style: Style }[][]);
  });

  it('loses nothing but spaces, and makes no row wider than it may be', () => {
    const solid = (text: string): string => text.replaceAll(' ', '');
    fc.assert(
      fc.property(
        fc.array(mixedText(), { maxLength: 4 }),
        fc.integer({ min: 2, max: 30 }),
        fc.nat(40),
        (texts, width, indent) => {
          const rows = wrapRow(row(...texts), width, indent);
          for (const wrapped of rows) expect(rowWidth(wrapped)).toBeLessThanOrEqual(width);
          expect(solid(rows.map(textOf).join(''))).toBe(solid(texts.join('')));
        },
      ),
    );
  });

  it('takes time in proportion to the text: a full message of one word or of many spaces is no burden', () => {
    for (const text of ['x'.repeat(65_536), ' '.repeat(65_536), '日'.repeat(20_000)]) {
      expect(wrapRow(row(text), 80, 20).length).toBeLessThan(1200);
    }
  });
});
