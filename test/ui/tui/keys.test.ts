// The table of keys, row by row: each key, as a terminal sends it, does what its help says. The compiler asks for a
// scenario for each action.

import { describe, expect, it } from 'vitest';
import { type ActionName, actionOf, KEYS } from '../../../peer/ui/tui/keymap.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { waysToSend } from '../../helpers/key-bytes.ts';
import { joined } from '../phrases/sample-reports.ts';
import { inThree, said, showing } from './scenes.ts';

/** `press` presses the key that is being tested; it is called `key`. */
type Scenario = (screen: FullScreenInTest, press: () => Promise<void>, key: string) => Promise<void>;

const LINES = 100;

/** So many lines in #dev that they do not fit. */
function fill(screen: FullScreenInTest): Promise<void> {
  return screen.report(...Array.from({ length: LINES }, (_, index) => said('bob', `<${index + 1}>`)));
}

/** The first and the last of them that are seen. */
function seen(screen: FullScreenInTest): readonly [number, number] {
  const numbers = [...screen.text.matchAll(/<(\d+)>/g)].map(([, number]) => Number(number));
  return [numbers[0] ?? 0, numbers.at(-1) ?? 0];
}

/** Rows of the log on a screen of 80x24. */
const ROWS = 20;

/** What is typed, then the keys before the one that is tested, then a letter: what the line is in the end. */
const edits =
  (typed: string, before: readonly string[], after: string, expected: string): Scenario =>
  async (screen, press) => {
    await screen.type(typed);
    await screen.press(...before);
    await press();
    if (after !== '') await screen.type(after);
    expect(screen.line).toBe(` #dev> ${expected}`.trimEnd());
  };

const opens =
  (title: string): Scenario =>
  async (screen, press) => {
    await press();
    screen.shows(`┌─ ${title}`);
    await screen.press('escape');
    screen.hides(`┌─ ${title}`);
  };

/** In the list of conversations, #dev being the selected one. */
const chooses =
  (before: readonly string[], expected: string): Scenario =>
  async (screen, press) => {
    await screen.press('tab', ...before);
    await press();
    await screen.press('enter');
    expect(screen.title).toContain(expected);
  };

const SCENARIOS: { readonly [Name in ActionName]: Scenario } = {
  help: opens(english.helpTitle),
  browseRooms: async (screen, press, key) => {
    await opens(english.roomsTitle)(screen, press, key);
    expect(screen.lines.map(({ text }) => text)).toEqual(['/rooms']);
  },
  browsePeople: async (screen, press, key) => {
    await opens(english.peopleTitle)(screen, press, key);
    expect(screen.lines.map(({ text }) => text)).toEqual(['/peers']);
  },
  async mute(screen, press) {
    await press();
    screen.shows(english.mutedNow('#dev'), `[${english.muted}]`);
    await press();
    screen.shows(english.unmutedNow('#dev'));
    screen.hides(`[${english.muted}]`);
  },
  async search(screen, press) {
    await fill(screen);
    await press();
    await screen.type('hello');
    screen.shows('bob hello ana', `${english.logSearch}hello`);
    await screen.press('enter');
    expect(screen.line).toBe(' #dev>');
  },
  async inspect(screen, press) {
    await press();
    screen.shows(`── ${english.wireTitle}`);
    await press();
    screen.hides(english.wireTitle);
  },
  async toWire(screen, press) {
    await press();
    await screen.type('filter');
    screen.shows(`── ${english.wireTitle} 0 > filter`);
    await press();
    await screen.type('line');
    expect(screen.line).toBe(' #dev> line');
  },
  async openAddress(screen, press) {
    await screen.report(said('bob', 'see https://example.org/a, or http://example.org/b.'));
    await press();
    screen.shows(`┌─ ${english.addressesTitle}`, '> https://example.org/a', '  http://example.org/b');
    await screen.press('down', 'enter');
    screen.shows(english.confirmOpen('http://example.org/b'));
    expect(screen.addresses).toEqual([]);
    await screen.press('y');
    expect(screen.addresses).toEqual(['http://example.org/b']);
  },
  async invitations(screen, press, key) {
    await screen.report({ event: 'invitation', from: 'rui', room: 'tea', private: false });
    await opens(english.invitationsTitle)(screen, press, key);
    await press();
    await screen.press('down', 'enter');
    expect(screen.lines.at(-1)?.text).toBe('/decline rui (invitation)');
  },
  explain: opens(english.explainTitle),
  async quit(screen, press) {
    await press();
    expect(screen.happened).toEqual(['quit']);
  },
  async interrupt(screen, press) {
    await screen.type('half a line');
    await press();
    expect(screen.line).toBe(' #dev>');
    await press();
    screen.shows(english.quitAgain);
    expect(screen.happened).toEqual([]);
    await press();
    expect(screen.happened).toEqual(['interrupted']);
  },
  async repaint(screen, press) {
    const before = screen.text;
    screen.emulator.output.write('\x1b[5;5Hsomebody else wrote here');
    await press();
    expect(screen.text).toBe(before);
  },
  async suspend(screen, press) {
    await press();
    expect(screen.happened).toEqual(['suspended']);
    expect(screen.emulator.isAlternate).toBe(false);
  },
  async goTo(screen, press) {
    await press();
    await screen.type('ops');
    await screen.press('enter');
    expect(screen.title).toContain('#ops');
    await press();
    await screen.type('block');
    await screen.press('enter');
    expect(screen.line).toBe(' #ops> /block');
  },
  async showNumbered(screen, press, key) {
    const more = ['r4', 'r5', 'r6', 'r7', 'r8', 'r9'];
    await screen.report(...more.map((room) => joined({ room })), showing({}));
    await screen.press(key === 'alt+0' ? 'alt+1' : 'alt+0');
    await press();
    const labels = ['P2P Chat', '#dev', '#ops', '@bob', ...more.map((room) => `#${room}`)];
    expect(screen.title).toMatch(new RegExp(`^ ${labels[Number(key.slice(-1))]}( |$)`));
  },
  async nextUnread(screen, press) {
    await screen.report(said('eva', 'anybody?', 'ops'), said('bob', 'for you', null));
    for (const expected of ['@bob', '#ops']) {
      await press();
      expect(screen.title).toContain(expected);
    }
    await press();
    screen.shows(english.nothingUnread);
  },
  async previousConversation(screen, press) {
    for (const expected of ['P2P Chat', '@bob', '#ops', '#dev']) {
      await press();
      expect(screen.title).toContain(expected);
    }
  },
  async nextConversation(screen, press) {
    for (const expected of ['#ops', '@bob', 'P2P Chat', '#dev']) {
      await press();
      expect(screen.title).toContain(expected);
    }
  },
  async lastConversation(screen, press) {
    for (const expected of ['@bob', '#dev']) {
      await press();
      expect(screen.title).toContain(expected);
    }
  },
  async pageUp(screen, press) {
    await fill(screen);
    await press();
    const [first, last] = seen(screen);
    expect(last - first).toBe(ROWS - 1);
    expect(last).toBe(LINES - ROWS + 2); // Two lines are seen again.
    screen.shows(`[${english.more(0)}]`);
  },
  async pageDown(screen, press) {
    await fill(screen);
    await screen.press('pageup', 'pageup');
    const [, last] = seen(screen);
    await press();
    expect(seen(screen)[0]).toBe(last - 1);
    await press();
    expect(seen(screen)[1]).toBe(LINES);
  },
  async lineUp(screen, press) {
    await fill(screen);
    await press();
    expect(seen(screen)).toEqual([LINES - ROWS, LINES - 1]);
  },
  async lineDown(screen, press) {
    await fill(screen);
    await screen.press('shift+up', 'shift+up');
    await press();
    expect(seen(screen)).toEqual([LINES - ROWS, LINES - 1]);
  },
  async toTop(screen, press) {
    await fill(screen);
    await press();
    screen.shows(english.day(screen.clock.now()), 'hello ana', '<1>');
  },
  async toBottom(screen, press) {
    await fill(screen);
    await screen.press('ctrl+home');
    await press();
    expect(seen(screen)[1]).toBe(LINES);
  },
  async toUnread(screen, press) {
    await screen.press('alt+2');
    await fill(screen);
    await screen.press('alt+1');
    screen.hides('<1>');
    await press();
    expect(seen(screen)[0]).toBe(1);
    expect(screen.emulator.lines[1]).toMatch(/─ new ─/);
  },
  async back(screen, press) {
    await screen.press('f1');
    await press();
    screen.hides(english.helpTitle);
    await screen.press('ctrl+r');
    await press();
    expect(screen.line).toBe(' #dev>');
    await screen.press('tab');
    expect(screen.line).toBe(' #dev>');
    expect(cursorRow(screen)).toContain('dev'); // A screen reader follows it (T14).
    await press();
    expect(cursorRow(screen)).toContain('#dev>');
  },

  async send(screen, press) {
    await screen.type('good morning');
    await press();
    expect(screen.lines).toEqual([{ text: 'good morning', from: { kind: 'room', room: 'dev' } }]);
    expect(screen.line).toBe(' #dev>');
  },
  async newline(screen, press) {
    await screen.type('one');
    await press();
    await screen.type('two');
    expect(screen.line).toBe(' #dev> one\n       two');
    expect(screen.lines).toEqual([]);
  },
  async complete(screen, press) {
    await screen.type('hi e');
    await press();
    expect(screen.beforeCursor).toBe(' #dev> hi eva ');
    await screen.press('ctrl+u');
    await screen.type('/m');
    for (const expected of ['/msg', '/me', '/mute']) {
      await press();
      expect(screen.line).toBe(` #dev> ${expected}`);
    }
    await screen.press('ctrl+u');
    await press();
    expect(cursorRow(screen)).not.toContain('#dev>');
  },
  async completeBack(screen, press) {
    await screen.type('/m');
    await screen.press('tab', 'tab');
    await press();
    expect(screen.line).toBe(' #dev> /msg');
    await screen.press('ctrl+u');
    await press();
    await screen.press('enter');
    screen.shows('┌─ bob');
  },
  async historyBack(screen, press) {
    await screen.type('one\rtwo\r');
    for (const expected of ['two', 'one', 'one']) {
      await press();
      expect(screen.line).toBe(` #dev> ${expected}`);
    }
    await screen.press('ctrl+u');
    await screen.paste('ab\ncd');
    await press();
    await screen.type('X');
    expect(screen.line).toBe(' #dev> abX\n       cd');
  },
  async historyForward(screen, press) {
    await screen.type('one\rtwo\rthree');
    await screen.press('up', 'up');
    for (const expected of ['two', 'three']) {
      await press();
      expect(screen.line).toBe(` #dev> ${expected}`);
    }
  },
  async searchHistory(screen, press) {
    await screen.type('good morning\rgood night\r');
    await press();
    await screen.type('good');
    expect(screen.line).toContain(`${english.historySearch}good`);
    await press();
    await screen.press('enter');
    expect(screen.line).toBe(' #dev> good morning');
    expect(screen.lines).toHaveLength(2);
  },
  left: edits('ac', [], 'b', 'abc'),
  right: edits('ac', ['home'], 'b', 'abc'),
  wordLeft: edits('one two', [], 'X', 'one Xtwo'),
  wordRight: edits('one two', ['home'], 'X', 'oneX two'),
  lineStart: edits('one', [], 'X', 'Xone'),
  lineEnd: async (screen, press, key) => {
    await fill(screen);
    await screen.press('pageup');
    await press();
    expect(seen(screen)[1]).toBe(LINES);
    await edits('one', ['home'], 'X', 'oneX')(screen, press, key);
  },
  backspace: edits('one', [], '', 'on'),
  delete: edits('one', ['home'], '', 'ne'),
  deleteWordBack: edits('one two', [], 'X', 'one X'),
  deleteWordForward: edits('one two', ['home'], 'X', 'X two'),
  killToStart: edits('one two', ['left', 'left'], 'X', 'Xwo'),
  killToEnd: edits('one two', ['left', 'left'], 'X', 'one tX'),
  yank: edits('one two', ['ctrl+w', 'home'], 'X', 'twoXone'),
  transpose: edits('one', [], 'X', 'oenX'),
  undo: edits('one', ['ctrl+w'], 'X', 'oneX'),
  redo: edits('one two', ['ctrl+w', 'ctrl+_'], 'X', 'one X'),

  itemUp: chooses([], 'P2P Chat'),
  itemDown: chooses([], '#ops'),
  firstItem: chooses(['down'], 'P2P Chat'),
  lastItem: chooses([], '@bob'),
  async chooseItem(screen, press) {
    await screen.press('tab', 'down');
    await press();
    expect(screen.title).toContain('#ops');
    expect(screen.emulator.isCursorVisible).toBe(true);
  },
  async nextList(screen, press) {
    await screen.press('tab');
    await press();
    await screen.press('down', 'enter');
    screen.shows('┌─ eva');
    await screen.press('escape');
    await press();
    expect(screen.emulator.isCursorVisible).toBe(true);
  },
  async previousList(screen, press) {
    await screen.press('tab', 'tab');
    await press();
    await screen.press('down', 'enter');
    expect(screen.title).toContain('#ops');
    await screen.press('tab');
    await press();
    expect(screen.emulator.isCursorVisible).toBe(true);
  },
};

/** The row in which the cursor is seen. */
function cursorRow({ emulator }: FullScreenInTest): string {
  expect(emulator.isCursorVisible).toBe(true);
  return emulator.lines[emulator.cursor.y] ?? '';
}

const ROWS_OF_KEYS = KEYS.flatMap(({ keys, action, where, help }) =>
  keys.map((key) => ({ key, action, where, help: help.en })),
);

describe('a key of the table', () => {
  it.each(ROWS_OF_KEYS)('$key: $help', async ({ key, action }) => {
    const screen = await inThree();
    await SCENARIOS[action](screen, () => screen.press(key), key);
  });

  it('is known however terminals send it', async () => {
    const heard: string[] = [];
    const clock = new FakeClock();
    const input = new TerminalInput(clock, {
      key: ({ name }) => heard.push(name),
      pasted: () => heard.push('a paste'),
      mouse: () => heard.push('the mouse'),
      focused: () => heard.push('focus'),
    });
    for (const { key, action, where } of ROWS_OF_KEYS) {
      for (const bytes of waysToSend(key)) {
        input.feed(bytes);
        if (heard.length === 0) await clock.advance(50);
        const done = heard.splice(0).map((name) => actionOf(name, where === 'list' ? 'list' : 'typing'));
        expect(done, `${key} as ${JSON.stringify(bytes)}`).toEqual([action]);
      }
    }
  });

  it('stands for one thing where it is pressed', () => {
    for (const place of ['typing', 'list'] as const) {
      const keys = ROWS_OF_KEYS.filter(({ where }) => where === place || where === 'anywhere').map(({ key }) => key);
      expect(keys.length).toBe(new Set(keys).size);
    }
  });
});
