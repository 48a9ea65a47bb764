// What could be meant by the word before the cursor: a command, a room, a person, or one of the words that a command's
// usage names. Pure: the words come from outside, harmless already, and the answer is a range and what to put there.

import { fold } from '../../../../commons/text/fold.ts';
import { namesBegunAt } from '../../../../commons/text/name-ends.ts';
import { fold as commandKey } from '../../../commands/commands.ts';
import { roomName } from '../../../commands/typed-names.ts';

/** As a row of the table of commands has it. */
export interface CompletableCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  /** `<user> [text]`, `[on | off]`: what stands in it decides what is offered. */
  readonly usage: string;
}

export interface CompletionWords {
  readonly commands: readonly CompletableCommand[];
  /** Names without `#`. */
  readonly rooms: readonly string[];
  /** Who has spoken last comes first. */
  readonly people: readonly string[];
  /** What /set sets, and what each may be as far as that can be listed. */
  readonly settings: readonly { readonly name: string; readonly choices: readonly string[] }[];
}

export interface Completion {
  /** What is replaced, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What it may be replaced with, with the space or colon that follows. Never empty. */
  readonly candidates: readonly string[];
}

/** No name is longer, and no one steps through more. */
const MAX_WORD_UNITS = 256;
const MAX_CANDIDATES = 100;

/** What a word may follow directly: white space, something that opens, or a mark that joins two words. */
const BEFORE_WORD = /[\s([{<"'«‹“‘„‚¿¡—–,;/|]/;

/** The name of a room may have most of these in it. */
const BEFORE_ROOM = /[\s([{"'«¿¡]/;

/** What could stand where the cursor is (in UTF-16 units), or null if nothing is known that could. */
export function complete(text: string, cursor: number, words: CompletionWords): Completion | null {
  const before = text.slice(0, cursor);
  const lineStart = before.lastIndexOf('\n') + 1;
  const near = before.slice(-MAX_WORD_UNITS - 1);
  const word = lastRoom(near) ?? lastPart(near, BEFORE_WORD);
  if (word.length > MAX_WORD_UNITS || before.slice(lineStart).trim() === '') return null;
  const isCommand = text.startsWith('/') && !text.startsWith('//');
  const offer = isCommand ? inCommand(before, word, words) : inText(before.slice(lineStart), word, words);
  const unique = [...new Set(offer.candidates)].slice(0, MAX_CANDIDATES);
  if (unique.length === 0) return null;
  const candidates = unique.map((candidate) => fittedTo(candidate, text.slice(cursor, cursor + 1)));
  return { start: cursor - offer.replaced.length, end: cursor, candidates };
}

/** From the first `#` that only the name of a room follows. */
function lastRoom(text: string): string | null {
  const part = lastPart(text, BEFORE_ROOM);
  return part.includes('#') ? part.slice(part.indexOf('#')) : null;
}

/** The end of the text, in which no character is like `before`. */
function lastPart(text: string, before: RegExp): string {
  let start = text.length;
  while (start > 0 && !before.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}

/** Marks that stand close behind a word: they end it, or close or join something. */
const CLOSE_BEHIND = /(?![@#&*%\\¿¡])[\p{Pe}\p{Pf}\p{Pd}\p{Po}]/u;

/** The colon and the space that follow a name, unless something that takes their place stands there already. */
function fittedTo(candidate: string, next: string): string {
  if (/\s/.test(next)) return candidate;
  return CLOSE_BEHIND.test(next) ? candidate.replace(/:$/, '') : `${candidate} `;
}

interface Offer {
  readonly replaced: string;
  readonly candidates: readonly string[];
}

function inText(line: string, word: string, { rooms, people }: CompletionWords): Offer {
  if (word.startsWith('#')) return { replaced: word, candidates: roomsLike(word, rooms) };
  if (word.startsWith('@'))
    return { replaced: word, candidates: startingWith(word.slice(1), people).map((name) => `@${name}`) };
  for (const begun of namesBegunAt(word)) {
    const names = startingWith(begun, people);
    const isAtLineStart = line.length === begun.length;
    if (names.length > 0)
      return { replaced: begun, candidates: isAtLineStart ? names.map((name) => `${name}:`) : names };
  }
  return { replaced: word, candidates: [] };
}

function inCommand(before: string, word: string, words: CompletionWords): Offer {
  const [begin = '', typed = '', space] = /^\/(\S*)(\s+)?/.exec(before) ?? [];
  if (space === undefined) return { replaced: `/${typed}`, candidates: commandsLike(typed, words.commands) };
  const rest = before.slice(begin.length);
  const command = words.commands.find(({ name, aliases }) =>
    [name, ...aliases].some((each) => commandKey(each) === commandKey(typed)),
  );
  const places = placesIn(command?.usage ?? '');
  const options = places.flatMap(wordsOf).filter((each) => each.startsWith('--'));
  if (word.startsWith('-')) return { replaced: word, candidates: startingWith(word, options) };
  const at = rest.split(/\s+/).length - 1;
  const place = places[at] ?? '';
  // The name of a room may have spaces in it; where it comes first, all that follows may belong to it.
  if (places[0]?.includes('room') && rest.length <= MAX_WORD_UNITS) {
    const found = roomsLike(rest, words.rooms);
    if (at === 0 || found.length > 0) return { replaced: rest, candidates: found };
  }
  const known = wordsFor(place, rest, words);
  return known
    ? { replaced: word, candidates: startingWith(word.replace(/^[@/]/, ''), known) }
    : inText(before, word, words);
}

/** What can stand in a place of a command, `rest` being all that follows its name. Null: it is for free text. */
function wordsFor(
  place: string,
  rest: string,
  { commands, rooms, people, settings }: CompletionWords,
): readonly string[] | null {
  if (place.includes('user')) return people;
  if (place.includes('conversation')) return [...rooms.map((room) => `#${room}`), ...people];
  if (place.includes('command')) return commands.map(({ name }) => name);
  if (place.includes('setting')) return settings.map(({ name }) => name);
  if (place.includes('value')) return settings.find(({ name }) => rest.startsWith(`${name} `))?.choices ?? [];
  return place.includes('|') ? wordsOf(place).filter((each) => !each.startsWith('--')) : null;
}

/** `<a> [b | c]` has the places `a` and `b | c`. */
function placesIn(usage: string): string[] {
  return [...usage.matchAll(/[<[]([^<[>\]]+)[>\]]/g)].map(([, place = '']) => place);
}

/** The words that can be written there as they are; a single one, or several together, only name what is meant. */
function wordsOf(place: string): string[] {
  const parts = place.split('|').map((part) => part.trim());
  return parts.length > 1 || place.startsWith('--') ? parts.filter((part) => !part.includes(' ')) : [];
}

/** An alias only where the name itself does not begin that way. */
function commandsLike(typed: string, commands: readonly CompletableCommand[]): string[] {
  const wanted = commandKey(typed);
  return commands.flatMap(({ name, aliases }) => {
    const found = [name, ...aliases].find((each) => commandKey(each).startsWith(wanted));
    return found === undefined ? [] : [`/${found}`];
  });
}

function roomsLike(word: string, rooms: readonly string[]): string[] {
  return startingWith(roomName(word), rooms).map((name) => `#${name}`);
}

function startingWith(typed: string, names: readonly string[]): string[] {
  const wanted = fold(typed);
  return names.filter((name) => fold(name).startsWith(wanted));
}
