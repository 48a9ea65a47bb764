// Graphemes: what a person calls a character, of one or more code points.

/**
 * Text in which every UTF-16 unit is a grapheme of its own, one column wide, as in most of the text that is shown. It
 * needs no segmenter, which takes milliseconds to create and a microsecond for each character.
 */
const PLAIN =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u2193\u2500-\u25e6\u2713-\u2718]*$/;

/**
 * Text in which every code point is a grapheme of its own: the scripts of China, Japan and Korea as they are usually
 * written, and emoji that are not joined or varied.
 */
const SIMPLE =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2500-\u25e6\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\u{1f300}-\u{1f3fa}\u{1f400}-\u{1f64f}\u{1f680}-\u{1f6d7}\u{1f900}-\u{1f9ff}]*$/u;

/**
 * Unicode does not limit the length of a grapheme: consonants can be joined without end. The longest that a language
 * writes have six code points that take columns (five consonants of Sanskrit and a vowel), families of emoji eight. A
 * longer one is split into several graphemes, so that it can be wrapped.
 */
const MAX_LETTERS = 8;

/** The most text that is passed to the segmenter at once, in UTF-16 units. */
const WINDOW = 1_024;

/** Code points that combine with the letter before them, and take no column of their own. */
const COMBINING = /^(?:\p{Mn}|\p{Me}|\u200c|\u200d|[\u{e0020}-\u{e007f}])$/u;

export function isCombining(character: string): boolean {
  return COMBINING.test(character);
}

export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

let segmenter: Intl.Segmenter | undefined;

/** Calls `see` with each grapheme in turn, until it returns false. */
export function eachGrapheme(text: string, see: (grapheme: string) => boolean): void {
  if (isSimple(text) || isPlain(text)) {
    for (const codePoint of text) if (!see(codePoint)) return;
    return;
  }
  eachSegment(text, (segment) => (segment.length <= MAX_LETTERS ? see(segment) : partsOf(segment).every(see)));
}

/**
 * Segments one window of the text at a time, since a segmenter takes time quadratic in the length of its input. The
 * last segment of a window may continue after it, so the next window begins with that segment.
 */
function eachSegment(text: string, see: (segment: string) => boolean): void {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (let [from, size] = [0, WINDOW]; from < text.length; ) {
    const window = text.slice(from, endOfCharacter(text, from + size));
    const isLast = from + window.length === text.length;
    let done = 0;
    let held = '';
    for (const { segment } of segmenter.segment(window)) {
      if (held !== '' && !see(held)) return;
      done += held.length;
      held = segment;
    }
    if (isLast) {
      see(held);
      return;
    }
    size = done === 0 ? size * 2 : WINDOW;
    from += done;
  }
}

/** `at`, or the next index if `at` is between the two halves of a surrogate pair. */
function endOfCharacter(text: string, at: number): number {
  return at < text.length && isLowHalf(text.charCodeAt(at)) ? at + 1 : at;
}

function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** The index at which to cut the text so that at most `units` remain, between graphemes unless the first is longer. */
export function cutBefore(text: string, units: number): number {
  if (text.length <= units) return text.length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const limit = isLowHalf(text.charCodeAt(units)) ? units - 1 : units;
  // The last grapheme may continue after the limit or end at it; in both cases the text is cut before that grapheme.
  const { index = 0 } = segmenter.segment(text.slice(0, limit)).containing(limit - 1) ?? {};
  return index > 0 ? index : limit;
}

export function graphemesOf(text: string): string[] {
  const graphemes: string[] = [];
  eachGrapheme(text, (grapheme) => graphemes.push(grapheme) > 0);
  return graphemes;
}

/** Cuts a grapheme into parts of at most `letters` letters; combining code points stay with the letter before them. */
export function partsOf(grapheme: string, letters = MAX_LETTERS): string[] {
  const parts: string[] = [];
  let [part, room] = ['', letters];
  for (const character of grapheme) {
    if (!isCombining(character)) {
      if (room === 0) {
        parts.push(part);
        [part, room] = ['', letters];
      }
      room -= 1;
    }
    part += character;
  }
  return [...parts, part];
}
