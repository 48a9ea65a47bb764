import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EDITOR_UNITS } from '../../../peer/ui/tui/editor/edited-text.ts';
import { Editor } from '../../../peer/ui/tui/editor/editor.ts';
import { GraphemeText } from '../../../peer/ui/tui/editor/grapheme-text.ts';
import { graphemesOf } from '../../../peer/ui/tui/text/graphemes.ts';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';

/** An editor with the text, the cursor where the bar is. */
function editing(marked: string): Editor {
  const editor = new Editor();
  const at = marked.indexOf('|');
  editor.reset(at === -1 ? marked : marked.replace('|', ''));
  if (at !== -1) editor.moveTo(at);
  return editor;
}

/** What is written, with a bar for the cursor. */
const shown = (editor: Editor): string => `${editor.text.slice(0, editor.cursor)}|${editor.text.slice(editor.cursor)}`;

type Action = {
  [Name in keyof Editor]: Editor[Name] extends () => boolean ? Name : never;
}[keyof Editor];

const FAMILY = '👨‍👩‍👧';

describe('each action', () => {
  it.each<[Action, string, string]>([
    ['backspace', 'ab|c', 'a|c'],
    ['backspace', `a${FAMILY}|`, 'a|'],
    ['backspace', 'ae\u0301|x', 'a|x'],
    ['delete', `|${FAMILY}b`, '|b'],
    ['delete', 'a|\nb', 'a|b'],
    ['left', `🇵🇹|🇧🇷`, `|🇵🇹🇧🇷`],
    ['right', `|🇵🇹🇧🇷`, `🇵🇹|🇧🇷`],
    ['wordLeft', 'olá mundo  |', 'olá |mundo  '],
    ['wordLeft', 'a != b|', 'a != |b'],
    ['wordLeft', 'a !=|', 'a |!='],
    ['wordRight', '|olá mundo', 'olá| mundo'],
    ['wordRight', 'olá|  mundo!', 'olá  mundo|!'],
    ['home', 'one\ntwo|\nthree', 'one\n|two\nthree'],
    ['end', 'one\n|two\nthree', 'one\ntwo|\nthree'],
    ['toStart', 'one\ntw|o', '|one\ntwo'],
    ['toEnd', 'o|ne\ntwo', 'one\ntwo|'],
    ['killWordBack', 'olá mundo |', 'olá |'],
    ['killWordForward', 'olá| mundo!', 'olá|!'],
    ['killToStart', 'one\ntwo|x', 'one\n|x'],
    ['killToStart', 'one\n|two', 'one|two'],
    ['killToEnd', 'one|x\ntwo', 'one|\ntwo'],
    ['killToEnd', 'one|\ntwo', 'one|two'],
    ['transpose', 'ab|c', 'acb|'],
    ['transpose', 'abc|', 'acb|'],
    ['transpose', `a|${FAMILY}b`, `${FAMILY}a|b`],
    ['up', 'one\ntw|o', 'on|e\ntwo'],
    ['down', 'one|\nto\n', 'one\nto|\n'],
    ['clear', 'ab|c', '|'],
  ])('%s makes of %j %j', (action, before, after) => {
    const editor = editing(before);
    expect(editor[action]()).toBe(true);
    expect(shown(editor)).toBe(after);
  });

  it.each<[Action, string]>([
    ['backspace', '|a'],
    ['delete', 'a|'],
    ['left', '|a'],
    ['right', 'a|'],
    ['wordLeft', '|a'],
    ['wordRight', 'a|'],
    ['up', 'o|ne\ntwo'],
    ['down', 'one\ntw|o'],
    ['killWordBack', '|a'],
    ['killWordForward', 'a|'],
    ['killToStart', '|a'],
    ['killToEnd', 'a|'],
    ['transpose', '|ab'],
    ['transpose', 'ab\nc|'],
    ['yank', 'a|'],
    ['undo', 'a|'],
    ['redo', 'a|'],
    ['clear', '|'],
  ])('%s says that there is nothing to do in %j, and does nothing', (action, before) => {
    const editor = editing(before);
    expect(editor[action]()).toBe(false);
    expect(shown(editor)).toBe(before);
  });
});

describe('writing', () => {
  it('keeps together what belongs together, wherever it is put', () => {
    const editor = editing('e|x');
    editor.insert('\u0301');
    expect(shown(editor)).toBe('e\u0301|x');
    editor.left();
    expect(editor.cursor).toBe(0);
    const flag = editing('🇧x|🇹a');
    flag.backspace();
    expect(shown(flag)).toBe('🇧🇹|a');
    flag.backspace();
    expect(shown(flag)).toBe('|a');
  });

  it('refuses what does not fit, as a whole', () => {
    const editor = editing('x'.repeat(MAX_EDITOR_UNITS - 2));
    expect(editor.insert('abc')).toBe(false);
    expect(editor.insert('ab')).toBe(true);
    expect(editor.insert('c')).toBe(false);
    expect(editor.text.length).toBe(MAX_EDITOR_UNITS);
    expect(editor.set('y'.repeat(MAX_EDITOR_UNITS + 1))).toBe(false);
    expect(editor.reset('y'.repeat(MAX_EDITOR_UNITS + 1))).toBe(false);
    expect(editor.text).toMatch(/^x+ab$/);
  });

  it('puts a completion in the place of what was typed', () => {
    const editor = editing('olá an|, tudo bem?');
    expect(editor.replaceRange(4, 6, 'ana')).toBe(true);
    expect(shown(editor)).toBe('olá ana|, tudo bem?');
    expect(editor.replaceRange(9, 4, 'x')).toBe(false);
  });
});

describe('what was killed', () => {
  it('comes back in one go, in its order, if it was killed in one go', () => {
    const editor = editing('one two| three four');
    editor.killWordBack();
    editor.killWordForward();
    editor.killWordBack();
    expect(shown(editor)).toBe('| four');
    editor.toEnd();
    editor.yank();
    expect(shown(editor)).toBe(' fourone two three|');
  });

  it('is only the last of it, if something was done in between', () => {
    const editor = editing('one two|');
    editor.killWordBack();
    editor.left();
    editor.killWordBack();
    editor.yank();
    editor.yank();
    expect(shown(editor)).toBe('oneone| ');
  });
});

describe('undoing', () => {
  const typing = (editor: Editor, text: string): void => {
    for (const character of text) editor.insert(character);
  };

  it('takes back typing a word at a time, and puts it there again', () => {
    const editor = editing('');
    typing(editor, 'olá a todos');
    const seen = [];
    while (editor.undo()) seen.push(editor.text);
    expect(seen).toEqual(['olá a ', 'olá ', '']);
    while (editor.redo()) seen.push(editor.text);
    expect(seen.slice(3)).toEqual(['olá ', 'olá a ', 'olá a todos']);
  });

  it('takes back a stretch that was erased at once, and a paste by itself', () => {
    const editor = editing('abcdef|');
    editor.backspace();
    editor.backspace();
    editor.insert('a pasted text of some length');
    editor.undo();
    expect(shown(editor)).toBe('abcd|');
    editor.undo();
    expect(shown(editor)).toBe('abcdef|');
  });

  it('begins a new step where the cursor was moved', () => {
    const editor = editing('');
    typing(editor, 'ab');
    editor.left();
    editor.right();
    typing(editor, 'c');
    editor.undo();
    expect(shown(editor)).toBe('ab|');
  });

  it('forgets what was undone when something new is written, and all when it starts again', () => {
    const editor = editing('');
    typing(editor, 'a');
    editor.undo();
    typing(editor, 'b');
    expect(editor.redo()).toBe(false);
    editor.reset('secret');
    editor.reset();
    expect(editor.undo()).toBe(false);
    expect(editor.text).toBe('');
  });

  it('forgets the oldest steps rather than growing without end', () => {
    const editor = editing('');
    const page = 'x'.repeat(MAX_EDITOR_UNITS);
    for (let turn = 0; turn < 20; turn += 1) {
      editor.insert(page);
      editor.clear();
    }
    let steps = 0;
    while (editor.undo()) steps += 1;
    expect(steps).toBe(16);
  });
});

describe('the layout', () => {
  it('breaks long lines, sets them in, and shows the cursor where it is', () => {
    const editor = editing('abcdefghij\nk|');
    expect(editor.layout(8, 5, 3, 1)).toEqual({
      rows: ['abcd', 'efghij', 'k'],
      top: 0,
      total: 3,
      cursor: { column: 2, row: 2 },
    });
  });

  it('leaves the cursor a column after a full row, and cuts no wide character in two', () => {
    const editor = editing('日本語|');
    expect(editor.layout(7, 2, 0, 0)).toMatchObject({ rows: ['日本語'], cursor: { column: 6, row: 0 } });
    expect(editor.layout(6, 2, 0, 0)).toMatchObject({ rows: ['日本', '語'], cursor: { column: 2, row: 1 } });
  });

  it('scrolls no further than it takes to show the cursor', () => {
    const editor = editing('1\n2\n3\n4\n5|');
    expect(editor.layout(9, 2, 0, 0)).toMatchObject({ rows: ['4', '5'], top: 3, total: 5 });
    editor.up();
    expect(editor.layout(9, 2, 0, 0)).toMatchObject({ rows: ['4', '5'], cursor: { row: 0 } });
    editor.up();
    expect(editor.layout(9, 2, 0, 0)).toMatchObject({ rows: ['3', '4'], cursor: { row: 0 } });
    editor.toStart();
    editor.killToEnd();
    expect(editor.layout(9, 9, 0, 0)).toMatchObject({ top: 0, total: 5 });
  });

  it('moves up and down by the rows that are seen, and comes back to its column', () => {
    const editor = editing('abcdefgh\nx\nijklmn|');
    editor.layout(6, 9, 0, 0);
    expect(editor.up()).toBe(true);
    expect(shown(editor)).toBe('abcdefgh\nx\ni|jklmn');
    editor.up();
    expect(shown(editor)).toBe('abcdefgh\nx|\nijklmn');
    editor.up();
    expect(shown(editor)).toBe('abcdef|gh\nx\nijklmn');
    editor.up();
    expect(shown(editor)).toBe('a|bcdefgh\nx\nijklmn');
    expect(editor.up()).toBe(false);
    expect(shown(editor)).toBe('a|bcdefgh\nx\nijklmn');
  });

  it('keeps the column that it came from over a shorter row', () => {
    const editor = editing('long line\nx\nanother l|ine');
    editor.up();
    editor.up();
    expect(shown(editor)).toBe('long line|\nx\nanother line');
    editor.down();
    editor.down();
    expect(shown(editor)).toBe('long line\nx\nanother l|ine');
  });
});

const piece = fc.constantFrom(
  ...[
    'a',
    'é',
    'e\u0301',
    '\u0301',
    ' ',
    '\n',
    '日',
    '👍',
    FAMILY,
    '\u200d',
    '🇵',
    '🇹',
    'ก',
    'ำ',
    'क',
    '्',
    '\u0600',
    '한',
  ],
);
const anyText = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

const ACTIONS: readonly Action[] = [
  ...(['backspace', 'delete', 'left', 'right', 'wordLeft', 'wordRight', 'home', 'end', 'toStart', 'toEnd'] as const),
  ...(['up', 'down', 'killWordBack', 'killWordForward', 'killToStart', 'killToEnd', 'yank', 'transpose'] as const),
  ...(['undo', 'redo', 'clear'] as const),
];

type Step = (editor: Editor) => void;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...ACTIONS).map(
      (action): Step =>
        (editor) =>
          editor[action](),
    ),
    anyText.map(
      (text): Step =>
        (editor) =>
          editor.insert(text),
    ),
    anyText.map(
      (text): Step =>
        (editor) =>
          editor.replaceRange(0, 0, text),
    ),
  ),
  { maxLength: 30 },
);

describe('whatever is done', () => {
  it('the cursor stands between characters, and undoing all restores the first text', () => {
    fc.assert(
      fc.property(anyText, steps, (first, done) => {
        const editor = editing('');
        editor.reset(first);
        for (const step of done) {
          step(editor);
          const starts = new Set([editor.text.length]);
          let at = 0;
          for (const grapheme of graphemesOf(editor.text)) {
            starts.add(at);
            at += grapheme.length;
          }
          expect(starts).toContain(editor.cursor);
        }
        const last = editor.text;
        let count = 0;
        while (editor.redo()) count -= 1;
        while (editor.undo()) count += 1;
        expect(editor.text).toBe(first);
        for (let again = 0; again < count; again += 1) editor.redo();
        expect(editor.text).toBe(last);
      }),
      { numRuns: 120 },
    );
  });

  it('a text that was changed in places is cut as if it were cut as a whole', () => {
    const change = fc.tuple(fc.nat(40), fc.nat(4), anyText);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const text = new GraphemeText();
        for (const [at, length, inserted] of changes) {
          const start = Math.min(text.text.length, at);
          text.replace(start, Math.min(text.text.length, start + length), inserted);
          expect(text.graphemes).toEqual(graphemesOf(text.text));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('the rows are the text, none is too wide, and the cursor is on them', () => {
    const shape = fc.tuple(fc.integer({ min: 3, max: 20 }), fc.integer({ min: 1, max: 5 }), fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(anyText, anyText, shape, (before, after, [columns, height, first, hanging]) => {
        const widest = Math.max(2, ...graphemesOf(before + after).map(widthOf));
        const width = Math.max(columns, widest + 1);
        const editor = editing('');
        editor.reset(before + after);
        editor.moveTo(before.length);
        const all = editor.layout(width, 1_000, first, hanging);
        expect(all.rows.join('')).toBe(editor.text.replaceAll('\n', ''));
        expect(all.total).toBe(all.rows.length);
        all.rows.forEach((row, index) => {
          const indent = Math.min(index === 0 ? first : hanging, width - widest - 1);
          expect(indent + widthOf(row)).toBeLessThan(width);
        });
        const seen = editor.layout(width, height, first, hanging);
        expect(seen.rows).toEqual(all.rows.slice(seen.top, seen.top + height));
        expect(seen.cursor.row).toBeGreaterThanOrEqual(0);
        expect(seen.cursor.row).toBeLessThan(seen.rows.length);
        expect(seen.cursor.column).toBeLessThan(width);
        expect(seen.top + seen.cursor.row).toBe(all.top + all.cursor.row);
      }),
      { numRuns: 120 },
    );
  });
});
