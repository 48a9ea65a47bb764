import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedText, visible, visibleText } from '../../commons/text/text.ts';
import { anyText } from '../helpers/any-text.ts';

/** What must never reach a terminal: C0 but newline, DEL, C1, separators, bidi controls, invisible characters, tags. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/u;

const ENGLAND = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

describe('escape sequences', () => {
  it.each([
    ['OSC 52 (the clipboard), ended by BEL', 'a\x1b]52;c;cm0gLXJm\x07b', 'ab'],
    ['OSC 52, ended by ST', 'a\x1b]52;c;cm0gLXJm\x1b\\b', 'ab'],
    ['OSC 52, ended by an 8-bit ST', 'a\x1b]52;c;cm0gLXJm\x9cb', 'ab'],
    ['an 8-bit OSC', 'a\x9d0;title\x07b', 'ab'],
    ['OSC 8 (a link), and keeps its text', '\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\', 'here'],
    ['OSC 0 (the title)', '\x1b]0;you are root\x07hi', 'hi'],
    ['CSI 2 J (clear)', 'a\x1b[2Jb', 'ab'],
    ['CSI H (home)', 'a\x1b[Hb', 'ab'],
    ['SGR', '\x1b[1;31mred\x1b[0m', 'red'],
    ['SGR with colons', '\x1b[38:2:255:0:0mred\x1b[m', 'red'],
    ['a private CSI', 'a\x1b[?1049hb', 'ab'],
    ['a CSI with an intermediate', 'a\x1b[1 qb', 'ab'],
    ['an 8-bit CSI', 'a\x9b2Jb', 'ab'],
    ['a device request', 'a\x1b[6nb\x1b[cd', 'abd'],
    ['DCS', 'a\x1bPq#0;2;0;0;0\x1b\\b', 'ab'],
    ['an 8-bit DCS', 'a\x90qpayload\x9cb', 'ab'],
    ['APC', 'a\x1b_Gf=100;AAAA\x1b\\b', 'ab'],
    ['PM and SOS', 'a\x1b^secret\x1b\\b\x1bXsecret\x1b\\c', 'abc'],
    ['8-bit APC, PM and SOS', 'a\x9fx\x9cb\x9ex\x9cc\x98x\x9cd', 'abcd'],
    ['a reset', 'a\x1bcb', 'ab'],
    ['a choice of character set', 'a\x1b(0b', 'ab'],
    ['save and restore of the cursor', 'a\x1b7b\x1b8c', 'abc'],
    ['a string inside a string', 'a\x1b]0;x\x1b[2Jb\x07c', 'abc'],
  ])('goes, whole: %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(visibleText(text)).toBe(shown);
  });

  it.each([
    ['an OSC', 'a\x1b]52;c;secret', 'a'],
    ['an 8-bit OSC', 'a\x9d52;c;secret', 'a'],
    ['a DCS', 'a\x1bPsecret', 'a'],
    ['a CSI', 'a\x1b[12;', 'a'],
    ['an 8-bit CSI', 'a\x9b', 'a'],
    ['a CSI that is broken off', 'a\x1b[2\x1b[31mb', 'ab'],
    ['a lone escape', 'a\x1b', 'a'],
    ['two escapes', 'a\x1b\x1b[2Jb', 'ab'],
    ['many escapes', `a${'\x1b'.repeat(100)}`, 'a'],
  ])('goes, though it does not end: %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves no new sequence behind when one is cut out of another', () => {
    for (const text of [
      '\x1b\x1b[m[2J',
      '\x1b\x9b2Jc',
      '\x1b[\x1b[31m2J',
      '\x1b]\x1b]x\x07\x1b\\52;c;x\x07',
      '\x1b\x00[2J',
      '\x1b\u200b[2J',
    ]) {
      expect(visible(text)).not.toMatch(HARMFUL);
      expect(visible(visible(text))).toBe(visible(text));
    }
  });

  it('is cut out in no time, however long it is', () => {
    for (const text of [
      '\x1b['.repeat(50_000),
      '\x1b]'.repeat(50_000),
      `\x1b[${'0'.repeat(100_000)}`,
      `\x9d${'x'.repeat(100_000)}`,
    ]) {
      expect(visible(text)).not.toMatch(HARMFUL);
    }
  });
});

describe('lines', () => {
  it('stay in a message, and become one for names and logs', () => {
    expect(visibleText('one\ntwo\n\nthree')).toBe('one\ntwo\n\nthree');
    expect(visible('one\ntwo\n\nthree')).toBe('one two three');
  });

  it('end alike, and a carriage return overwrites nothing', () => {
    expect(visibleText('one\r\ntwo')).toBe('one\ntwo');
    expect(visibleText('ana: yes\rbob: no')).toBe('ana: yes\nbob: no');
    expect(visible('paid\rPAID')).toBe('paid PAID');
  });

  it('are not forged with other line ends', () => {
    for (const end of ['\x1bE', '\x1bD']) expect(visibleText(`one${end}two`)).toBe('onetwo');
  });

  // T9
  it('and pages that end with other characters do not run their words together', () => {
    for (const end of ['\v', '\f', '\x85', '\u2028', '\u2029']) expect(visibleText(`one${end}two`)).toBe('one two');
    for (const end of ['\v', '\f', '\x85']) expect(typedText(`one${end}two`)).toBe('one\ntwo');
    for (const end of ['\u2028', '\u2029']) expect(typedText(`one${end}two`)).toBe(`one${end}two`);
  });

  it('are not moved about', () => {
    expect(visible('abc\b\b\bxyz')).toBe('abcxyz');
    expect(visible('a\x00b\x07c\x0ed\x0fe\x7ff\x84g')).toBe('abcdefg');
    expect(visibleText('a\tb')).toBe('a    b');
    expect(visible('a\tb')).toBe('a    b');
  });
});

describe('what cannot be seen, or turns what can', () => {
  it.each([
    ['overrides and embeddings', '\u202ecod.exe\u202c \u202aa\u202bb\u202dc', 'cod.exe abc'],
    ['isolates', '\u2066a\u2067b\u2068c\u2069', 'abc'],
    ['direction marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['deprecated format characters', 'a\u206ab\u206fc', 'abc'],
    ['more joiners than anything is joined by', `a${'\u200d'.repeat(5_000)}b`, `a${'\u200d'.repeat(10)}b`],
    ['joiners and marks in turn', `a${'\u200d\u0301'.repeat(5_000)}b`, `a${'\u200d\u0301'.repeat(5)}b`],
    ['zero-width spaces and joiners of words', 'a\u200bb\u2060c\ufeffd', 'abcd'],
    ['invisible operators', 'a\u2061b\u2062c\u2063d\u2064e', 'abcde'],
    ['soft hyphens', 'a\u00adb', 'ab'],
    ['a Mongolian vowel separator', 'a\u180eb', 'ab'],
    ['interlinear annotations', 'a\ufff9b\ufffac\ufffbd', 'abcd'],
    ['tags', 'ok\u{e0001}\u{e0068}\u{e0069}\u{e007f}', 'ok'],
    ['tags that make no flag', '🏴\u{e0062}\u{e0072}\u{e007f}', '🏴'],
    ['tags that begin as those of a flag', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0068}', '🏴'],
    ['tags after those of a flag', `${ENGLAND}\u{e0068}`, ENGLAND],
    ['tags of a flag without a flag', ENGLAND.slice(2), ''],
  ])('goes: %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('is cut down where marks are stacked, and not where a language needs them', () => {
    expect(visible(`Z${'\u0300\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(20)}!`)).toBe('Z\u0300\u0301\u0302\u0303!');
    expect(visible(`ก${'\u0e49'.repeat(20)}!`)).toBe(`ก${'\u0e49'.repeat(8)}!`);
    for (const text of ['ก็ได้', 'ကျော်', 'הַתִּקְוָה', 'اللَّهُمَّ', 'Việt Nam', 'श्रीकृष्णाय', 'လျှော့', 'ཧཱུྃ', 'ཧྐྵྨླྺྼྻྂ'])
      expect(visible(text)).toBe(text);
  });

  it.each([
    ['a family', '👩‍👩‍👧‍👦'],
    ['a profession', '👩🏽‍💻'],
    ['a rainbow flag', '🏳️‍🌈'],
    ['a heart that is an emoji', '❤️'],
    ['a keycap', '1️⃣'],
    ['flags', '🇧🇷🇯🇵🇵🇹'],
    ['the flags that have tags', `${ENGLAND} 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿`],
    ['a skin tone', '👍🏿'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Sinhala with a joiner', 'ශ්\u200dරී'],
    ['what looks like markup', '{bold}not bold{/bold} <b>'],
    ['accents, composed or not', 'joão joa\u0303o'],
    ['a replacement character', '\ufffd'],
    ['a no-break space', 'a\u00a0b'],
  ])('stays: %s', (_what, text) => {
    expect(visible(text)).toBe(text);
    expect(visibleText(text)).toBe(text);
  });
});

describe('text that is not well formed', () => {
  it('has its lone surrogates replaced', () => {
    expect(visible('a\ud800b')).toBe('a\ufffdb');
    expect(visible('\udc00')).toBe('\ufffd');
    expect(visible('\ude00\ud83d')).toBe('\ufffd\ufffd');
    expect(visible('\ud83d\ude00')).toBe('😀');
  });

  it('is cut at 64 Ki units, though not in the middle of a character', () => {
    expect(visible('x'.repeat(70_000))).toHaveLength(65_536);
    expect(visible(`x${'😀'.repeat(40_000)}`).isWellFormed()).toBe(true);
  });

  it('does not grow beyond that by its tabs', () => {
    const shown = visibleText('\t'.repeat(20_000));
    expect(shown.length).toBeLessThanOrEqual(65_536);
    expect(visibleText(shown)).toBe(shown);
  });
});

describe('for any text', () => {
  const fragment = fc.constantFrom(
    ...[
      '\x1b',
      '\x1b[',
      '\x1b]',
      '\x1bP',
      '\x1b_',
      '\x1b\\',
      '\x9b',
      '\x9c',
      '\x9d',
      '\x90',
      '\x98',
      '\x07',
      '\x08',
      '\x00',
      '\x7f',
      '\x85',
    ],
    ...['[', ']', '\\', '0', ';', '?', ' ', 'm', 'J', '52;c;', 'a', 'é', '\r', '\n', '\r\n', '\t', '\v'],
    ...[
      '\u202e',
      '\u2066',
      '\u200b',
      '\u200d',
      '\u200e',
      '\u2028',
      '\ufeff',
      '\u00ad',
      '\ufe0f',
      '\u0301',
      '\u0301\u0301\u0301',
    ],
    ...['\ud83d', '\ude00', '😀', '🇧', '\u{e0061}', '\ud800'],
  );
  const text = fc.oneof(
    fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
    anyText(60),
  );
  const numRuns = 2500;

  it('nothing harmful is left', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(HARMFUL.test(visibleText(typed))).toBe(false);
        expect(HARMFUL.test(visible(typed))).toBe(false);
      }),
      { numRuns },
    );
  });

  it('what has been made harmless stays as it is', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(visibleText(visibleText(typed))).toBe(visibleText(typed));
        expect(visible(visible(typed))).toBe(visible(typed));
      }),
      { numRuns },
    );
  });

  it('the short form is one well-formed line, with few marks on each character', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const shown = visible(typed);
        expect(shown.includes('\n')).toBe(false);
        expect(shown.isWellFormed()).toBe(true);
        expect(/[\p{Mn}\p{Me}]{9}|(?:(?=\p{Script=Inherited})\p{M}){5}/u.test(shown)).toBe(false);
      }),
      { numRuns },
    );
  });

  it('harmless text is left alone', () => {
    const harmless = fc
      .array(fc.constantFrom(...'aZ9 .,!é山👍{}<>/\\[];'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(harmless, (typed) => {
        expect(visible(typed)).toBe(typed);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for text that is found harmless at once', () => {
    const code = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0xa0, max: 0x30f }),
      fc.constantFrom(0x09, 0x0a, 0x0d, 0xad),
    );
    const latin = fc.string({ unit: code.map((each) => String.fromCharCode(each)) });
    fc.assert(
      fc.property(latin, (typed) => {
        // With a letter at the end that is not Latin, everything before it is looked at closely.
        expect(`${visibleText(`${typed}\n`)}山`).toBe(visibleText(`${typed}\n山`));
      }),
      { numRuns: 2_000 },
    );
  });
});
