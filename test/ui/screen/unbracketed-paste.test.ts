// T2: terminals without bracketed paste send what is pasted as if it were typed.
import { describe, expect, it } from 'vitest';
import type { MouseReport } from '../../../peer/ui/tui/screen/mouse-report.ts';
import type { Key } from '../../../peer/ui/tui/screen/picture.ts';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { inRoom } from '../tui/scenes.ts';

function reading() {
  const clock = new FakeClock();
  const seen: unknown[] = [];
  const events = {
    key: ({ name, text }: Key) => seen.push(text || name),
    pasted: (text: string) => seen.push({ pasted: text }),
    mouse: ({ kind }: MouseReport) => seen.push(kind),
    focused: () => seen.push('focus'),
  };
  return { clock, seen, input: new TerminalInput(clock, events) };
}

/** The text that has come, with what was pressed in it by name: a line break that is not `<enter>` was pasted. */
const textOf = (seen: readonly unknown[]): string =>
  seen
    .map((each) =>
      typeof each !== 'string' ? (each as { pasted: string }).pasted : [...each].length > 1 ? `<${each}>` : each,
    )
    .join('');

async function cut(text: string, size: number, gapMs: number): Promise<string> {
  const { clock, seen, input } = reading();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    input.feed(bytes.subarray(at, at + size));
    await clock.advance(gapMs);
  }
  await clock.advance(2_000);
  return textOf(seen);
}

async function seenOf(...reads: readonly string[]): Promise<unknown[]> {
  const { clock, seen, input } = reading();
  for (const read of reads) {
    input.feed(read);
    await clock.advance(2);
  }
  await clock.advance(100);
  return seen;
}

describe('text with an Enter inside that comes at once', () => {
  it.each([
    [['one\r/leave\r'], [{ pasted: 'one\n/leave\n' }]],
    [['one\n/leave\n'], [{ pasted: 'one\n/leave\n' }]],
    [['\r/leave\r'], [{ pasted: '\n/leave\n' }]],
    [['a\tb\r\x03\x1b[A\x07/quit\r'], [{ pasted: 'a\tb\n/quit\n' }]],
    [['one\r\x1b[31m/leave\r'], [{ pasted: 'one\n/leave\n' }]],
    [
      ['one\r', '/leave\r'],
      ['o', 'n', 'e', { pasted: '\n/leave\n' }],
    ],
    [
      ['on', 'e\r', '/lea', 've\r', 'x'],
      ['o', 'n', 'e', { pasted: '\n/leave\nx' }],
    ],
    [
      ['on', 'e', '\r', '/leave\r'],
      ['o', 'n', 'e', { pasted: '\n/leave\n' }],
    ],
  ])('%j is pasted text', async (reads, expected) => {
    expect(await seenOf(...reads)).toEqual(expected);
  });

  it('is one paste, however many reads it takes, and no longer than one may be', async () => {
    const { clock, seen, input } = reading();
    for (let read = 0; read < 30; read += 1) {
      input.feed('0123456789\r'.repeat(4_000));
      await clock.advance(3);
    }
    await clock.advance(100);
    expect(seen).toEqual([{ pasted: expect.stringMatching(/^[0-9\n]{1048576}$/) }]);
  });

  it.each([6, 15, 49])('has its last line with it, though that comes %i ms late', async (late) => {
    const { clock, seen, input } = reading();
    for (const read of ['a\rb\rbeginning', ' of c', ' and end\r', '\r']) {
      input.feed(read);
      await clock.advance(late);
    }
    await clock.advance(100);
    const pasted = seen.map((each) => (each as { pasted?: string }).pasted ?? `key ${each}`).join('');
    expect(pasted).toBe('a\nb\nbeginning of c and end\n\n');
    input.feed('\r');
    expect(seen.at(-1)).toBe('enter');
  });

  it('is followed by keys that are none of it', async () => {
    const { clock, seen, input } = reading();
    input.feed('a\rb');
    await clock.advance(10);
    input.feed('\x1b[A\x03');
    await clock.advance(10);
    expect(seen).toEqual([{ pasted: 'a\nb' }, 'up', 'ctrl+c']);
  });

  it('stands in the line, and neither is sent nor runs', async () => {
    const screen = await inRoom();
    await screen.send('first line\r/leave\r');
    expect(screen.lines).toEqual([]);
    expect(screen.line).toBe(' #dev> first line\n       /leave');
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['first line\n/leave']);
  });
});

describe('a paste that comes in pieces', () => {
  const SHORT = 'first line\r/leave\r';
  const LONG = `${'Eine Zeile, น้ำ และ 👩‍👩‍👧, etwas länger.\r'.repeat(400)}/quit\r\r/leave\r`;
  const asText = (text: string): string => text.replaceAll('\r', '\n');

  it.each([
    [1, [0, 2, 4]],
    [2, [0, 2, 4]],
    [7, [0, 2, 4]],
    [1_024, [0, 2, 5, 30, 200]],
    [4_095, [0, 5, 30, 200]],
  ])('of %i bytes is text, wherever it is cut', async (size, gaps) => {
    for (const gap of gaps) {
      for (const text of size < 1_000 ? [SHORT, `x${SHORT}`, `${SHORT}\r\rend`] : [LONG, `x${LONG}`]) {
        expect(await cut(text, size, gap), `${gap} ms`).toBe(asText(text));
      }
    }
  });

  it('has its last line break with it, late behind a full buffer of the terminal', async () => {
    const { clock, seen, input } = reading();
    for (const read of ['a line\r'.repeat(585), '\r', '\r']) {
      input.feed(read);
      await clock.advance(200);
    }
    expect(seen.filter((each) => each === 'enter')).toHaveLength(1);
  });

  it('is not gone on with by a program that types a line after it', async () => {
    const { clock, seen, input } = reading();
    for (const read of ['secret12\rsecret12\r', '/create pub\r']) {
      input.feed(read);
      await clock.advance(60);
    }
    expect(seen.at(-1)).toBe('enter');
  });

  it.each(['\x15', '\x1b[A', '\r'])('is over when %j was pressed: then what comes is typed', async (key) => {
    const { clock, seen, input } = reading();
    for (const read of ['one\rtwo', key, '/leave\r']) {
      input.feed(read);
      await clock.advance(60);
    }
    expect(seen.at(-1)).toBe('enter');
  });

  it('keeps its line breaks in the line, the last one left out', async () => {
    const screen = await inRoom();
    for (const piece of ['one\rtwo\r', '\rfour\rlate\r']) await screen.send(piece);
    expect(screen.lines).toEqual([]);
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['one\ntwo\n\nfour\nlate']);
  });
});

describe('a single line with its break', () => {
  it.each([
    ['/leave\r', 7],
    ['/leave\r', 1],
    ['quit\r', 2],
    ['こんにちは\r', 16],
  ])('is typed: %j in pieces of %i bytes', async (line, size) => {
    expect(await cut(line, size, 2)).toMatch(/<enter>$/);
  });
});

describe('an Enter is one where it', () => {
  it('ends what comes at once, as programs type', async () => {
    expect(await seenOf('hello\r')).toEqual([...'hello', 'enter']);
    expect(await seenOf('ana\tsecret\r')).toEqual([...'ana', 'tab', ...'secret', 'enter']);
  });

  it('comes alone: then it does not wait', () => {
    const { seen, input } = reading();
    input.feed('\r');
    expect(seen).toEqual(['enter']);
  });

  it('is followed by what is no text', async () => {
    expect(await seenOf('hi\r\x1b[5~\x1b[<64;1;1M')).toEqual(['h', 'i', 'enter', 'pageup', 'wheelup']);
    expect(await seenOf('hi\r\x1b[200~two\x1b[201~')).toEqual(['h', 'i', 'enter', { pasted: 'two' }]);
  });

  it('is followed by text only a moment later', async () => {
    const { clock, seen, input } = reading();
    input.feed('hi\r');
    await clock.advance(6);
    input.feed('a\r');
    await clock.advance(6);
    expect(seen).toEqual(['h', 'i', 'enter', 'a', 'enter']);
  });
});

it('what waits is forgotten when the terminal is given away', async () => {
  const { clock, seen, input } = reading();
  input.feed('hi\r');
  input.reset();
  await clock.advance(100);
  expect(seen).toEqual(['h', 'i']);
});
