import { afterEach, describe, expect, it } from 'vitest';
import type { Mouse, PanePicture, Picture } from '../../../peer/ui/tui/screen/picture.ts';
import { TerminalScreen, type TerminalScreenOptions } from '../../../peer/ui/tui/screen/terminal-screen.ts';
import type { Row } from '../../../peer/ui/tui/text/row.ts';
import { dark, highContrast } from '../../../peer/ui/tui/theme/built-in.ts';
import type { Style } from '../../../peer/ui/tui/theme/style.ts';
import { Emulator, type EmulatorOptions } from '../../helpers/emulator.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

const opened: TerminalScreen[] = [];
afterEach(() => {
  for (const screen of opened.splice(0)) screen.restore();
});

function open(options: Partial<TerminalScreenOptions> & { emulator?: EmulatorOptions } = {}) {
  const emulator = new Emulator({ columns: 30, rows: 6, ...options.emulator });
  const clock = new FakeClock();
  const happened: unknown[] = [];
  const screen = new TerminalScreen({
    input: emulator.input,
    output: emulator.output,
    environment: { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    platform: 'linux',
    clock,
    theme: dark,
    isAscii: false,
    hasMouse: true,
    stopProgram: () => happened.push('stopped'),
    events: {
      key: ({ name }) => happened.push(name),
      pasted: (text) => happened.push({ pasted: text }),
      mouse: (mouse) => happened.push(mouse),
      resized: ({ columns, rows }) => happened.push(`${columns}x${rows}`),
      focused: (isFocused) => happened.push({ isFocused }),
      ended: () => happened.push('ended'),
    },
    ...options,
  });
  opened.push(screen);
  return { emulator, clock, screen, happened };
}

function pane(text: string, place: Partial<PanePicture> & { textStyle?: Style } = {}): PanePicture {
  const rows: Row[] = text.split('\n').map((line) => [{ text: line, style: place.textStyle ?? 'text' }]);
  return { name: 'pane', left: 0, top: 0, width: 30, height: 6, rows, style: 'text', ...place };
}

function picture(...panes: PanePicture[]): Picture {
  return { panes, cursor: null, title: 'P2P Chat' };
}

describe('the terminal', () => {
  it('is taken with all that the interface needs', async () => {
    const { emulator } = open();
    await emulator.settle();
    expect(emulator.isAlternate).toBe(true);
    expect(emulator.input.isRaw).toBe(true);
    expect(emulator.isCursorVisible).toBe(false);
    expect(emulator.modes).toEqual({
      mouse: 'drag',
      hasBracketedPaste: true,
      hasFocusReports: true,
      isWrapping: false,
      hasApplicationCursor: false,
      hasApplicationKeypad: false,
    });
  });

  // T4
  it.each(['st', 'st-256color', 'stterm-16color'])(
    'sends the usual keys if it is %s, and only until it is given back',
    async (TERM) => {
      const { emulator, screen } = open({ environment: { TERM } });
      await emulator.settle();
      expect(emulator.modes).toMatchObject({ hasApplicationCursor: true, hasApplicationKeypad: true });
      screen.restore();
      await emulator.settle();
      expect(emulator.modes).toMatchObject({ hasApplicationCursor: false, hasApplicationKeypad: false });
    },
  );

  it('is given back as it was, in one write, once', async () => {
    const { emulator, screen } = open();
    screen.draw(() => picture(pane('hello')));
    await emulator.settle();
    screen.restore();
    screen.restore();
    screen.draw(() => picture(pane('too late')));
    screen.bell();
    await emulator.settle();
    expect(emulator.isAlternate).toBe(false);
    expect(emulator.input.isRaw).toBe(false);
    expect(emulator.isCursorVisible).toBe(true);
    expect(emulator.modes).toEqual({
      mouse: 'none',
      hasBracketedPaste: false,
      hasFocusReports: false,
      isWrapping: true,
      hasApplicationCursor: false,
      hasApplicationKeypad: false,
    });
    expect(emulator.raw.split('\x1b[?1049l')).toHaveLength(2);
    expect(emulator.raw.endsWith('\x1b[?1049l\x1b[23;0t')).toBe(true);
    expect(emulator.bells).toBe(0);
  });

  it('is given back and taken again when the program is stopped and continued', async () => {
    const { emulator, clock, screen, happened } = open();
    screen.draw(() => picture(pane('still here')));
    await emulator.settle();
    emulator.type('\x1b[200~half a paste');
    await emulator.settle();
    screen.suspend();
    await emulator.settle();
    expect(happened).toEqual(['stopped']);
    expect([emulator.isAlternate, emulator.input.isRaw, emulator.modes.mouse]).toEqual([false, false, 'none']);
    emulator.output.write('\x1b[2Jshell');
    emulator.resize(20, 5);
    screen.resume();
    await clock.advance(16);
    emulator.type('k');
    await emulator.settle();
    expect([emulator.isAlternate, emulator.input.isRaw, emulator.modes.mouse]).toEqual([true, true, 'drag']);
    expect(emulator.lines[0]).toBe('still here');
    expect(happened).toEqual(['stopped', '20x5', 'k']);
  });

  it('says once that it has gone', async () => {
    const { emulator, happened } = open();
    emulator.input.end();
    emulator.output.emit('error', new Error('EIO'));
    await emulator.settle();
    expect(happened).toEqual(['ended']);
  });

  it('reports a mouse only while it is wanted', async () => {
    const { emulator, screen } = open({ hasMouse: false });
    await emulator.settle();
    expect(emulator.modes.mouse).toBe('none');
    screen.setMouse(true);
    await emulator.settle();
    expect(emulator.modes.mouse).toBe('drag');
    screen.setMouse(false);
    await emulator.settle();
    expect(emulator.modes.mouse).toBe('none');
  });

  it('is found in tmux without asking tmux, and its environment stays as it was', () => {
    const environment = { TERM: 'tmux-256color', TMUX: '/tmp/tmux,1,0' };
    open({ environment });
    expect(environment).toEqual({ TERM: 'tmux-256color', TMUX: '/tmp/tmux,1,0' });
  });

  it('leaves no listener on the process', () => {
    const count = () => ['exit', 'SIGINT', 'SIGTERM', 'uncaughtException'].map((name) => process.listenerCount(name));
    const before = count();
    const { screen } = open();
    expect(count()).toEqual(before);
    screen.restore();
    expect(count()).toEqual(before);
  });
});

describe('drawing', () => {
  it('shows the first picture at once, later ones at most once a frame and always the last', async () => {
    const { emulator, clock, screen } = open();
    let drawn = 0;
    const draw = (text: string): void =>
      screen.draw(() => {
        drawn += 1;
        return picture(pane(text));
      });
    draw('one');
    expect(drawn).toBe(1);
    for (const text of ['two', 'three', 'four']) draw(text);
    await emulator.settle();
    expect(drawn).toBe(1);
    await clock.advance(16);
    expect(drawn).toBe(2);
    await emulator.settle();
    expect(emulator.lines[0]).toBe('four');
    await clock.advance(100);
    draw('five');
    draw('six');
    expect(drawn).toBe(2);
    await emulator.settle();
    expect(drawn).toBe(3);
    expect(emulator.lines[0]).toBe('six');
  });

  it('writes only what has changed', async () => {
    const { emulator, clock, screen } = open();
    screen.draw(() => picture(pane('hello world')));
    await emulator.settle();
    emulator.raw = '';
    await clock.advance(20);
    screen.draw(() => picture(pane('hello wOrld')));
    await emulator.settle();
    expect(emulator.raw).toBe('\x1b[?2026h\x1b[1;1H\x1b[1;8HO\x1b[?2026l');
    emulator.raw = '';
    await clock.advance(20);
    screen.draw(() => picture(pane('hello wOrld')));
    await emulator.settle();
    expect(emulator.raw).toBe('');
  });

  it('puts the cursor where the picture has it', async () => {
    const { emulator, clock, screen } = open();
    screen.draw(() => ({ ...picture(pane('>')), cursor: { x: 2, y: 3 } }));
    await emulator.settle();
    expect([emulator.cursor, emulator.isCursorVisible]).toEqual([{ x: 2, y: 3 }, true]);
    await clock.advance(20);
    screen.draw(() => picture(pane('>')));
    await emulator.settle();
    expect(emulator.isCursorVisible).toBe(false);
  });

  it('lays later panes over earlier ones, and leaves nothing behind when they go', async () => {
    const { emulator, clock, screen } = open();
    const below = pane('日本語日本語\n日本語日本語\nabcdef');
    screen.draw(() => picture(below, pane('BOX\nBOX', { name: 'box', left: 3, top: 0, width: 4, height: 2 })));
    await emulator.settle();
    expect(emulator.lines.slice(0, 3)).toEqual(['日 BOX  本語', '日 BOX  本語', 'abcdef']);
    await clock.advance(20);
    screen.draw(() => picture(below));
    await emulator.settle();
    expect(emulator.lines.slice(0, 3)).toEqual(['日本語日本語', '日本語日本語', 'abcdef']);
    await clock.advance(20);
    screen.draw(() => picture(pane('only', { left: 10, top: 2, width: 5, height: 1 })));
    await emulator.settle();
    expect(emulator.lines.map((line) => line.trim())).toEqual(['', '', 'only', '', '', '']);
  });

  it('cuts off what lies outside of the screen', async () => {
    const { emulator, screen } = open();
    screen.draw(() => picture(pane('left\nbottom', { left: 27, top: 5, width: 40, height: 40 })));
    await emulator.settle();
    expect(emulator.lines).toEqual(['', '', '', '', '', `${' '.repeat(27)}lef`]);
  });

  it('shows exact widths, and no markup', async () => {
    const { emulator, screen } = open();
    screen.draw(() => picture(pane('😀|日本|e\u0301|👨‍👩‍👧‍👦|ok\n{red-fg}{bold}x{/}')));
    await emulator.settle();
    expect(emulator.cell(0, 0)).toMatchObject({ text: '😀', width: 2 });
    expect([2, 7, 9, 12].map((x) => emulator.cell(x, 0).text)).toEqual(['|', '|', '|', '|']);
    expect(emulator.cell(8, 0).text).toBe('e\u0301');
    expect(emulator.lines[1]).toBe('{red-fg}{bold}x{/}');
  });

  it('repaints everything when asked to', async () => {
    const { emulator, clock, screen } = open();
    screen.draw(() => picture(pane('hello')));
    await emulator.settle();
    emulator.output.write('\x1b[2J\x1b[3;3Hgarbage');
    await clock.advance(20);
    screen.repaint();
    await emulator.settle();
    expect(emulator.text.trim()).toBe('hello');
  });

  it('follows the size of the terminal', async () => {
    const { emulator, clock, screen, happened } = open();
    screen.draw(() => picture(pane(`${screen.size.columns}x${screen.size.rows}`)));
    await emulator.settle();
    expect(emulator.lines[0]).toBe('30x6');
    emulator.resize(20, 4);
    await clock.advance(16);
    await emulator.settle();
    expect(happened).toEqual(['20x4']);
    expect(emulator.lines).toEqual(['20x4', '', '', '']);
  });

  it('does not believe in a terminal larger than any', () => {
    expect(open({ emulator: { columns: 4000, rows: 2 } }).screen.size).toEqual({ columns: 1000, rows: 2 });
  });
});

describe('looks', () => {
  const colourOfRed = async (environment: Record<string, string>): Promise<number | null> => {
    const { emulator, screen } = open({ environment });
    screen.draw(() => picture(pane('x', { textStyle: 'danger' })));
    await emulator.settle();
    return emulator.cell(0, 0).foreground;
  };

  it('come from the theme, as far as the terminal has colours', async () => {
    expect(await colourOfRed({ TERM: 'xterm-256color' })).toBe(9);
    expect(await colourOfRed({ TERM: 'linux' })).toBe(1);
    expect(await colourOfRed({ TERM: 'xterm-256color', NO_COLOR: '1' })).toBe(null);
  });

  it('change with the theme', async () => {
    const { emulator, clock, screen } = open();
    screen.draw(() => picture(pane('x', { textStyle: 'link' })));
    await emulator.settle();
    expect(emulator.cell(0, 0)).toMatchObject({ foreground: 75, isUnderlined: true });
    screen.setTheme(highContrast, false);
    await clock.advance(16);
    await emulator.settle();
    expect(emulator.cell(0, 0)).toMatchObject({ foreground: null, isUnderlined: true });
  });

  it('send nothing but ASCII to a terminal that has nothing else', async () => {
    const { emulator, screen } = open({ isAscii: true });
    screen.draw(() => ({ ...picture(pane('é|日本|😀|e\u0301|ok')), title: 'sala é' }));
    screen.notify('olá', 'mañana');
    await emulator.settle();
    expect(emulator.lines[0]).toBe('?|????|??|?|ok');
    expect(emulator.raw.replaceAll(/[\r\n\p{Cc}]/gu, '')).toMatch(/^[\x20-\x7e]*$/);
    expect(emulator.raw).not.toMatch(/[\u0080-\u009f]/);
  });
});

describe('the window', () => {
  it('has a title, a bell and notifications, in which no command can hide', async () => {
    const { emulator, screen } = open();
    screen.draw(() => ({ ...picture(pane('')), title: '#dev\x07\x1b]0;evil\x07 \x9d2;evil\x9c(2)' }));
    screen.bell();
    screen.notify('#dev', 'ana: 4;1;50\x1b\\\x07\u202eevil');
    await emulator.settle();
    expect(emulator.title).toBe('#dev (2)');
    expect(emulator.bells).toBe(1);
    expect(emulator.notifications).toEqual(['#dev: ana: 4,1,50evil']);
  });

  it('does not exist on a console', async () => {
    const { emulator, screen } = open({ environment: { TERM: 'linux' } });
    screen.draw(() => picture(pane('')));
    screen.notify('a', 'b');
    await emulator.settle();
    expect(emulator.raw).not.toContain('\x1b]');
  });
});

describe('what the user does', () => {
  it('comes in its order, though keys, a paste and the mouse share one read', async () => {
    const { emulator, screen, happened } = open();
    screen.draw(() =>
      picture(pane('', { name: 'back' }), pane('', { name: 'front', left: 10, top: 1, width: 9, height: 2 })),
    );
    emulator.type('a\x1b[<0;12;3Mb\x1b[200~one\r\n/quit\x1b[201~\x1b[I\x1bOP\x1b[<64;1;1M\x1b[<0;12;3mc\x1b[5~');
    await emulator.settle();
    const mouse = (event: Partial<Mouse>): unknown => expect.objectContaining(event);
    expect(happened).toEqual([
      'a',
      mouse({ kind: 'press', x: 11, y: 2, pane: 'front', column: 1, row: 1 }),
      'b',
      { pasted: 'one\r\n/quit' },
      { isFocused: true },
      'f1',
      mouse({ kind: 'wheelup', pane: 'back', column: 0, row: 0 }),
      mouse({ kind: 'release', pane: 'front' }),
      'c',
      'pageup',
    ]);
  });

  it('is on no pane where there is none, and on none that has gone', async () => {
    const { emulator, clock, screen, happened } = open();
    screen.draw(() => picture(pane('', { width: 10 }), pane('', { name: 'gone', left: 20, width: 5 })));
    await clock.advance(20);
    screen.draw(() => picture(pane('', { width: 10 })));
    await emulator.settle();
    emulator.type('\x1b[<0;21;1M\x1b[<32;10;1M');
    await emulator.settle();
    expect(happened).toMatchObject([
      { kind: 'press', pane: null, column: 20 },
      { kind: 'drag', pane: 'pane', column: 9 },
    ]);
  });
});
