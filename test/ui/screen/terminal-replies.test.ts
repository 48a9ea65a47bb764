import { describe, expect, it } from 'vitest';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { KEYPAD, TERMINALS } from '../../helpers/terminal-keys.ts';
import { unknownSequencesTypeNothing } from './unknown-sequences.ts';

function reading() {
  const clock = new FakeClock();
  const seen: unknown[] = [];
  const input = new TerminalInput(clock, {
    key: ({ name }) => seen.push(name),
    pasted: (text) => seen.push({ pasted: text }),
    mouse: ({ kind, x, y }) => seen.push(`${kind} ${x},${y}`),
    focused: (isFocused) => seen.push({ isFocused }),
  });
  return { clock, seen, input };
}

// T3
describe('an answer of the terminal', () => {
  it.each([
    ['its background (OSC 11)', '\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\'],
    ['a colour (OSC 4, with BEL)', '\x1b]4;1;rgb:cd/00/00\x07'],
    ['the clipboard (OSC 52)', `\x1b]52;c;${'QUJD'.repeat(50_000)}\x1b\\`],
    ['XTGETTCAP', '\x1bP1+r544e=787465726d\x1b\\'],
    ['DECRQSS', '\x1bP1$r0m\x1b\\'],
    ['DA3', '\x1bP!|7E565445\x1b\\'],
    ['a picture (kitty)', '\x1b_Gi=31;OK\x1b\\'],
    ['a private message', '\x1b^hello\x1b\\'],
    ['SOS', '\x1bXhello\x1b\\'],
    ['8-bit CSI', '\x9b?62;4c'],
    ['8-bit OSC and ST', '\x9d11;rgb:0/0/0\x9c'],
    ['8-bit DCS', '\x901$r0m\x9c'],
    ['an empty one', '\x1b]\x1b\\'],
    ['one with ESC before it', '\x1b\x1b]11;rgb:0/0/0\x07'],
    ['one inside another, as tmux passes it on', '\x1bPtmux;\x1b\x1b]52;c;QQ==\x07\x1b\\'],
    ['ST that comes too late', '\x1b\\'],
    ['an unknown key of the Linux console', '\x1b[[F'],
    ['another one', '\x1b[[x'],
    ['the colours (mode 2031)', '\x1b[?997;1n'],
    ['its size in characters (mode 2048)', '\x1b[48;24;80;600;800t'],
    ['the limits of pictures (XTSMGRAPHICS)', '\x1b[?1;0;1024S'],
    ['its title', '\x1b]lvim - é\x1b\\'],
    ['the mode of its keyboard (kitty)', '\x1b[?1u'],
    ['the locator (DECLRP)', '\x1b[1;2;3;4;5&w'],
    ['a checksum (DECCKSR)', '\x1bP1!~0000\x1b\\'],
    ['a key of Windows (win32-input-mode)', '\x1b[65;30;97;1;0;1_'],
    ['a mouse report of urxvt', '\x1b[32;10;10M'],
    ['F1 of a Sun', '\x1b[224z'],
    ['one that CAN breaks off', '\x1b]11;rgb\x18'],
    ['one that another sequence breaks off', '\x1b]11;rgb\x1b[?1c'],
    ['DECRPM', '\x1b[?2026;2$y'],
    ['XTVERSION', '\x1bP>|xterm(370)\x1b\\'],
    ['its size', '\x1b[8;24;80t'],
    ['where the cursor is', '\x1b[24;80R'],
    ['that the cursor is in the first column', '\x1b[1;1R'],
    ['that it is in the fourth column of the first row (DECXCPR)', '\x1b[?1;4R'],
    ['the colours of its other screen', '\x1b[?997;2n'],
    ['its size before (mode 2048), with empty parameters', '\x1b[48;24;80;;t'],
    ['the keyboard mode with event types (kitty)', '\x1b[?11u'],
    ['a key that was let go (kitty)', '\x1b[97;1:3u'],
    ['a function key that was let go (kitty)', '\x1b[1;1:3A\x1b[3;1:3~\x1b[57376;1:3u'],
    ['Shift alone (kitty)', '\x1b[57441;2:1u\x1b[57441;1:3u'],
    ['modifyOtherKeys', '\x1b[>4;2m'],
    ['a paste that ends without a beginning', '\x1b[201~'],
    ['Unicode cells (mode 2027)', '\x1b[?2027;1$y'],
    ['its title as an icon', '\x1b]Lname\x1b\\'],
    ['a notification that was closed (OSC 99)', '\x1b]99;i=1:p=close;\x1b\\'],
    ['the working folder (OSC 7)', '\x1b]7;file://host/home\x07'],
  ])('types nothing, whole, byte by byte, and as raw bytes: %s', (_name, reply) => {
    for (const pieces of [[reply], [...reply], [...Buffer.from(reply)].map((byte) => Buffer.of(byte))]) {
      if (pieces.length > 1_000) continue;
      const { seen, input } = reading();
      for (const piece of pieces) input.feed(piece);
      input.feed('x');
      expect(seen).toEqual(['x']);
    }
    const { seen, input } = reading();
    input.feed(Buffer.from(reply, 'latin1'));
    input.feed('x');
    expect(seen).toEqual(['x']);
  });

  it('that never ends swallows nothing of what is typed half a second later', async () => {
    const { clock, seen, input } = reading();
    input.feed('\x1b]11;rgb:1e');
    await clock.advance(500);
    input.feed('hi');
    expect(seen).toEqual(['h', 'i']);
  });

  it('is told from Alt with the same character, which nothing follows', async () => {
    const { clock, seen, input } = reading();
    for (const key of ['\x1b]', '\x1bP', '\x1b_', '\x1b^', '\x1bX']) {
      input.feed(key);
      await clock.advance(50);
    }
    input.feed('\x1b_\x1b_\x1b[A');
    expect(seen).toEqual(['alt+]', 'alt+P', 'alt+_', 'alt+^', 'alt+X', 'alt+_', 'alt+_', 'up']);
  });

  it('or whatever else comes as a sequence that nobody has heard of, in pieces, types nothing (T4)', () => {
    unknownSequencesTypeNothing(2_000);
  });
});

// T4: in columns from 96 on, its bytes are none of ASCII.
it.each(['\x1b[M \xff!', '\x1b[M \xc8\xa0', '\x1b[M#\x9b\x9d', '\x1b[M\x90\x8f\xf0', '\x1b[M\x7f\xe2\x82'])(
  'a mouse report of the old kind types nothing, whole and byte by byte: %j',
  (report) => {
    const bytes = Buffer.concat([Buffer.from(report, 'latin1'), Buffer.from('é')]);
    for (const pieces of [[bytes], [...bytes].map((byte) => Buffer.of(byte))]) {
      const { seen, input } = reading();
      for (const piece of pieces) input.feed(piece);
      expect(seen).toEqual(['é']);
    }
  },
);

it('Ctrl+Enter is Enter where it is told apart, too (T4)', () => {
  for (const bytes of ['\x1b[13;5u', '\x1b[27;5;13~']) {
    const { seen, input } = reading();
    input.feed(bytes);
    expect(seen).toEqual(['enter']);
  }
});

// T4
it.each([
  ['\x1b[91;5u\x1b[105;5u\x1b[109;5u\x1b[47;5u', ['escape', 'tab', 'enter', 'ctrl+_']],
  ['\x1b[27;5;105~\x1b[27;5;64~\x1b[50:64;6u', ['tab', 'ctrl+space', 'ctrl+space']],
  ['\x1b[97;69u\x1b[99;133u\x1b[13;133u\x1b[98;67u', ['ctrl+a', 'ctrl+c', 'enter', 'alt+b']],
  ['\x1b[0;;128512u\x1b[0;;97:769u\x1b[0u\x1b[0;;7u', ['😀', 'a\u0301']],
])('keys with Ctrl, a lock or an input method are what they are elsewhere: %j', (bytes, keys) => {
  const { seen, input } = reading();
  input.feed(bytes);
  expect(seen).toEqual(keys);
});

// T4
describe('the keys of', () => {
  it.each(TERMINALS)('$terminal', async ({ keys }) => {
    for (const [key, bytes] of Object.entries(keys)) {
      const { clock, seen, input } = reading();
      input.feed(bytes);
      await clock.advance(50);
      expect(seen, `${key} as ${JSON.stringify(bytes)}`).toEqual([key]);
      const cut = reading();
      for (const byte of Buffer.from(bytes)) cut.input.feed(Buffer.of(byte));
      await cut.clock.advance(50);
      expect(cut.seen, `${key} byte by byte`).toEqual([key]);
    }
  });

  it('a keypad type what is on them', () => {
    for (const [key, bytes] of Object.entries(KEYPAD)) {
      const { seen, input } = reading();
      input.feed(bytes);
      expect(seen).toEqual([key]);
    }
  });

  it('kitty that are let go, that are no character, or that are meant for the desktop, type nothing', () => {
    const { seen, input } = reading();
    input.feed('\x1b[97;1:3u\x1b[1;1:3A\x1b[57358u\x1b[57441;2u\x1b[97;9u\x1b[57443;3u\x1b[3;1:3~');
    expect(seen).toEqual([]);
    input.feed('\x1b[97;65u\x1b[57400u\x1b[57411u');
    expect(seen).toEqual(['A', '1', '*']);
  });

  it('rxvt with Shift are not taken for the beginning of what is typed after them', async () => {
    const { clock, seen, input } = reading();
    input.feed('\x1b[7$');
    await clock.advance(50);
    input.feed('abc');
    expect(seen).toEqual(['shift+home', 'a', 'b', 'c']);
  });
});

describe('a report of the mouse', () => {
  it.each(['\x1b[<0;-5;3M', '\x1b[<0;3;-1M', '\x1b[<-1;3;3m', '\x1b[<0;;M', '\x1b[<0;1.5;3M', '\x1b[32;5;6M'])(
    '%j that makes no sense types nothing (T4)',
    (report) => {
      const { seen, input } = reading();
      for (const byte of report) input.feed(byte);
      input.feed('x');
      expect(seen).toEqual(['x']);
    },
  );
});

it('the End key of PuTTY does not count as loss of focus, which is said when nothing follows (T4)', async () => {
  const { clock, seen, input } = reading();
  input.feed('\x1b[Ow');
  input.feed('\x1b[O');
  await clock.advance(50);
  input.feed('\x1b[I');
  expect(seen).toEqual(['end', { isFocused: false }, { isFocused: true }]);
});

it('an 8-bit control in a character that is not whole is not taken for one', () => {
  const { seen, input } = reading();
  input.feed(Buffer.from([0xe6, 0x9b]));
  input.feed(Buffer.from([0xbf])); // 替: its second byte is that of CSI.
  input.feed(Buffer.from([0xe6, 0x9b, 0x41]));
  expect(seen).toEqual(['替', '\ufffd', 'A']);
});
