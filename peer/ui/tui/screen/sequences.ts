// Where an escape sequence ends. The grammar is that of ECMA-48 and of the VT500 parser, so that a sequence nobody has
// heard of is found whole, with the few keys that break the grammar as exceptions. Every text here begins with ESC, in
// the 7-bit form.

/** What stands at the beginning of a text. */
export type Found =
  /** A control sequence (CSI, SS3) of so many characters. */
  | { readonly kind: 'sequence'; readonly length: number }
  /** OSC, DCS, SOS, PM or APC: what follows up to its terminator belongs to it. */
  | { readonly kind: 'string'; readonly length: number }
  /** It may be a sequence that goes on: more has to come first. */
  | { readonly kind: 'beginning' }
  /** A control sequence that another control character cuts off after so many characters. */
  | { readonly kind: 'broken'; readonly length: number }
  /** None: ESC was a key, or Alt with the next character. */
  | { readonly kind: 'none' };

const BEGINNING: Found = { kind: 'beginning' };
const NONE: Found = { kind: 'none' };

/**
 * ST without its string, of which the rest was given up before it came. Alt with a backslash, which is the same, does
 * nothing.
 */
const LATE_TERMINATOR: Found = { kind: 'sequence', length: 2 };

/** OSC, DCS, SOS, PM and APC in their 7-bit form. */
const STRING_INTRODUCERS = ']PX^_';

export function findSequence(text: string): Found {
  // Some terminals send ESC before a sequence for Alt.
  const at = text[1] === '\x1b' ? 2 : 1;
  const introducer = text[at];
  if (introducer === undefined) return BEGINNING;
  if (introducer === '[') return controlSequence(text, at + 1);
  if (introducer === 'O') return singleShift(text, at + 1);
  if (STRING_INTRODUCERS.includes(introducer)) return stringSequence(text, at + 1);
  if (at === 1 && introducer === '\\') return LATE_TERMINATOR;
  return NONE;
}

function controlSequence(text: string, from: number): Found {
  let at = from;
  while (isBetween(text, at, 0x20, 0x3f)) at += 1;
  const final = text[at];
  if (final === undefined) return BEGINNING;
  if (!isBetween(text, at, 0x40, 0x7e)) return { kind: 'broken', length: at };
  if (at === from) {
    if (final === '[') return linuxConsoleKey(text, at + 1);
    if (final === 'M') return oldMouseReport(text, at + 1);
    if (final === 'O') return focusOrPuttyEnd(text, at + 1);
  }
  return { kind: 'sequence', length: at + 1 };
}

/** `ESC [ [ A` to `E` are F1 to F5 there, and other letters may be keys that we do not know. */
function linuxConsoleKey(text: string, at: number): Found {
  if (at === text.length) return BEGINNING;
  return { kind: 'sequence', length: isBetween(text, at, 0x40, 0x7e) ? at + 1 : at };
}

/** Three characters follow, whatever they are: a button, a column and a row. */
function oldMouseReport(text: string, from: number): Found {
  const escapeAt = text.indexOf('\x1b', from);
  if (escapeAt >= 0 && escapeAt < from + 3) return { kind: 'sequence', length: escapeAt };
  return text.length < from + 3 ? BEGINNING : { kind: 'sequence', length: from + 3 };
}

/** `ESC [ O` tells that the window lost the focus; `ESC [ O w` is the End key of PuTTY in its rxvt mode. */
function focusOrPuttyEnd(text: string, at: number): Found {
  if (at === text.length) return BEGINNING;
  return { kind: 'sequence', length: text[at] === 'w' ? at + 1 : at };
}

function singleShift(text: string, from: number): Found {
  let at = from;
  while (isBetween(text, at, 0x30, 0x3b)) at += 1;
  if (at === text.length) return BEGINNING;
  if (isBetween(text, at, 0x20, 0x7e)) return { kind: 'sequence', length: at + 1 };
  return at === from ? NONE : { kind: 'broken', length: at };
}

/**
 * Nothing but text can follow the introducer of a string: `ESC _` and a control character are Alt+_ and another key.
 */
function stringSequence(text: string, from: number): Found {
  if (text.length === from) return BEGINNING;
  const isEmpty = text.startsWith('\x1b\\', from) || text[from] === '\x07';
  if (text === `${text.slice(0, from)}\x1b`) return BEGINNING;
  return isEmpty || text.charCodeAt(from) >= 0x20 ? { kind: 'string', length: from } : NONE;
}

/** CAN and SUB cancel a string, BEL and ST (`ESC \`) end it, and any other ESC begins something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters end a string
const STRING_END = /[\x07\x18\x1a\x1b]/;

/** How much of the text still belongs to a string that has begun before it; null: all of it, and the string goes on. */
export function findStringEnd(text: string): number | null {
  const at = text.search(STRING_END);
  if (at < 0) return null;
  if (text[at] !== '\x1b') return at + 1;
  if (at + 1 === text.length) return null;
  return text[at + 1] === '\\' ? at + 2 : at;
}

function isBetween(text: string, at: number, least: number, most: number): boolean {
  const code = text.charCodeAt(at);
  return code >= least && code <= most;
}
