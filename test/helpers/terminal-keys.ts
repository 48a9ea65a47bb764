// What fifteen terminals send for the keys that matter here, as their documentation and terminfo entries have it.

export interface TerminalKeys {
  readonly terminal: string;
  /** By the names of our keys. */
  readonly keys: { readonly [key: string]: string };
}

const XTERM = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  insert: '\x1b[2~',
  delete: '\x1b[3~',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  f1: '\x1bOP',
  f4: '\x1bOS',
  f5: '\x1b[15~',
  f12: '\x1b[24~',
  backspace: '\x7f',
  enter: '\r',
  'shift+tab': '\x1b[Z',
  'ctrl+left': '\x1b[1;5D',
  'alt+up': '\x1b[1;3A',
  'shift+up': '\x1b[1;2A',
  'ctrl+delete': '\x1b[3;5~',
  'shift+delete': '\x1b[3;2~',
  'ctrl+shift+end': '\x1b[1;6F',
  'alt+a': '\x1ba',
};

const RXVT = {
  ...XTERM,
  home: '\x1b[7~',
  end: '\x1b[8~',
  f1: '\x1b[11~',
  f4: '\x1b[14~',
  'ctrl+left': '\x1bOd',
  'alt+up': '\x1b\x1b[A',
  'shift+up': '\x1b[a',
  'ctrl+delete': '\x1b[3^',
  'shift+delete': '\x1b[3$',
  'ctrl+shift+end': '\x1b[8@',
  'shift+home': '\x1b[7$',
  'ctrl+home': '\x1b[7^',
};

/** It sends the arrows alike whatever is held. */
const LINUX = {
  ...XTERM,
  home: '\x1b[1~',
  end: '\x1b[4~',
  f1: '\x1b[[A',
  f4: '\x1b[[D',
  f5: '\x1b[[E',
};

export const TERMINALS: readonly TerminalKeys[] = [
  { terminal: 'xterm', keys: XTERM },
  {
    terminal: 'xterm with modifyOtherKeys',
    keys: { ...XTERM, 'shift+enter': '\x1b[27;2;13~', 'ctrl+backspace': '\x1b[27;5;127~' },
  },
  { terminal: 'xterm with application keys', keys: { ...XTERM, up: '\x1bOA', home: '\x1bOH', end: '\x1bOF' } },
  { terminal: 'VTE (GNOME)', keys: { ...XTERM, 'shift+enter': '\x1b[13;2u' } },
  { terminal: 'Konsole', keys: { ...XTERM, f1: '\x1bOP', 'shift+up': '\x1b[1;2A' } },
  {
    terminal: 'kitty',
    keys: {
      ...XTERM,
      f1: '\x1b[P',
      'ctrl+backspace': '\x1b[127;5u',
      'shift+backspace': '\x1b[127;2u',
      'shift+enter': '\x1b[13;2:1u',
      escape: '\x1b[27u',
      'ctrl+a': '\x1b[97;5u',
      A: '\x1b[97:65;2;65u',
      5: '\x1b[57404u',
      enter: '\x1b[57414u',
      pageup: '\x1b[57421u',
    },
  },
  { terminal: 'foot', keys: { ...XTERM, 'ctrl+backspace': '\x1b[27;5;127~' } },
  { terminal: 'Alacritty', keys: { ...XTERM, 'shift+enter': '\x1b[13;2u' } },
  { terminal: 'WezTerm', keys: { ...XTERM, 'ctrl+backspace': '\x1b[127;5u' } },
  { terminal: 'iTerm2', keys: { ...XTERM, 'alt+left': '\x1b[1;3D', 'alt+b': '\x1bb' } },
  { terminal: 'Terminal.app', keys: { ...XTERM, 'alt+left': '\x1b\x1b[D' } },
  { terminal: 'PuTTY', keys: { ...XTERM, home: '\x1b[1~', end: '\x1b[4~', f1: '\x1b[11~' } },
  { terminal: 'PuTTY in its rxvt mode', keys: { ...XTERM, end: '\x1b[Ow' } },
  { terminal: 'rxvt', keys: RXVT },
  { terminal: 'the Linux console', keys: LINUX },
  { terminal: 'tmux', keys: { ...XTERM, home: '\x1b[1~', end: '\x1b[4~' } },
  { terminal: 'GNU screen', keys: { ...XTERM, home: '\x1b[1~', end: '\x1b[4~', up: '\x1bOA' } },
  {
    terminal: 'st with application keys',
    keys: {
      ...XTERM,
      up: '\x1bOA',
      home: '\x1b[1~',
      end: '\x1b[4~',
      'ctrl+end': '\x1b[1;5F',
      'shift+end': '\x1b[1;2F',
    },
  },
  {
    terminal: 'kitty with a Cyrillic keyboard',
    keys: { 'ctrl+c': '\x1b[1089::99;5u', 'alt+b': '\x1b[1080::98;3u', с: '\x1b[1089::99u', С: '\x1b[1089:1057:99;2u' },
  },
  { terminal: 'mintty', keys: { ...XTERM, 'shift+enter': '\x1b[13;2u' } },
];

/** The keypad in its application mode: SS3 and a letter for each of `0123456789`, and Enter. */
export const KEYPAD: { readonly [key: string]: string } = {
  ...Object.fromEntries([...'0123456789'].map((digit, at) => [digit, `\x1bO${String.fromCharCode(0x70 + at)}`])),
  '*': '\x1bOj',
  '+': '\x1bOk',
  ',': '\x1bOl',
  '-': '\x1bOm',
  '.': '\x1bOn',
  '/': '\x1bOo',
  enter: '\x1bOM',
};
