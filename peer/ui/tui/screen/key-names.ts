// What a key is called, from the character that it types or that a terminal sends for it.
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
export function keyOfCharacter(character: string): Key | null {
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

/** The keys that are held; `meta` is Alt. */
interface Modifiers {
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

/** As in {@link Key.name}. */
export function withModifiers(name: string, { ctrl, meta, shift }: Modifiers): string {
  return `${ctrl ? 'ctrl+' : ''}${meta ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`;
}
