// U5: on a small screen words are shortened, and what matters most stays.

import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { SignInForm } from '../../../peer/ui/tui/sign-in/sign-in-form.ts';
import { wholeItems } from '../../../peer/ui/tui/views/box.ts';
import { because } from '../../helpers/because.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { queued, room } from '../phrases/sample-reports.ts';
import { atHome, entering, inRoom, inThree, said } from './scenes.ts';

const SIZES = [
  [40, 12],
  [60, 15],
  [80, 24],
] as const;
const LANGUAGES = ['en', 'pt'] as const;
const EVERYWHERE = SIZES.flatMap(([columns, rows]) =>
  LANGUAGES.map((language) => ({ columns, rows, surroundings: { language } })),
);

const statusOf = (screen: FullScreenInTest): string => screen.emulator.lines.find((line) => /^[─-]\[/.test(line)) ?? '';

describe.each(EVERYWHERE)('on a screen of $columns x $rows, in $surroundings.language', (options) => {
  it('unread messages are seen, however much else there is to say', async () => {
    const screen = await inThree(options);
    await screen.report(
      ...Array.from({ length: 40 }, (_, index) => said('eva', `line ${index}`)),
      said('eva', 'hi', 'ops'),
      said('bob', 'psst', null),
      { event: 'tracker', state: 'lost', reason: because('it is gone') },
      { event: 'invitation', from: 'rui', room: 'tea', private: false },
    );
    await screen.press('f4', 'pageup');
    await screen.report(said('eva', 'below'));
    await screen.press('escape');
    expect(statusOf(screen)).toContain('2:1 3:@1');
    expect(statusOf(screen)).toContain('F7');
    expect(statusOf(screen)).not.toContain('…');
    const lost = options.surroundings.language === 'en' ? english.trackerLost : portuguese.trackerLost;
    if (options.columns > 40) expect(statusOf(screen)).toContain(lost);
  });

  it('of very many unread conversations those that call us by name are named first', async () => {
    const screen = await inRoom(options);
    await screen.report(...Array.from({ length: 30 }, (_, index) => entering(`r${index}`, 'eva', 'ana', 'eva')).flat());
    await screen.report(
      ...Array.from({ length: 30 }, (_, index) => said('eva', index === 28 ? 'ana!' : 'x', `r${index}`)),
    );
    await screen.press('alt+1');
    expect(statusOf(screen)).toMatch(/30:@1/);
    if (options.columns < 80) expect(statusOf(screen)).toMatch(/ \+\d+\]/);
  });

  it('where one is, and that one is alone, is said', async () => {
    const screen = await atHome(options);
    await screen.report(...entering('quiet', 'ana'));
    const { nobodyElse, nobodyElseShort } = options.surroundings.language === 'en' ? english : portuguese;
    expect([nobodyElse, nobodyElseShort].some((text) => screen.title.includes(text))).toBe(true);
    expect(screen.title).toContain('#quiet');
  });

  it('what is said about a file is said whole', async () => {
    const screen = await inRoom({
      ...options,
      writeFile: () => Promise.reject(Object.assign(new Error(), { code: 'EEXIST' })),
    });
    await screen.type('/export notes-of-today.txt\r');
    const { exportFailed, fileExists } = options.surroundings.language === 'en' ? english : portuguese;
    const seen = screen.text.replace(/\s+/g, ' ');
    expect(seen).toContain(exportFailed('notes-of-today.txt', fileExists));
    await screen.press('escape');
    expect(statusOf(screen)).not.toBe('');
  });

  it('rooms say how full and how locked they are, before whose they are', async () => {
    const screen = await inRoom(options);
    await screen.press('f2');
    await screen.report({
      event: 'rooms',
      rooms: [room('a-long-name', { seats: 2, access: 'invite', owner: 'x'.repeat(32) })],
    });
    const { seats, locks } = options.surroundings.language === 'en' ? english : portuguese;
    expect(screen.text).toContain(options.columns === 40 ? seats(2) : `${seats(2)}, ${locks.invite}`);
  });

  it('the name of a room takes no more than half of the line that is typed', async () => {
    const screen = await atHome(options);
    await screen.report(...entering(`${'wide room '.repeat(4).trim()}日本`, 'ana', 'ana'));
    await screen.type('a line that goes on'); // The helper fails on a row that is wider than the screen.
    expect(screen.emulator.lines.join('\n')).toContain('a line');
  });

  it.each(['f1', 'f2', 'f3', 'f5', 'f6', 'f7', 'f8', 'ctrl+g', 'ctrl+r', 'ctrl+o'])(
    'the hints of %s are whole',
    async (key) => {
      const screen = await inRoom(options);
      await screen.press(key);
      const edges = screen.emulator.lines.filter((line) => /^ *└/.test(line));
      for (const edge of edges) expect(edge).toMatch(/Esc: \S+ ─/);
      for (const edge of edges) expect(edge).not.toContain('…');
    },
  );
});

it.each([
  ['f1', 'en'],
  ['f8', 'en'],
  ['f8', 'pt'],
] as const)(
  'how much more there is on the page of %s, in %s, is seen on the smallest screen',
  async (key, language) => {
    const screen = await inRoom({ columns: 40, rows: 12, surroundings: { language } });
    await screen.press(key);
    expect(screen.text).toMatch(/ 8\/\d+ ─+┐/);
    expect(screen.text).toContain('PgDn');
  },
);

// T14
describe('a name that is wider than the log', () => {
  it.each([20, 24, 30, 40, 60])('makes no row empty, in %i columns', async (columns) => {
    for (const name of ['n'.repeat(32), '山'.repeat(32), 'a-b.'.repeat(8), 'ᬲᬫᬶ'.repeat(10)]) {
      const screen = await inRoom({ columns, rows: 24 });
      const texts = ['hello', 'again', 'two\nlines', `https://x.org/${'a'.repeat(70)}`, '/me waves', 'the end'];
      await screen.report(...texts.map((text) => said(name, text)));
      const rows = screen.emulator.lines.map((line) => line.split('│').at(-1)?.trim());
      const last = rows.findLastIndex((row) => row?.endsWith('the end'));
      const first = rows.findIndex((row) => row?.includes('hello'));
      expect(first, screen.text).toBeGreaterThanOrEqual(0);
      expect(rows.slice(first, last), screen.text).not.toContain('');
    }
  });
});

describe.each(LANGUAGES)('the form to sign in with, on the smallest screen, in %s', (language) => {
  const phrases = language === 'en' ? english : portuguese;
  const signingIn = async (register: boolean) => {
    const screen = new FullScreenInTest({ columns: 40, rows: 12, surroundings: { language } });
    screen.begin({ register }, ...(register ? [] : ['ana']));
    await screen.pass();
    return screen;
  };

  it('says how to register, and how to log in', async () => {
    for (const register of [true, false]) {
      const screen = await signingIn(register);
      screen.shows(phrases.logIn, '[F4]');
      screen.hides('…');
    }
  });

  it.each([
    phrases.passwordTooShort(8),
    phrases.badTracker,
    phrases.passwordsDiffer,
    phrases.nameTaken('ana'),
    phrases.unknownOrWrong('ana'),
    phrases.wrongPassword('ana-maria'),
    phrases.keyUnknown('ana'),
  ])('says all of what is wrong: %s', async (problem) => {
    const { preferences } = await signingIn(true);
    for (const register of [true, false]) {
      const draft = { username: 'ana', digest: null, register, tracker: { address: '127.0.0.1', port: 6060 } };
      const form = new SignInForm(draft, [], problem, { entered: () => undefined, left: () => undefined });
      const { rows } = form.picture(preferences.face, { columns: 40, rows: 12 }).pane;
      const text = rows.map((row) => row.map((span) => span.text).join('')).join('\n');
      expect(text.replace(/[│\s]+/g, ' ')).toContain(problem);
    }
  });
});

describe.each(LANGUAGES)('on the smallest screen, in %s, no word of ours is cut in', (language) => {
  it.each([['f1'], ['f2'], ['f3'], ['f3', 'enter'], ['f7'], ['f8'], ['f10']])('what %j opens', async (...keys) => {
    const screen = await inRoom({ columns: 40, rows: 12, surroundings: { language } });
    await screen.report(queued(['bob']), { event: 'invitation', from: 'rui', room: 'tea', private: true });
    await screen.press(...keys);
    expect(screen.emulator.lines.filter((line) => /^ *[│┌└].*…/.test(line))).toEqual([]);
  });
});

describe('hints in an edge', () => {
  it('keep the first keys and the way out, each whole', () => {
    expect(wholeItems('a: one   b: two   c: three   Esc: close', 80)).toBe('a: one   b: two   c: three   Esc: close');
    expect(wholeItems('a: one   b: two   c: three   Esc: close', 30)).toBe('a: one  b: two  Esc: close');
    expect(wholeItems('a: one   b: two   c: three   Esc: close', 12)).toBe('Esc: close');
  });
});
