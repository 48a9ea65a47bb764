// The keys that terminals send as control sequences: xterm and all that follow it, rxvt, PuTTY, the Linux console, and
// the codes of CSI u (fixterms, xterm's modifyOtherKeys, kitty). A sequence that is in no table is ignored.
import { keyOfCharacter, withModifiers } from './key-names.ts';
import type { Key } from './picture.ts';

/** The modifier bits, which xterm sends plus 1, and the further ones of kitty. */
const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
/** Super, Hyper and Meta: commands of the desktop, which type nothing. */
const DESKTOP = 8 | 16 | 32;
const CAPS_LOCK = 64;

/** `CSI letter`, `CSI 1 ; modifiers letter`, and most of them after SS3 as well. */
const BY_LETTER: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'clear',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** `CSI number ~`; rxvt encodes the modifiers in the last character instead. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

const RXVT_HELD: Readonly<Record<string, number>> = { '~': 0, $: SHIFT, '^': CTRL, '@': CTRL | SHIFT };

/** rxvt's arrows with Shift after CSI, and with Ctrl after SS3. */
const RXVT_ARROWS: Readonly<Record<string, string>> = { a: 'up', b: 'down', c: 'right', d: 'left' };

/** The keys of the keypad, after SS3, and the character that each types. */
const KEYPAD: Readonly<Record<string, string>> = {
  ' ': ' ',
  I: '\t',
  M: '\r',
  X: '=',
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
  p: '0',
  q: '1',
  r: '2',
  s: '3',
  t: '4',
  u: '5',
  v: '6',
  w: '7',
  x: '8',
  y: '9',
};

const LINUX_CONSOLE: Readonly<Record<string, string>> = { A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5' };

/**
 * In kitty's protocol, keys without a character have codes of Unicode's private use area; those in no table are
 * ignored.
 */
const KITTY_FIRST = 0xe000;
const KITTY_LAST = 0xf8ff;
const KITTY_TYPES = '0123456789./*-+\r=,';
const KITTY_TYPES_FROM = 57_399;
const KITTY_NAMES = ['left', 'right', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', 'insert', 'delete', 'clear'];
const KITTY_NAMES_FROM = 57_417;

/** Keys that other terminals send as control characters, with the names that they have there. */
const AS_CONTROL: Readonly<Record<string, string>> = {
  'ctrl+[': 'escape',
  'ctrl+i': 'tab',
  'ctrl+m': 'enter',
  'ctrl+/': 'ctrl+_',
  'ctrl+@': 'ctrl+space',
  'ctrl+?': 'backspace',
};

/** The event type of a key that was released. */
const RELEASED = 3;

interface Parameters {
  /** The key's code; then, if sent, its code with Shift and its code on a Latin keyboard. */
  readonly code: number;
  readonly shifted: number | undefined;
  readonly latin: number | undefined;
  readonly held: number;
  readonly event: number;
  /** What the key types, as code points. */
  readonly types: readonly number[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const CONTROL_SEQUENCE = /^\x1b\[([\d:;]{0,40})([~^$@A-Za-z])$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const SINGLE_SHIFT = /^\x1bO(?:1;)?(\d{0,2})([ A-Za-z])$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const CONSOLE_KEY = /^\x1b\[\[([A-E])$/;

/** rxvt's keys with Shift: `CSI number $`, which the grammar takes for the beginning of something longer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
export const RXVT_SHIFTED = /^\x1b\x1b?\[\d{1,2}\$$/;

/** PuTTY's End in its rxvt mode. */
const PUTTY_END = '\x1b[Ow';

/**
 * The key of a whole control sequence (CSI or SS3; some terminals put ESC before it for Alt); null if it is not a key.
 */
export function keyOfSequence(sequence: string): Key | null {
  const isAltBefore = sequence.startsWith('\x1b\x1b');
  const plain = isAltBefore ? sequence.slice(1) : sequence;
  const alt = isAltBefore ? ALT : 0;
  if (plain === PUTTY_END) return named('end', alt);
  const console = CONSOLE_KEY.exec(plain);
  if (console) return named(LINUX_CONSOLE[console[1] ?? ''], alt);
  const shifted = SINGLE_SHIFT.exec(plain);
  if (shifted) return keyOfSingleShift(shifted[2] ?? '', heldIn(shifted[1]) | alt);
  const [, text, final = ''] = CONTROL_SEQUENCE.exec(plain) ?? [];
  if (text === undefined) return null;
  return keyOfControlSequence(final, text, alt);
}

function keyOfControlSequence(final: string, text: string, alt: number): Key | null {
  const parameters = parametersOf(text);
  const held = parameters.held | alt;
  if (parameters.event === RELEASED || held & DESKTOP) return null;
  if (final === 'u') return keyOfCode(codeOf(parameters, held), { ...parameters, held });
  if (final === 'Z') return named('tab', held | SHIFT);
  const rxvt = RXVT_HELD[final];
  if (rxvt !== undefined) {
    if (final === '~' && parameters.code === 27 && text !== '27') return otherKey(text, alt);
    return named(BY_NUMBER[parameters.code], held | rxvt);
  }
  if (text === '' && RXVT_ARROWS[final]) return named(RXVT_ARROWS[final], held | SHIFT);
  // `CSI row ; column R` reports the position of the cursor; F3 without modifiers has no parameters.
  if (final === 'R' && text !== '' && held === 0) return null;
  return text === '' || parameters.code === 1 ? named(BY_LETTER[final], held) : null;
}

/**
 * With Ctrl or Alt, the key on a Latin keyboard counts, not the typed letter: `Ctrl+C` is the C key in every layout.
 */
function codeOf({ code, latin }: Parameters, held: number): number {
  return latin !== undefined && hasAny(held, CTRL | ALT) ? latin : code;
}

function keyOfSingleShift(final: string, held: number): Key | null {
  if (BY_LETTER[final]) return named(BY_LETTER[final], held);
  if (RXVT_ARROWS[final]) return named(RXVT_ARROWS[final], held | CTRL);
  const types = KEYPAD[final];
  return types === undefined ? null : keyOfCode(types.charCodeAt(0), { shifted: undefined, held, types: [] });
}

/** xterm's modifyOtherKeys: `CSI 27 ; modifiers ; code ~`. */
function otherKey(text: string, alt: number): Key | null {
  const [, modifiers, code] = text.split(';');
  const held = heldIn(modifiers) | alt;
  return held & DESKTOP ? null : keyOfCode(Number(code), { shifted: undefined, held, types: [] });
}

function parametersOf(text: string): Parameters {
  const [codes = '', modifiers = '', typed = ''] = text.split(';');
  const [code, shifted, latin] = codes.split(':');
  const [held, event] = modifiers.split(':');
  const types = typed === '' ? [] : typed.split(':').map(Number);
  return {
    code: code ? Number(code) : 1,
    shifted: shifted ? Number(shifted) : undefined,
    latin: latin ? Number(latin) : undefined,
    held: heldIn(held),
    event: event ? Number(event) : 1,
    types,
  };
}

function heldIn(modifiers: string | undefined): number {
  return modifiers ? Math.max(0, Number(modifiers) - 1) : 0;
}

function keyOfCode(code: number, { shifted, held, types }: Pick<Parameters, 'shifted' | 'held' | 'types'>): Key | null {
  const kitty = KITTY_NAMES[code - KITTY_NAMES_FROM];
  if (kitty) return named(kitty, held);
  const keypad = KITTY_TYPES[code - KITTY_TYPES_FROM];
  if (keypad) return keyOfCode(keypad.charCodeAt(0), { shifted, held, types: [] });
  if (code === 0) return keyOfText(textOf(types));
  const key = isCharacter(code) ? keyOfCharacter(String.fromCodePoint(code)) : null;
  if (!key || key.name.startsWith('ctrl+')) return null;
  // Ctrl+Enter is Enter in terminals that cannot tell them apart.
  if (key.name === 'enter' && (held & (CTRL | ALT | SHIFT)) === CTRL) return key;
  if (key.text === '') return named(key.name, held);
  const isTyping = (held & (CTRL | ALT)) === 0;
  if (key.name === 'space') {
    const { name } = named(key.name, held) ?? key;
    return { name, text: isTyping ? ' ' : '' };
  }
  const character = isTyping
    ? (textOf(types) ?? shiftedOf(key.text, shifted, held))
    : shiftedOf(key.text, shifted, held);
  const name = withModifiers(character, { ctrl: hasAny(held, CTRL), meta: hasAny(held, ALT) });
  return { name: AS_CONTROL[name] ?? name, text: isTyping ? character : '' };
}

/** Text from an input method, which has no key of its own. */
function keyOfText(text: string | null): Key | null {
  return text === null ? null : { name: text, text };
}

function shiftedOf(character: string, shifted: number | undefined, held: number): string {
  const isShifted = hasAny(held, SHIFT);
  if (isShifted && shifted !== undefined && isPrintable(shifted)) return String.fromCodePoint(shifted);
  const isLocked = hasAny(held, CAPS_LOCK) && !hasAny(held, CTRL | ALT);
  return isShifted !== isLocked ? character.toUpperCase() : character;
}

/** The text that kitty reports for a key; null if it contains control characters, or is empty. */
function textOf(types: readonly number[]): string | null {
  return types.length > 0 && types.every(isPrintable) ? String.fromCodePoint(...types) : null;
}

function isPrintable(code: number): boolean {
  return isCharacter(code) && code >= 0x20 && (code < 0x7f || code >= 0xa0);
}

function isCharacter(code: number): boolean {
  const isPrivate = code >= KITTY_FIRST && code <= KITTY_LAST;
  return Number.isInteger(code) && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) && !isPrivate;
}

function named(name: string | undefined, held: number): Key | null {
  if (name === undefined) return null;
  const [ctrl, meta, shift] = [hasAny(held, CTRL), hasAny(held, ALT), hasAny(held, SHIFT)];
  return { name: withModifiers(name, { ctrl, meta, shift }), text: '' };
}

function hasAny(held: number, keys: number): boolean {
  return (held & keys) !== 0;
}
