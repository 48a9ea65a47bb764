// T9: what is typed or pasted is sent unchanged; only what is shown is made harmless.
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';
import { message } from '../phrases/sample-reports.ts';
import { inRoom } from './scenes.ts';

const ENGLAND = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

const TEXTS: readonly (readonly [what: string, typed: string, shown: string])[] = [
  ['a zero-width space', 'ភាសា\u200bខ្មែរ', 'ភាសាខ្មែរ'],
  ['direction marks', '\u200fשלום!\u200e ok', 'שלום! ok'],
  ['isolates', '\u2067שלום\u2069 ok', 'שלום ok'],
  ['the tags of a flag', `${ENGLAND} ok`, `${ENGLAND} ok`],
  ['tags of no flag', '🏴\u{e0068}\u{e0069} ok', '🏴 ok'],
  ['a tab', 'a\tb', 'a    b'],
  ['a tab at the start', '\tindented', '    indented'],
  ['a fifth mark', 'လျှော့', 'လျှော့'],
  ['marks without end', `a${'\u0301'.repeat(9)}b`, `a${'\u0301'.repeat(4)}b`],
  ['a word joiner and a soft hyphen', 'a\u2060b\u00adc', 'abc'],
  ['a byte order mark in the middle', 'a\ufeffb', 'ab'],
  ['a separator of lines', 'a\u2028b', 'a b'],
  ['Vedic accents', 'अ॑ग्नि॒मी॑ळे ꣡', 'अ॑ग्नि॒मी॑ळे ꣡'],
  ['a stack of Tibetan', 'ཧྐྵྨླྺྼྻྂ', 'ཧྐྵྨླྺྼྻྂ'],
  ['decomposed letters', 'coração'.normalize('NFD'), 'coração'.normalize('NFD')],
  ['spaces of other kinds', 'a\u00a0b\u202fc\u3000d', 'a\u00a0b\u202fc\u3000d'],
  ['a joiner', 'می\u200cخواهم', 'می\u200cخواهم'],
];

describe.each(TEXTS)('%s (T9)', (_, typed, shown) => {
  it('is sent as it was pasted, and shown harmless', async () => {
    const screen = await inRoom();
    await screen.paste(typed);
    expect(screen.line.replace(/\s+$/, '')).toBe(` #dev> ${shown}`);
    await screen.type('|\r');
    expect(screen.lines.map(({ text }) => text)).toEqual([`${typed}|`]);
  });

  it('is sent as it was typed, key by key, and the cursor stands after it', async () => {
    const screen = await inRoom();
    for (const character of typed) {
      if (character === '\t') await screen.paste(character);
      else await screen.send(character);
    }
    expect(screen.emulator.cursor.x).toBe(widthOf(` #dev> ${shown}`));
    await screen.type('|');
    screen.shows(` #dev> ${shown}|`);
    await screen.press('left', 'enter');
    expect(screen.lines.map(({ text }) => text)).toEqual([`${typed}|`]);
  });

  it('comes back whole from what was written before, and is shown harmless there', async () => {
    const screen = await inRoom();
    await screen.paste(`xyz ${typed}`);
    await screen.press('enter', 'ctrl+r');
    await screen.type('xyz');
    screen.shows(`xyz ${shown}`.trim());
    await screen.press('tab', 'enter');
    expect(screen.lines.map(({ text }) => text)).toEqual([`xyz ${typed}`, `xyz ${typed}`]);
  });

  it('is shown harmless when somebody else sent it', async () => {
    const screen = await inRoom();
    await screen.report(message({ from: 'bob', content: `${typed}|`, room: 'dev', id: 'theirs' }));
    screen.shows(`${shown}|`);
  });
});

describe('what is typed', () => {
  it('is text after /me, /say and /msg, too (T9)', async () => {
    const screen = await inRoom();
    for (const command of ['/me', '/say', '/msg bob']) {
      await screen.paste(`${command} a\u200bb\tc`);
      await screen.press('enter');
    }
    expect(screen.lines.map(({ text }) => text)).toEqual(['/me a\u200bb\tc', 'a\u200bb\tc', '/msg bob a\u200bb\tc']);
  });

  it('loses what cannot be seen where it is the name of a command, a room or a person', async () => {
    const screen = await inRoom();
    await screen.paste('/fing\u200berprint \u200fbob\u2060');
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['/fingerprint bob']);
  });
});
