// Where the addresses of pages are in a text, and where each ends: people put them into sentences, brackets and quotation marks
// of all languages. Read character by character, once, since strangers write the text. (linkify-it was judged: it does not
// end at the punctuation of Chinese and Japanese, and backtracks.)

/** From one offset up to another, in UTF-16 units. */
export interface FoundAddress {
  readonly start: number;
  readonly end: number;
}

const SCHEME = /https?:\/\//gi;

/** In UTF-16 units. What is longer is no address: a part of it would lead elsewhere. */
const MAX_ADDRESS = 2_000;

/** No address has them, except encoded. */
const NEVER = /[\s\p{Cc}<>"`{}|\\^]/u;

/** Quotation marks, brackets and marks of a sentence outside ASCII, of all scripts; not the dots and hyphens inside a word. */
const ENDS_SENTENCE = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}…—―¡¿෴༔]|(?!\p{ASCII})\p{Terminal_Punctuation}/u;

/** Between two addresses without a space. */
const SEPARATOR = /[.,;]/;
const SCHEME_NEXT = /https?:\/\//iy;

const APOSTROPHE = /['’]/;
const WORD = /[\p{L}\p{N}]/u;
const TRAILING = /[.,;:!?'*]/;
const BRACKET = /[()[\]]/;
const CLOSED_BY: { readonly [opening: string]: string | undefined } = { '(': ')', '[': ']' };

/** `org谢谢`: no last part of a host has letters of two scripts; a sentence goes on there. */
const GLUED = /^[a-z]{2,}(?=[^\p{ASCII}])/iu;

/** All addresses, in their order. Linear in the text. */
export function findAddresses(text: string): FoundAddress[] {
  if (!text.includes('://')) return [];
  const partners = bracketPartners(text);
  const found: FoundAddress[] = [];
  let from = 0;
  for (const { index, 0: scheme } of text.matchAll(SCHEME)) {
    const host = index + scheme.length;
    const before = text[index - 1] ?? '';
    if (index < from || /[a-z0-9+]/i.test(before)) continue;
    const stop = endOf(text, host, before, partners);
    from = Math.max(stop, host);
    const end = trimmed(text, host, unglued(text, host, stop), before);
    if (end > host && end - index <= MAX_ADDRESS && URL.canParse(text.slice(index, end)))
      found.push({ start: index, end });
  }
  return found;
}

/** Up to what cannot be in it, or to a bracket whose other half is not in it. */
function endOf(text: string, from: number, before: string, partners: ReadonlyMap<number, number>): number {
  let at = from;
  let outer = { opening: -1, closing: -1 };
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (BRACKET.test(character)) {
      const partner = partners.get(at) ?? -1;
      if (partner < from) break;
      if (at > outer.closing) outer = { opening: at, closing: partner };
    } else if (isEnd(text, at, character, before)) break;
    at += character.length;
  }
  return at <= outer.closing ? outer.opening : at;
}

/** For each bracket that has another half in the same word, where that is. */
function bracketPartners(text: string): Map<number, number> {
  const partners = new Map<number, number>();
  let open: number[] = [];
  for (const { index, 0: character } of text.matchAll(/[()[\]]|[^()[\]\S]+/g)) {
    if (!BRACKET.test(character)) open = [];
    else if (CLOSED_BY[character] !== undefined) open.push(index);
    else if (CLOSED_BY[text[open.at(-1) ?? -1] ?? ''] === character) {
      const opening = open.pop() ?? 0;
      partners.set(opening, index).set(index, opening);
    }
  }
  return partners;
}

function isEnd(text: string, at: number, character: string, before: string): boolean {
  if (APOSTROPHE.test(character)) {
    const isInWord = WORD.test(text[at - 1] ?? '') && WORD.test(text[at + 1] ?? '');
    return !isInWord || APOSTROPHE.test(before);
  }
  return (
    NEVER.test(character) || ENDS_SENTENCE.test(character) || (SEPARATOR.test(character) && hasSchemeAt(text, at + 1))
  );
}

function hasSchemeAt(text: string, at: number): boolean {
  SCHEME_NEXT.lastIndex = at;
  return SCHEME_NEXT.test(text);
}

function unglued(text: string, from: number, to: number): number {
  const path = text.slice(from, to).search(/[/?#:]/);
  const end = path < 0 ? to : from + path;
  const host = text.slice(from, end);
  const label = host.lastIndexOf('.') + 1;
  const [last] = GLUED.exec(host.slice(label)) ?? [];
  return last === undefined || label === 0 ? to : from + label + last.length;
}

/** Without the marks that end the sentence around it, or the emphasis. */
function trimmed(text: string, from: number, to: number, before: string): number {
  let end = to;
  const isMark = (mark: string): boolean => TRAILING.test(mark) || (mark === before && /[_~]/.test(mark));
  while (end > from && isMark(text[end - 1] ?? '')) end -= 1;
  return end;
}
