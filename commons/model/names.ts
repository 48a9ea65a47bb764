// The names of users and rooms (protocol 3.12). Names are compared by their keys: two names with one key are the same
// name, so that nobody can impersonate another user by changing the case.

import { MAX_ROOM_NAME_CHARACTERS, MAX_USERNAME_CHARACTERS } from '../protocol/limits.ts';

/** Either the name in its normal form (NFC), or what is wrong with it in one sentence for a person. */
export type Named = { readonly name: string } | { readonly problem: string };

const STANDING_ALONE =
  'Latin Greek Cyrillic Armenian Hebrew Arabic Thaana Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada ' +
  'Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Ethiopic Khmer';

/** The alphabets that one name may be written in; the scripts of a row are written together as a matter of course. */
const WRITING_SYSTEMS: readonly (readonly string[])[] = [
  ...STANDING_ALONE.split(' ').map((script) => [script]),
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
];

/** Scripts whose letters compose with their marks under NFC; a mark that is left over is decoration. */
const WITHOUT_MARKS = new Set(['Latin', 'Greek', 'Cyrillic', 'Han', 'Hangul', 'Armenian', 'Georgian', 'Ethiopic']);

let usernameForms: readonly RegExp[] | undefined;

/** Built at the first check, since it takes milliseconds and a peer shows its first picture before that. */
export function formsOfUsernames(): readonly RegExp[] {
  usernameForms ??= WRITING_SYSTEMS.map(formOf);
  return usernameForms;
}

/**
 * One class for the letters and one for the marks: alternatives with a character in common would be tried in each
 * order.
 */
function formOf(scripts: readonly string[]): RegExp {
  const letter = `[[${classOf(scripts)}]&&\\p{L}]`;
  const marked = scripts.filter((script) => !WITHOUT_MARKS.has(script));
  const marks = marked.length > 0 ? `[[${classOf(marked)}]&&\\p{M}]{0,4}` : '';
  return new RegExp(`^(?:${letter}${marks}|[0-9_.\\-])+$`, 'v');
}

function classOf(scripts: readonly string[]): string {
  return scripts.map((script) => `\\p{scx=${script}}`).join('');
}

/** Thai and Lao vowels that many names have; NFKC takes them apart, though nothing else looks like them. */
const SARA_AM = /[\u0e33\u0eb3]/g;

const ROOM_CHARACTERS = /^(?:[\p{L}\p{N}\p{P}\p{S}]\p{M}{0,4}| )+$/u;
/**
 * Characters that are drawn as nothing, or stand for a missing character. Unicode has a property for some of them. The
 * rest are fillers and blanks (of Braille, Han, music, Khitan, hieroglyphs), a joiner of Brahmi and a mirror for
 * hieroglyphs.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\ufffc\ufffd\u2800\u303f\u{1d159}\u{16fe4}\u{13440}-\u{13442}\u{1107f}]/u;

/** A user's name: 1-32 letters (of one writing system), digits, `_`, `-`, `.`, with a letter or a digit among them. */
export function parseUsername(text: string): Named {
  const name = text.normalize('NFC');
  const length = [...name].length;
  if (length < 1) return { problem: 'A user name must not be empty.' };
  if (length > MAX_USERNAME_CHARACTERS) {
    return { problem: `A user name has at most ${MAX_USERNAME_CHARACTERS} characters.` };
  }
  const comparable = name.replace(SARA_AM, '');
  const isPlain = comparable.normalize('NFKC') === comparable && !INVISIBLE.test(name);
  if (!isPlain || !formsOfUsernames().some((form) => form.test(name)) || !/[\p{L}\p{N}]/u.test(name)) {
    return { problem: 'A user name can have letters of one alphabet, digits, "_", "-" and ".", but no spaces.' };
  }
  return { name };
}

/** A room's name: 1-48 visible characters of any script, single spaces inside. */
export function parseRoomName(text: string): Named {
  const name = text.normalize('NFC');
  const length = [...name].length;
  if (length < 1) return { problem: 'A room name must not be empty.' };
  if (length > MAX_ROOM_NAME_CHARACTERS) {
    return { problem: `A room name has at most ${MAX_ROOM_NAME_CHARACTERS} characters.` };
  }
  if (/^ | $| {2}/.test(name))
    return { problem: 'A room name cannot begin or end with a space, or have two spaces in a row.' };
  if (!ROOM_CHARACTERS.test(name) || INVISIBLE.test(name)) {
    return { problem: 'A room name can have visible characters and single spaces.' };
  }
  return { name };
}

/** In UTF-16 units: no name is longer, and longer text is not examined. */
const MAX_NAME_UNITS = 256;

/** Recently checked valid names: each message between peers has two, and a check takes microseconds. */
const MAX_REMEMBERED = 1_024;

function remembering(parse: (text: string) => Named): (text: string) => boolean {
  const valid = new Set<string>();
  return (text) => {
    if (valid.has(text)) return true;
    if (text.length > MAX_NAME_UNITS) return false;
    const named = parse(text);
    if ('problem' in named || named.name !== text) return false;
    if (valid.size >= MAX_REMEMBERED) valid.clear();
    valid.add(text);
    return true;
  };
}

/** Whether the text is a user's name in the spelling of the wire: exactly the result of {@link parseUsername}. */
export const isUsername = remembering(parseUsername);

/** The same for {@link parseRoomName}. */
export const isRoomName = remembering(parseRoomName);

const PLAIN_LOWER_CASE = /^[\x20-\x40\x5b-\x7e]*$/;

/** The key of a name (protocol 3.12.4): equal for two spellings that differ only in case or composition. */
export function nameKey(name: string): string {
  if (PLAIN_LOWER_CASE.test(name)) return name; // Most names, and none of what follows changes them.
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** Order of names on the wire and on disk: by code units, the same on every machine. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
