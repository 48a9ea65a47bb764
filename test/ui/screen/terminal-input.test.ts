import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PASTE } from '../../../peer/ui/tui/screen/paste.ts';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

function reading() {
  const clock = new FakeClock();
  const seen: unknown[] = [];
  const input = new TerminalInput(clock, {
    key: ({ name, text }) => seen.push(text === '' || text === name ? name : { name, text }),
    pasted: (text) => seen.push({ pasted: text }),
    mouse: ({ kind, x, y }) => seen.push(`${kind} ${x},${y}`),
    focused: (isFocused) => seen.push({ isFocused }),
  });
  return { clock, seen, input };
}

function keysOf(sent: string): unknown[] {
  const { seen, input } = reading();
  input.feed(sent);
  return seen;
}

describe('keys', () => {
  it.each([
    ['aZ?é日😀', ['a', 'Z', '?', 'é', '日', '😀']],
    ['👨‍👩‍👧x', ['👨‍👩‍👧', 'x']],
    [' ', [{ name: 'space', text: ' ' }]],
    ['\r\n\t\x7f\b', ['enter', 'ctrl+j', 'tab', 'backspace', 'backspace']],
    ['\x00\x01\x07\x1a\x1c\x1f', ['ctrl+space', 'ctrl+a', 'ctrl+g', 'ctrl+z', 'ctrl+\\', 'ctrl+_']],
    [
      '\x1b1\x1ba\x1bA\x1b\r\x1b\x7f\x1bé\x1b\x02',
      ['alt+1', 'alt+a', 'alt+A', 'alt+enter', 'alt+backspace', 'alt+é', 'ctrl+alt+b'],
    ],
    [
      '\x1b[A\x1bOA\x1b[1;2A\x1b[1;5C\x1b[1;3D\x1b[1;6B',
      ['up', 'up', 'shift+up', 'ctrl+right', 'alt+left', 'ctrl+shift+down'],
    ],
    [
      '\x1b[H\x1bOF\x1b[1~\x1b[1;5H\x1b[5~\x1b[6~\x1b[3~',
      ['home', 'end', 'home', 'ctrl+home', 'pageup', 'pagedown', 'delete'],
    ],
    ['\x1b[Z\x1bOP\x1b[[A\x1b[15~\x1b[24~', ['shift+tab', 'f1', 'f1', 'f5', 'f12']],
    ['\x1b\x1b[A', ['alt+up']],
    ['\x1b[13;2u\x1b[27;5;13~\x1b[97;5u\x1b[9;2u', ['shift+enter', 'enter', 'ctrl+a', 'shift+tab']],
    ['\x1b[97;2u\x1b[1114112;1u\x1b[55296u', ['A']],
    ['\x1b[?1;2c\x1b[99~\x1b[M !!x\x9b31m', ['x']],
    [`\x1b[${'1'.repeat(100)}\x01x`, ['ctrl+a', 'x']],
  ])('%j', (sent, keys) => expect(keysOf(sent)).toEqual(keys));

  it('are the same however what is sent is split into reads', () => {
    const sent = Buffer.from('aé日\x1b[A\x1b3\x1b[<0;5;3M\x1b[1;5C😀\x1b[200~é\x1b[20\x1b[201~\x1bOP\x1b[Ix\x1b[3~');
    const whole = keysOf(sent.toString());
    expect(whole).toHaveLength(13);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: sent.length - 1 })), (cuts) => {
        const { seen, input } = reading();
        const edges = [0, ...cuts.sort((a, b) => a - b), sent.length];
        for (const [index, edge] of edges.entries()) input.feed(sent.subarray(edge, edges[index + 1] ?? edge));
        expect(seen).toEqual(whole);
      }),
    );
  });
});

describe('the escape key', () => {
  it('is one after 50 ms in which nothing follows', async () => {
    const { clock, seen, input } = reading();
    input.feed('\x1b');
    await clock.advance(49);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['escape']);
  });

  it('is not what a sequence that arrives in two reads begins with', async () => {
    const { clock, seen, input } = reading();
    input.feed('x\x1b');
    await clock.advance(30);
    input.feed('[A');
    await clock.advance(1000);
    expect(seen).toEqual(['x', 'up']);
  });

  it.each([
    ['\x1b\x1b', ['escape', 'escape']],
    ['\x1b[', ['alt+[']],
    ['\x1bO', ['alt+O']],
  ])('%j that nothing follows', async (sent, keys) => {
    const { clock, seen, input } = reading();
    input.feed(sent);
    await clock.advance(50);
    expect(seen).toEqual(keys);
  });

  it('gives up on a sequence that only a terminal sends after half a second, and types none of it', async () => {
    const { clock, seen, input } = reading();
    input.feed('\x1b[<64;1');
    await clock.advance(499);
    input.feed('0;2M');
    input.feed('\x1b[<64;1');
    await clock.advance(500);
    input.feed('a');
    expect(seen).toEqual(['wheelup 9,1', 'a']);
  });
});

describe('pasted text', () => {
  it('is one event, whatever is in it', () => {
    expect(keysOf('\x1b[200~one\r\n/quit\x1b[A\x03\x1b[200~\x1b[201~x')).toEqual([
      { pasted: 'one\r\n/quit\x1b[A\x03\x1b[200~' },
      'x',
    ]);
  });

  it('is no longer than 1 MiB', () => {
    const { seen, input } = reading();
    input.feed('\x1b[200~');
    for (let piece = 0; piece < 20; piece += 1) input.feed('y'.repeat(100_000));
    input.feed('\x1b[201~x');
    expect(seen).toEqual([{ pasted: 'y'.repeat(MAX_PASTE) }, 'x']);
  });

  it('ends by itself when its end was lost, so that typing goes on', async () => {
    const { clock, seen, input } = reading();
    input.feed('\x1b[200~half of');
    await clock.advance(1_500);
    input.feed(' a text\x1b[20');
    await clock.advance(1_900);
    expect(seen).toEqual([]);
    await clock.advance(200);
    input.feed('x');
    expect(seen).toEqual([{ pasted: 'half of a text' }, 'x']);
  });

  it('is forgotten if the terminal is given away before its end', () => {
    const { seen, input } = reading();
    input.feed('\x1b[200~half');
    input.reset();
    input.feed('x');
    expect(seen).toEqual(['x']);
  });
});

describe('the mouse', () => {
  it('is reported where it is, with the first button and the wheel', () => {
    expect(keysOf('\x1b[<0;3;4M\x1b[<32;4;4M\x1b[<0;4;4m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<16;1;1M')).toEqual([
      'press 2,3',
      'drag 3,3',
      'release 3,3',
      'wheelup 0,0',
      'wheeldown 0,0',
      'press 0,0',
    ]);
  });

  it('is silent about what is of no use, and about nonsense', () => {
    expect(keysOf('\x1b[<2;3;4M\x1b[<35;3;4M\x1b[<66;1;1M\x1b[<0;0;1M\x1b[<0;1M\x1b[<999999;1;1M')).toEqual([]);
  });
});

it('whatever a terminal sends, keys have names and text without controls', () => {
  const piece = fc.constantFrom(
    '\x1b',
    '[',
    'O',
    '<',
    '1',
    ';',
    'M',
    '~',
    'u',
    '\x9b',
    '\0',
    'é',
    '\ud83d',
    '2',
    '0',
    '?',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const input = new TerminalInput(new FakeClock(), {
        key: ({ name, text }) => expect(`${name}${text}`).toMatch(/^[^\p{Cc}]+$/u),
        pasted: () => undefined,
        mouse: ({ x, y }) => expect(Math.min(x, y)).toBeGreaterThanOrEqual(0),
        focused: () => undefined,
      });
      input.feed(pieces.join(''));
    }),
  );
});
