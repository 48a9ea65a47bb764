// The values of settings: how each is read from its text, and the problem with any other text. Read before the first paint,
// so nothing slow is imported here.

import { DEFAULT_TRACKER, type Endpoint, parseEndpoint } from '../../commons/net/endpoint.ts';
import { MAX_USERNAME_CHARACTERS } from '../../commons/protocol/limits.ts';
import { visible } from '../../commons/text/text.ts';

/** `problem` ends a sentence that begins with what was to be set: `can't be "x": use ...`. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

export interface Values<T> {
  /** All that it may be, if that can be listed: for completion. */
  readonly choices: readonly string[];
  /** The same for people: `on | off`, `HOST:PORT`. */
  readonly form: string;
  read(text: string): Read<T>;
}

/** What a stranger or a typing error may have put there, fit to be shown. */
export function quoted(text: string): string {
  const shown = visible(text.slice(0, 100)).slice(0, 40).toWellFormed();
  return `"${shown}${shown.length < text.length && text.length > 40 ? '...' : ''}"`;
}

/** One of a few words, in any case. */
export function oneOf<const T extends string>(...choices: readonly T[]): Values<T> {
  return {
    choices,
    form: choices.join(' | '),
    read(text) {
      const value = choices.find((choice) => choice === text.toLowerCase());
      return value === undefined ? { problem: `can't be ${quoted(text)}: use ${listed(choices)}` } : { value };
    },
  };
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** The themes that are built in. */
export const BASE_THEMES = ['dark', 'light', 'high-contrast'] as const;

export type BaseTheme = (typeof BASE_THEMES)[number];

export function isBaseTheme(name: string): name is BaseTheme {
  return (BASE_THEMES as readonly string[]).includes(name);
}

/** What own themes may be called: up to 32 characters. */
const THEME_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function isThemeName(name: string): boolean {
  return THEME_NAME.test(name);
}

/** Only the form of the name: whether there is such a theme is known when all of the file is. */
export const themeName: Values<string> = {
  choices: BASE_THEMES,
  form: `${BASE_THEMES.join(' | ')} | NAME`,
  read(text) {
    if (isThemeName(text)) return { value: text };
    return {
      problem: `can't be ${quoted(text)}: use ${listed([...BASE_THEMES, 'the name of a theme of your own'])}`,
    };
  },
};

export const endpointText: Values<Endpoint> = {
  choices: [],
  form: 'HOST:PORT',
  read(text) {
    const value = parseEndpoint(text, DEFAULT_TRACKER);
    if (value) return { value };
    return { problem: `can't be ${quoted(text)}: use HOST:PORT, such as chat.example.org:6060` };
  },
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a name must not have
const NOT_IN_NAMES = /[\s"'#\x00-\x1f\x7f-\x9f\ufffd]/;

/** Which characters a name may have is checked when one signs in: the tables for that take milliseconds to make. */
export const usernameText: Values<string | null> = {
  choices: [],
  form: 'NAME',
  read(text) {
    if (text === '') return { value: null };
    const isName = [...text].length <= MAX_USERNAME_CHARACTERS && !NOT_IN_NAMES.test(text) && visible(text) === text;
    if (isName) return { value: text };
    return { problem: `can't be ${quoted(text)}: use a name of at most ${MAX_USERNAME_CHARACTERS} characters` };
  },
};
