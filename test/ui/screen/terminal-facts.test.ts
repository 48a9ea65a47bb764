import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../../peer/ui/tui/screen/characters.ts';
import {
  coloursOf,
  hasWindow,
  isUnicode,
  pickTerminal,
  terminalProblem,
} from '../../../peer/ui/tui/screen/terminal-facts.ts';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';

const terminal = { isTTY: true };

describe('whether there can be a full screen', () => {
  it.each([
    [terminal, terminal, { TERM: 'xterm' }, 'linux', null],
    [terminal, terminal, {}, 'win32', null],
    [{}, terminal, { TERM: 'xterm' }, 'linux', 'input'],
    [terminal, { isTTY: undefined }, { TERM: 'xterm' }, 'linux', 'output'],
    [terminal, terminal, {}, 'linux', 'unknown'],
    [terminal, terminal, { TERM: 'dumb' }, 'darwin', 'dumb'],
  ])('%j, %j, %j on %s: %s', (input, output, environment, platform, problem) => {
    expect(terminalProblem(input, output, environment, platform)).toBe(problem);
  });
});

describe('the kind of terminal', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, 'xterm-256color', 256],
    [{ TERM: 'tmux-256color' }, 'xterm-256color', 256],
    [{ TERM: 'xterm-kitty' }, 'xterm-256color', 256],
    [{ TERM: 'foot' }, 'xterm-256color', 256],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 'xterm-256color', 256],
    [{ TERM: 'xterm' }, 'xterm', 8],
    [{ TERM: 'xterm-16color' }, 'xterm-16color', 16],
    [{ TERM: 'linux' }, 'linux', 8],
    [{ TERM: 'vt100' }, 'vt100', 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 'xterm-256color', 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, 'xterm-256color', 256],
  ])('%j: %s, %i colours', (environment, kind, colours) => {
    expect(pickTerminal(environment, 'linux')).toBe(kind);
    expect(coloursOf(environment, 'linux')).toBe(colours);
  });

  it('on Windows is told by what runs it', () => {
    expect(coloursOf({ WT_SESSION: 'x' }, 'win32')).toBe(256);
    expect(coloursOf({}, 'win32')).toBe(16);
  });

  it('has a window unless it is a console', () => {
    expect(['xterm', 'tmux-256color', 'linux', 'vt220'].map((TERM) => hasWindow({ TERM }, 'linux'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('whether it shows more than ASCII', () => {
  it.each([
    [{}, true],
    [{ LANG: 'pt_BR.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'de_DE.utf-8@euro' }, true],
    [{ LANG: 'pt_BR' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'pt_BR.UTF-8', LC_ALL: 'POSIX' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, true],
    [{ LANG: 'pt_BR.ISO-8859-1' }, false],
  ])('%j: %s', (environment, expected) => expect(isUnicode(environment, 'linux')).toBe(expected));
});

describe('the symbols of the interface', () => {
  it('are one column wide, but for the lock', () => {
    for (const [name, symbol] of Object.entries(UNICODE)) expect(widthOf(symbol), name).toBe(name === 'lock' ? 2 : 1);
  });

  it('have fallbacks in ASCII', () => {
    expect(Object.keys(ASCII)).toEqual(Object.keys(UNICODE));
    expect(Object.values(ASCII).join('')).toMatch(/^[\x20-\x7e]+$/);
  });
});
