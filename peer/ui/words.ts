// The kinds of lines that there are, and what each begins with. That is a word, so that it can be heard, and no name or
// text of somebody else can come to stand in its place: a line of talk begins with its room or with "private", further
// lines of one message are numbered, and a name that is none, or one of our words, stands in quotation marks.

import { LANGUAGES } from '../../commons/command-line/language.ts';
import { nameKey } from '../../commons/model/names.ts';
import { visible, visibleText } from '../../commons/text/text.ts';
import { spoken } from '../commands/spoken.ts';
import type { Paint } from './paint.ts';
import type { Phrases } from './phrases/phrases.ts';
import { phrasesFor } from './phrases/phrases-for.ts';

/** `loud`: not to be missed; its text says so itself. `code`: to be compared or passed on, character by character. */
export interface Line {
  readonly kind: 'note' | 'loud' | 'talk' | 'code';
  /** Harmless, and without a line break; of any length. */
  readonly text: string;
  /** Of talk: a further line of the same message. */
  readonly isContinued?: boolean;
}

const USERNAME = /^(?!\p{M})[\p{L}\p{M}\p{N}_.-]+$/u;
/** Names of rooms that no sentence can be made of. */
const SINGLE_WORD = /^(?!\p{M})[\p{L}\p{M}\p{N}\p{S}_.-]+$/u;
const QUOTATION_MARKS = /["„\p{Pi}\p{Pf}]/gu;

const OUR_WORDS: ReadonlySet<string> = new Set(
  LANGUAGES.flatMap((language) => Object.values(phrasesFor(language).words).map(nameKey)),
);

/** What was written, as reports have it. */
interface Content {
  readonly content: string;
  readonly literal?: true | undefined;
}

interface Said extends Content {
  readonly from: string;
}

export class Words {
  phrases: Phrases;
  readonly #paint: Paint;

  constructor(phrases: Phrases, paint: Paint) {
    this.phrases = phrases;
    this.#paint = paint;
  }

  note(text: string): Line {
    return { kind: 'note', text };
  }

  /** Nothing in `text` is painted. */
  warning(text: string): Line {
    return { kind: 'loud', text: `${this.phrases.words.warning}: ${text}` };
  }

  error(text: string): Line {
    return { kind: 'loud', text: `${this.phrases.words.error}: ${text}` };
  }

  code(text: string): Line {
    return { kind: 'code', text };
  }

  name(username: string): string {
    return this.#paint(shownName(username), 'name');
  }

  names(usernames: readonly string[]): string[] {
    return usernames.map((username) => this.name(username));
  }

  /** What somebody has written: `where` is a room as it is shown, or null. */
  said(where: string | null, { from, content, literal }: Said, isPlain: boolean): Line[] {
    return this.#talk(where ?? this.phrases.words.private, this.name(from), { content, literal }, isPlain);
  }

  /** A line of our own, to a room or to one person. */
  own(to: { readonly room: string } | { readonly name: string }, content: Content, isPlain: boolean): Line[] {
    const { words, delivery } = this.phrases;
    const you = this.#paint(words.you, 'own');
    if ('room' in to) return this.#talk(to.room, you, content, isPlain);
    return this.#talk(words.private, delivery.youTo(you, this.name(to.name)), content, isPlain);
  }

  #talk(where: string, who: string, { content, literal }: Content, isPlain: boolean): Line[] {
    const { words } = this.phrases;
    const { text, isAction } = spoken(content, literal);
    const said = visibleText(text);
    const mark = isPlain ? `${words.notEncrypted}, ` : '';
    const how = isAction ? ` (${words.action})` : '';
    const [first = '', ...more] = said.split('\n');
    const opening = `${this.#paint(`${mark}${where}`, 'quiet')} ${who}${how}: `;
    const lines = [opening + first, ...more.map((line, index) => `${words.line} ${index + 2}: ${line}`)];
    return lines.map((line, index) => ({ kind: 'talk', text: line, ...(index > 0 ? { isContinued: true } : {}) }));
  }
}

/** A line as it is written to a terminal: what must not be missed stands out in colour too. */
export function printed({ kind, text }: Line, paint: Paint): string {
  return kind === 'loud' ? paint(text, 'loud') : text;
}

/** A user's name where it cannot be taken for anything else; in quotation marks if it is none, or a word of ours. */
export function shownName(username: string): string {
  const shown = visible(username);
  return USERNAME.test(shown) && !OUR_WORDS.has(nameKey(shown)) ? shown : quoted(shown);
}

/** A room as people write it, `#dev`; in quotation marks after the `#` if a sentence could hide in its name. */
export function shownRoom(room: string): string {
  const shown = visible(room);
  return `#${SINGLE_WORD.test(shown) ? shown : quoted(shown)}`;
}

function quoted(text: string): string {
  return `"${text.replace(QUOTATION_MARKS, "'")}"`;
}
