// Where the addresses of pages are in a text, and where each ends: people put them into sentences, brackets and
// quotation marks of all languages. linkify-it finds them; it reads a copy of the text, as long as the text, in which
// the marks that it takes otherwise than people mean them are blanks or letters.

import { createRequire } from 'node:module';
import type { LinkifyIt } from 'linkify-it';
import { readUrl } from '../../../../commons/text/read-url.ts';

/** From one offset up to another, in UTF-16 units. */
export interface FoundAddress {
  readonly start: number;
  readonly end: number;
}

/** In UTF-16 units. What is longer is no address: a part of it would lead elsewhere. */
const MAX_ADDRESS = 2_000;

// Loaded with the first address: the first picture needs none.
const require = createRequire(import.meta.url);
let loaded: LinkifyIt | null = null;

function linkify(): LinkifyIt {
  if (loaded) return loaded;
  const library: typeof import('linkify-it') = require('linkify-it');
  const isOff = { fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false };
  loaded = new library.LinkifyIt({ ...isOff, urlAuth: true, maxLength: 2 * MAX_ADDRESS });
  return loaded;
}

/** Marks that are written inside words: `Schindler’s`, `ジョン・レノン`, `Michelson–Morley`. */
const IN_WORD = /(?<=[\p{L}\p{N}])[’・–](?=[\p{L}\p{N}])/gu;

/**
 * Quotation marks, brackets and marks of a sentence outside ASCII, of all scripts; and what has to be encoded in an
 * address.
 */
const NO_ADDRESS = /["`{}|\\^…—―¡¿෴༔]|(?!\p{ASCII})[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Terminal_Punctuation}]/gu;

/** Between two addresses without a blank; words of a script without blanks, and emphasis, before one. */
const BEFORE_SCHEME = /(?:[.,;]|[^\p{ASCII}]|(?<![*_~/])[*_~]+)(?=https?:\/\/)/giu;

/** `href=`; inside an address it belongs to it. */
const ASSIGNED = /=(?=https?:\/\/)/gi;

const TRAILING = /[.,;:!?'*]/;

/** `org谢谢`: no last part of a host has letters of two scripts; a sentence goes on there. */
const GLUED = /^https?:\/\/(?:[^/?#]*\.)?[a-z]{2,}(?=[^\p{ASCII}][^./?#:]*(?:$|[/?#]))/iu;

const blank = (marks: string): string => ' '.repeat(marks.length);

/** All addresses, in their order. Linear in the text. */
export function findAddresses(text: string): FoundAddress[] {
  if (!text.includes('://')) return [];
  const readable = text
    .replace(IN_WORD, 'x')
    .replace(NO_ADDRESS, blank)
    .replace(BEFORE_SCHEME, blank)
    .replace(ASSIGNED, (mark, at: number) => (hasSchemeBefore(text, at) ? mark : ' '));
  const found: FoundAddress[] = [];
  for (const { index, lastIndex, schema } of linkify().match(readable) ?? []) {
    if (!/^https?:$/i.test(schema)) continue;
    const end = trimmed(text, index, lastIndex);
    if (end - index <= MAX_ADDRESS && readUrl(text.slice(index, end)) !== null) found.push({ start: index, end });
  }
  return found;
}

/** In the same word. Looks back no farther than the last colon. */
function hasSchemeBefore(text: string, from: number): boolean {
  for (let at = from - 1; at >= 0; at -= 1) {
    const character = text[at] ?? '';
    if (character === ':') return true;
    if (/\s/.test(character)) return false;
  }
  return false;
}

/** Without the marks that end the sentence around it, the emphasis, and words that go on without a blank. */
function trimmed(text: string, start: number, lastIndex: number): number {
  const [glued] = GLUED.exec(text.slice(start, lastIndex)) ?? [];
  if (glued !== undefined) return start + glued.length;
  const before = text[start - 1] ?? '';
  const isMark = (mark: string): boolean => TRAILING.test(mark) || (mark === before && /[_~]/.test(mark));
  let end = lastIndex;
  while (end > start && isMark(text[end - 1] ?? '')) end -= 1;
  return end;
}
