import { describe, expect, it } from 'vitest';
import { BUILT_IN_THEMES, dark } from '../../../peer/ui/tui/theme/built-in.ts';
import { basicColour } from '../../../peer/ui/tui/theme/colours.ts';
import { attributeOf, type Look, parseLook } from '../../../peer/ui/tui/theme/look.ts';
import { STYLES } from '../../../peer/ui/tui/theme/style.ts';
import { attributesOf, makeTheme } from '../../../peer/ui/tui/theme/theme.ts';

/** Flags, foreground and background; null: the terminal's own. */
function unpacked(attribute: number): [number, number | null, number | null] {
  const colour = (bits: number): number | null => (bits === 0x1ff ? null : bits);
  return [attribute >> 18, colour((attribute >> 9) & 0x1ff), colour(attribute & 0x1ff)];
}

describe('a look', () => {
  it.each<[Look, 0 | 8 | 16 | 256, [number, number | null, number | null]]>([
    [{}, 256, [0, null, null]],
    [{ foreground: 75, underline: true }, 256, [2, 75, null]],
    [{ foreground: 75, underline: true }, 16, [2, 12, null]],
    [{ foreground: 75, underline: true }, 8, [2, 4, null]],
    [{ foreground: 'bright-white', background: 24, bold: true }, 256, [1, 15, 24]],
    [{ foreground: 'bright-white', background: 24, bold: true }, 0, [9, null, null]],
    [{ foreground: 'bright-black' }, 16, [0, 8, null]],
    [{ foreground: 'bright-black' }, 8, [0, 7, null]],
    [{ foreground: 244 }, 8, [0, 7, null]],
    [{ foreground: 'black', background: 'bright-black' }, 8, [0, 7, 0]],
    [{ foreground: 'white', background: 'bright-white' }, 8, [0, 0, 7]],
    [{ background: 'red', inverse: true }, 0, [8, null, null]],
  ])('%j in %i colours', (look, colours, expected) => {
    expect(unpacked(attributeOf(look, colours))).toEqual(expected);
  });

  it('comes as near as 16 colours can', () => {
    expect([196, 46, 21, 232, 255, 244, 9].map(basicColour)).toEqual([9, 10, 4, 0, 7, 8, 9]);
  });
});

describe('a built-in theme', () => {
  it.each(Object.entries(BUILT_IN_THEMES))('%s can be read in any number of colours', (_name, theme) => {
    for (const colours of [0, 8, 16, 256] as const) {
      const attributes = attributesOf(theme, colours);
      for (const style of STYLES) {
        const [, foreground, background] = unpacked(attributes[style]);
        expect(foreground !== null && foreground === background, `${style} in ${colours}`).toBe(false);
        if (colours === 8) expect(foreground, style).not.toBe(8);
      }
      expect(attributes.itemSelected).not.toBe(attributes.item);
      expect(attributes.bar).not.toBe(attributes.text);
      expect(attributes.fieldFocused).not.toBe(attributes.text);
    }
  });
});

describe('a look in words', () => {
  it.each<[string, Look]>([
    ['bold white on blue', { bold: true, foreground: 'white', background: 'blue' }],
    ['inverse', { inverse: true }],
    ['color123 on default', { foreground: 123 }],
    ['  Underline colour7  ON Bright-Red ', { underline: true, foreground: 7, background: 'bright-red' }],
    ['default', {}],
  ])('%j', (text, look) => expect(parseLook(text)).toEqual({ look }));

  it.each(['pink', 'color256', 'white on', 'on', 'bold on on red', 'red blue', '\x1b[31m', '', ' ', 'x'.repeat(1000)])(
    'refuses %j in a sentence that is harmless',
    (text) => {
      const parsed = parseLook(text);
      expect('problem' in parsed && parsed.problem).toMatch(/^[\x20-\x7e]{10,100}$/);
    },
  );
});

describe("a theme of one's own", () => {
  it('is another one with some looks of its own', () => {
    const made = makeTheme(dark, { bar: 'inverse', dim: 'color240' });
    expect(made).toEqual({ theme: { ...dark, bar: { inverse: true }, dim: { foreground: 240 } } });
  });

  it.each([
    [{ barr: 'red' }, 'there is no style of that name: "barr"'],
    [JSON.parse('{"__proto__":"red"}'), 'there is no style of that name: "__proto__"'],
    [{ bar: 3 }, 'the look of bar is not text'],
    [{ bar: 'pink' }, 'the look of bar: "pink" is neither a colour nor bold, underline or inverse'],
  ])('is refused with a reason: %j', (looks, problem) => expect(makeTheme(dark, looks)).toEqual({ problem }));
});
