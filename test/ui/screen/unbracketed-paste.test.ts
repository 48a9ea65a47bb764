// T2: terminals without bracketed paste send what is pasted as if it were typed.
import { describe, expect, it } from 'vitest';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { inRoom } from '../tui/scenes.ts';

function reading() {
  const clock = new FakeClock();
  const seen: unknown[] = [];
  const input = new TerminalInput(clock, {
    key: ({ name, text }) => seen.push(text || name),
    pasted: (text) => seen.push({ pasted: text }),
    mouse: ({ kind }) => seen.push(kind),
    focused: () => seen.push('focus'),
  });
  return { clock, seen, input };
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
