import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, type Named, nameKey, parseRoomName, parseUsername } from '../../commons/model/names.ts';
import { anyText } from '../helpers/any-text.ts';

/** Nothing of this may be in a name: it cannot be seen, or it moves what can. */
const UNSEEN =
  /[\p{C}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\u303f\ufffc\ufffd\u{1107f}\u{13440}-\u{13442}\u{16fe4}\u{1d159}]/u;

const characters = (text: string): number => [...text].length;
const nameOf = (named: Named): string | null => ('name' in named ? named.name : null);
const problemOf = (named: Named): string => ('problem' in named ? named.problem : 'none');

/** A refusal is one sentence for a person. */
const SENTENCE = /^[A-Z][^\n]*\.$/;

describe('a user name', () => {
  it.each([
    'ana',
    'Ana',
    '7',
    '42',
    'a.b-c_d',
    '-ana-',
    'ana.2026',
    'joão',
    'JOÃO',
    'Nguyễn',
    'Łukasz',
    'Straße',
    'İstanbul',
    'Ольга',
    'Ђорђе',
    'Ёлка_7',
    'Αλέξανδρος',
    'Դավիթ',
    'დავით',
    'דוד',
    'محمد',
    'فاطمة',
    'अनिल',
    'श्री',
    'রহিম',
    'ਗੁਰਪ੍ਰੀਤ',
    'જય',
    'தமிழ்',
    'రాము',
    'ಕನ್ನಡ',
    'മലയാളം',
    'สมชาย',
    'ကျော်',
    'ភាសា',
    'አበበ',
    '山田',
    '山田太郎',
    'さくら',
    'さくら田',
    'ケンジ',
    'タロー',
    '山本ケンジさん',
    '김철수',
    '金철수',
    'ㄅㄆ李',
    '李小龙_73',
  ])('may be %s', (name) => {
    expect(parseUsername(name)).toEqual({ name: name.normalize('NFC') });
  });

  it.each([
    ['a Cyrillic а among Latin letters', '\u0430na'],
    ['a Latin a among Cyrillic letters', 'Ольгa'],
    ['a Greek omicron among Latin letters', 'b\u03bfb'],
    ['Latin and Han', 'ana山'],
    ['Hiragana and Hangul', 'さ철'],
    ['Arabic and Hebrew', 'محדוד'],
    ['fullwidth letters', 'ａｎａ'],
    ['fullwidth digits', '７'],
    ['a ligature', 'ﬁn'],
    ['mathematical letters', '𝐚𝐧𝐚'],
    ['circled letters', 'ⓐna'],
    ['superscripts', 'ana²'],
    ['Roman numerals', 'Ⅷ'],
    ['halfwidth Katakana', 'ｹﾝｼﾞ'],
    ['Arabic presentation forms', 'ﻣﺤﻤﺪ'],
    ['a mark that does not compose', 'q\u0301'],
    ['a second mark on one letter', 'a\u0301\u0301'],
    ['a mark alone', '\u0301'],
    ['a mark before a letter', '\u093fक'],
    ['five marks on one letter', 'क\u0902\u0902\u0902\u0902\u0902'],
    ['Zalgo', `a${'\u0300\u0316\u0327'.repeat(5)}`],
    ['an enclosing mark', 'a\u20dd'],
    ['a zero-width space', 'a\u200bna'],
    ['a zero-width joiner', 'a\u200dna'],
    ['a zero-width non-joiner', 'می\u200cخواهم'],
    ['a word joiner', 'a\u2060na'],
    ['a byte order mark', '\ufeffana'],
    ['a soft hyphen', 'a\u00adna'],
    ['a combining grapheme joiner', 'a\u034fna'],
    ['a variation selector', '山\ufe00'],
    ['a variation selector of the supplement', '山\u{e0100}'],
    ['a Hangul filler', '김\u3164'],
    ['a tag character', 'ana\u{e0061}'],
    ['a right-to-left override', '\u202eana'],
    ['a right-to-left mark', 'محمد\u200f'],
    ['an isolate', '\u2066ana\u2069'],
    ['an Arabic letter mark', '\u061cمحمد'],
    ['a newline', 'ana\n'],
    ['a zero byte', 'a\0na'],
    ['an escape sequence', '\x1b[31mana'],
    ['an 8-bit control', 'a\x9bna'],
    ['DEL', 'ana\x7f'],
    ['a space inside', 'ana maria'],
    ['a space at the end', 'ana '],
    ['a no-break space', 'ana\u00a0maria'],
    ['an ideographic space', '山\u3000田'],
    ['nothing but punctuation', '---'],
    ['a dot', '.'],
    ['two dots', '..'],
    ['a slash', 'a/b'],
    ['a hash', '#ana'],
    ['an at sign', '@ana'],
    ['a quote', '"ana"'],
    ['an emoji', 'ana🎉'],
    ['a currency sign', 'ana€'],
    ['a lone high surrogate', 'ana\ud800'],
    ['a lone low surrogate', '\udc00ana'],
    ['a private-use character', 'ana\ue000'],
    ['an unassigned code point', 'ana\u0378'],
    ['a noncharacter', 'ana\uffff'],
    ['a replacement character', 'ana\ufffd'],
  ])('may not hold %s', (_what, text) => {
    expect(problemOf(parseUsername(text))).toMatch(SENTENCE);
  });

  it('is not empty', () => {
    expect(problemOf(parseUsername(''))).toContain('empty');
  });

  it('has at most 32 characters, counted after composition and not in UTF-16 units', () => {
    expect(nameOf(parseUsername('x'.repeat(32)))).toBe('x'.repeat(32));
    expect(problemOf(parseUsername('x'.repeat(33)))).toContain('32');
    expect(nameOf(parseUsername('e\u0301'.repeat(32)))).toBe('é'.repeat(32));
    expect(problemOf(parseUsername('é'.repeat(33)))).toContain('32');
    expect(nameOf(parseUsername('𠮷'.repeat(32)))).toBe('𠮷'.repeat(32));
    expect(problemOf(parseUsername('𠮷'.repeat(33)))).toContain('32');
  });

  it('comes out composed', () => {
    expect(parseUsername('joa\u0303o')).toEqual({ name: 'joão' });
    expect(parseUsername('ᄀ\u1161')).toEqual({ name: '가' });
  });

  // S7: letters of several scripts, and marks of several, that are repeated up to the length a name may have.
  it.each(['ー', '゠', '々', '〱', 'ｰ', '一', 'क़', 'ก'])(
    'is judged in no time where it repeats %s and ends badly',
    (letter) => {
      const before = process.cpuUsage();
      for (let count = 1; count < 32; count += 1) {
        expect(problemOf(parseUsername(`${letter.repeat(count)}!`))).not.toBe('none');
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1_000).toBeLessThan(200);
      }
    },
  );

  it('is judged in no time, however long and nasty it is', () => {
    const nasty = [
      'a'.repeat(60_000),
      'क\u093f'.repeat(30_000),
      `${'山'.repeat(31)}!`,
      '\u0301'.repeat(60_000),
      '-'.repeat(32),
    ];
    for (const text of nasty) expect(problemOf(parseUsername(text))).toMatch(SENTENCE);
  });
});

describe('a room name', () => {
  it.each([
    'dev',
    'sala de estar',
    'C++ & C#',
    'a/b\\c',
    '#dev',
    "l'été",
    '100 %',
    '50€ (ou mais)',
    '¿qué?',
    '§ 7',
    '∑ x²',
    '½',
    '日本語 チャット',
    'Ольга & Ana',
    'رياضيات',
    'हिन्दी',
    'ไทย',
    '🎉',
    '🎉 party 👍🏽',
    '🇧🇷 Brasil',
    '(ノಠ益ಠ)ノ',
    '---',
    '7',
    '__proto__',
    'constructor',
    'ﬁn ＡＢＣ',
  ])('may be %s', (name) => {
    expect(parseRoomName(name)).toEqual({ name: name.normalize('NFC') });
  });

  it.each([
    ['a space at the start', ' dev'],
    ['a space at the end', 'dev '],
    ['two spaces in a row', 'the  room'],
    ['nothing but a space', ' '],
    ['a tab', 'the\troom'],
    ['a newline', 'the\nroom'],
    ['a carriage return', 'dev\r'],
    ['a no-break space', 'the\u00a0room'],
    ['an ideographic space', 'the\u3000room'],
    ['a line separator', 'the\u2028room'],
    ['a paragraph separator', 'the\u2029room'],
    ['a zero byte', 'dev\0'],
    ['an escape sequence', '\x1b]0;pwned\x07'],
    ['an 8-bit control', '\x9b31mdev'],
    ['DEL', 'dev\x7f'],
    ['a zero-width space', 'd\u200bev'],
    ['a zero-width joiner', 'd\u200dev'],
    ['a byte order mark', '\ufeffdev'],
    ['a soft hyphen', 'd\u00adev'],
    ['a combining grapheme joiner', 'd\u034fev'],
    ['a Hangul filler', 'dev\u3164'],
    ['a Hangul filler alone', '\u3164'],
    ['a Khmer inherent vowel', 'dev\u17b4'],
    ['a blank Braille pattern', '\u2800'],
    ['a filler of Khitan', 'dev\u{16fe4}'],
    ['a blank of hieroglyphs', 'dev\u{13441}'],
    ['half a blank of hieroglyphs', 'd\u{13442}ev'],
    ['a mirror for hieroglyphs', 'dev\u{13440}'],
    ['a joiner of Brahmi', 'dev\u{1107f}'],
    ['half a space of Han', '\u303f'],
    ['a blank note', 'dev\u{1d159}'],
    ['an object replacement character', 'dev\ufffc'],
    ['a replacement character', 'dev\ufffd'],
    ['a tag character', 'dev\u{e0061}'],
    ['a right-to-left override', '\u202edev'],
    ['a left-to-right mark', 'dev\u200e'],
    ['an isolate', '\u2067dev\u2069'],
    ['an Arabic letter mark', 'dev\u061c'],
    ['an interlinear annotation', 'dev\ufff9x\ufffb'],
    ['a mark alone', '\u0301'],
    ['a mark at the start', '\u0301dev'],
    ['a mark on a space', 'the \u0301room'],
    ['five marks on one letter', 'd\u0334\u0334\u0334\u0334\u0334ev'],
    ['Zalgo', `d${'\u0300\u0316\u0327\u0334'.repeat(8)}ev`],
    ['a lone surrogate', 'dev\ud83c'],
    ['a private-use character', 'dev\ue000'],
    ['an unassigned code point', 'dev\u0378'],
  ])('may not hold %s', (_what, text) => {
    expect(problemOf(parseRoomName(text))).toMatch(SENTENCE);
  });

  it('is not empty', () => {
    expect(problemOf(parseRoomName(''))).toContain('empty');
  });

  it('has at most 48 characters, counted after composition and not in UTF-16 units', () => {
    for (const character of ['x', '山', '🎉', 'e\u0301']) {
      expect(nameOf(parseRoomName(character.repeat(48)))).toBe(character.normalize('NFC').repeat(48));
      expect(problemOf(parseRoomName(character.repeat(49)))).toContain('48');
    }
  });

  it('comes out composed, and keeps marks that do not compose', () => {
    expect(parseRoomName('cafe\u0301')).toEqual({ name: 'café' });
    expect(parseRoomName('q\u0301')).toEqual({ name: 'q\u0301' });
  });
});

describe('the key of a name', () => {
  it.each([
    ['case', 'Ana', 'aNA'],
    ['case with an accent', 'João', 'JOÃO'],
    ['composition', 'João', 'Joa\u0303o'],
    ['composition and case', 'JOA\u0303O', 'joão'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['a final sigma', 'ΟΔΟΣ', 'οδος'],
    ['a sigma that is not final', 'οδοσ', 'οδος'],
    ['a dotless i', 'ırmak', 'IRMAK'],
    ['Cyrillic case', 'ОЛЬГА', 'ольга'],
    ['Georgian case', 'ᲓᲐᲕᲘᲗ', 'დავით'],
  ])('is one for two spellings that differ in %s', (_what, a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  it('tells names apart that differ in more', () => {
    const names = ['ana', 'anna', 'aná', 'ana.', 'ana-', 'ana_', 'an', '山田', '山日'];
    expect(new Set(names.map(nameKey)).size).toBe(names.length);
  });
});

describe('the order of names', () => {
  it('is that of code units, whatever the machine speaks', () => {
    const sorted = ['', '10', '9', 'A', 'Z', '_', 'a', 'ab', 'b', 'ß', 'é', '山', '🎉', '\uff5e'];
    expect([...sorted].reverse().sort(compareNames)).toEqual(sorted);
    expect(compareNames('ana', 'ana')).toBe(0);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(compareNames(a, b)).toBe(compareNames(b, a) === 0 ? 0 : -compareNames(b, a));
        expect(compareNames(a, b) === 0).toBe(a === b);
      }),
      { numRuns: 200 },
    );
  });
});

describe('for any text', () => {
  const letters = fc.constantFrom(
    ..."aZéãßıİ.-_79 #'\u0301\u0327",
    ...'жЁяΣςσ山さケ김אمकिीဗกา',
    '🎉',
    '🇧',
    '\u200d',
    '\u202e',
    '\ufe0f',
    '\x1b',
  );
  const text = fc.oneof(
    fc.array(letters, { maxLength: 50 }).map((parts) => parts.join('')),
    anyText(40),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
    fc.constantFrom('ana', '山田', 'अनिल', 'sala de estar').chain((name) => letters.map((more) => name + more)),
  );
  const parsers: readonly [string, (text: string) => Named, number][] = [
    ['a user name', parseUsername, 32],
    ['a room name', parseRoomName, 48],
  ];

  it.each(parsers)('%s is read the same twice, or refused in a sentence', (_what, parse) => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = nameOf(parse(typed));
        if (name === null) expect(problemOf(parse(typed))).toMatch(SENTENCE);
        else expect(parse(name)).toEqual({ name });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(parsers)(
    '%s that is accepted holds nothing unseen, and is neither too long nor loosely composed',
    (_what, parse, most) => {
      fc.assert(
        fc.property(text, (typed) => {
          const name = nameOf(parse(typed));
          if (name === null) return;
          expect(name).not.toMatch(UNSEEN);
          expect(name).not.toMatch(/^\s|\s$|\s\s|[^\S ]/u);
          expect(name).toBe(name.normalize('NFC'));
          expect(name.isWellFormed()).toBe(true);
          expect(characters(name)).toBeGreaterThan(0);
          expect(characters(name)).toBeLessThanOrEqual(most);
        }),
        { numRuns: 1000 },
      );
    },
  );

  it('every accepted user name has the key of its key, and of itself in other cases', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = nameOf(parseUsername(typed));
        if (name === null) return;
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
        expect(nameKey(name.toUpperCase())).toBe(nameKey(name));
        expect(nameKey(name.normalize('NFD'))).toBe(nameKey(name));
      }),
      { numRuns: 1000 },
    );
  });

  it('no code point that cannot be seen makes a name, alone or inside one', () => {
    const unseen: number[] = [];
    for (let point = 0; point <= 0x2ffff; point += 1) {
      if (UNSEEN.test(String.fromCodePoint(point))) unseen.push(point);
    }
    for (let point = 0xe0000; point <= 0xe0fff; point += 1) unseen.push(point);
    const accepted = unseen.filter((point) => {
      const character = String.fromCodePoint(point);
      return [character, `a${character}b`].some(
        (name) => 'name' in parseRoomName(name) || 'name' in parseUsername(name),
      );
    });
    expect(accepted.map((point) => point.toString(16))).toEqual([]);
  });
});
