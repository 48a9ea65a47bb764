import { fold } from './fold.ts';
import { isInsideName } from './name-ends.ts';

/** The beginning of a path, or of a link without its scheme. */
const PATH = /^["'(«‘“]*(?:www\.|~\/|\.{0,2}\/)/u;

const DOMAIN = /[\p{L}\p{N}]\.[\p{L}\p{N}]/u;

/**
 * Whether the text mentions the name as a word of its own, as {@link fold} compares it; not inside a link or a path.
 * Linear in the text.
 */
export function mentions(text: string, name: string): boolean {
  const [where, what] = [fold(text), fold(name)];
  return what !== '' && where.includes(what) && where.split(/\s+/).some((word) => holdsName(word, what));
}

function holdsName(word: string, name: string): boolean {
  let at = word.indexOf(name);
  if (at < 0) return false;
  const end = pathStart(word);
  for (; at >= 0 && at < end; at = word.indexOf(name, at + name.length)) {
    if (standsAlone(word, at, at + name.length)) return true;
  }
  return false;
}

/** Also between the `_` of emphasis, although names may have them, too. */
function standsAlone(word: string, from: number, to: number): boolean {
  let stressed = 0;
  while (word[from - stressed - 1] === '_' && word[to + stressed] === '_') stressed += 1;
  return !isInsideName(word, from - stressed) && !isInsideName(word, to + stressed);
}

/** The index from which the word is a link or a path. */
function pathStart(word: string): number {
  if (PATH.test(word)) return 0;
  const slash = word.indexOf('/');
  const hasDomain = slash > 0 && DOMAIN.test(word.slice(0, slash));
  const starts = [hasDomain ? slash : -1, word.indexOf('://'), word.indexOf('\\')];
  return Math.min(...starts.filter((start) => start >= 0), word.length);
}
