// What a key is called, from what a terminal sends for it.
import { EventEmitter } from 'node:events';
import { emitKeypressEvents } from 'node:readline';
import { graphemesOf } from '../text/graphemes.ts';
import type { Key } from './picture.ts';

/** Ctrl with a key that is no letter, from 0x1b on. */
const CTRL_SYMBOLS = '[\\]^_';

const NAMED: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'ctrl+j',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  '\x1b': 'escape',
  '\0': 'ctrl+space',
  ' ': 'space',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are controls too
const CONTROL_OR_RUN = /[\0-\x1f\x7f-\x9f]|[^\0-\x1f\x7f-\x9f]+/g;

/** The keys of text that holds no escape sequence. A character of several code points is one key. */
export function keysOfText(text: string): Key[] {
  const keys = (text.match(CONTROL_OR_RUN) ?? []).flatMap((run) => (run.length === 1 ? [run] : graphemesOf(run)));
  return keys.map(keyOfCharacter).filter((key) => key !== null);
}

/** Null for a character that no key sends (C1). */
function keyOfCharacter(character: string): Key | null {
  const name = NAMED[character];
  if (name) return { name, text: name === 'space' ? ' ' : '' };
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x7f && code < 0xa0) return null;
  if (code >= 0x20) return { name: character, text: character };
  const letter = code < 0x1b ? String.fromCharCode(code + 0x60) : CTRL_SYMBOLS.charAt(code - 0x1b);
  return { name: `ctrl+${letter}`, text: '' };
}

/** ESC and a character: the key with Alt. */
export function altKey(character: string): Key | null {
  const key = keyOfCharacter(character);
  if (!key) return null;
  return key.name.startsWith('ctrl+')
    ? { name: `ctrl+alt+${key.name.slice('ctrl+'.length)}`, text: '' }
    : { name: `alt+${key.name}`, text: '' };
}

/** `CSI code ; modifiers u`, and the same in xterm's older way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const CODE_POINT_KEY = /^\x1b\[(?:(\d{1,7})(?:;(\d{1,3}))?u|27;(\d{1,3});(\d{1,7})~)$/;

/** A whole escape sequence (CSI or SS3) as a key; null if it is none. */
export function keyOfSequence(sequence: string): Key | null {
  const coded = CODE_POINT_KEY.exec(sequence);
  if (coded) return keyOfCodePoint(Number(coded[1] ?? coded[4]), Number(coded[2] ?? coded[3] ?? 1));
  const hasAltBefore = sequence.startsWith('\x1b\x1b');
  const parsed = parseWithReadline(hasAltBefore ? sequence.slice(1) : sequence);
  if (!parsed?.name || parsed.name === 'undefined') return null;
  return { name: withModifiers(parsed.name, { ...parsed, meta: hasAltBefore || parsed.meta === true }), text: '' };
}

interface Modifiers {
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

function keyOfCodePoint(code: number, modifiers: number): Key | null {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
  const held = modifiers - 1;
  const [shift, meta, ctrl] = [(held & 1) !== 0, (held & 2) !== 0, (held & 4) !== 0];
  const character = String.fromCodePoint(code);
  const key = keyOfCharacter(character);
  if (!key || key.name.startsWith('ctrl+')) return null;
  const isTyping = key.text !== '' && !ctrl && !meta;
  if (key.text === '' || key.name === 'space') {
    return { name: withModifiers(key.name, { ctrl, meta, shift }), text: isTyping ? key.text : '' };
  }
  const shifted = shift ? character.toUpperCase() : character;
  return { name: withModifiers(shifted, { ctrl, meta }), text: isTyping ? shifted : '' };
}

function withModifiers(name: string, { ctrl, meta, shift }: Modifiers): string {
  return `${ctrl ? 'ctrl+' : ''}${meta ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`;
}

interface ReadlineKey extends Modifiers {
  readonly name?: string;
}

let parser: EventEmitter | undefined;
let lastParsed: ReadlineKey | undefined;

/** node knows what two dozen kinds of terminal send. It is given whole sequences only, so that it keeps no state. */
function parseWithReadline(sequence: string): ReadlineKey | undefined {
  if (!parser) {
    parser = new EventEmitter();
    parser.on('keypress', (_text: string | undefined, key: ReadlineKey) => {
      lastParsed ??= key;
    });
    // It only listens for 'data' on what it takes for a stream.
    emitKeypressEvents(parser as unknown as NodeJS.ReadableStream);
  }
  lastParsed = undefined;
  parser.emit('data', sequence);
  return lastParsed;
}
