// The boundaries of words and lines, for cursor moves. A word is a run of letters and digits, or a run of other signs;
// white space separates words.

type Kind = 'space' | 'word' | 'sign';

function kindOf(grapheme: string): Kind {
  if (/^\s/.test(grapheme)) return 'space';
  return /^[\p{L}\p{N}\p{M}_]/u.test(grapheme) ? 'word' : 'sign';
}

/** The start of the word before `index`. */
export function wordStart(graphemes: readonly string[], index: number): number {
  let at = index;
  while (at > 0 && kindBefore(graphemes, at) === 'space') at -= 1;
  const kind = kindBefore(graphemes, at);
  while (at > 0 && kindBefore(graphemes, at) === kind) at -= 1;
  return at;
}

/** The end of the word at or after `index`. */
export function wordEnd(graphemes: readonly string[], index: number): number {
  let at = index;
  while (at < graphemes.length && kindBefore(graphemes, at + 1) === 'space') at += 1;
  const kind = kindBefore(graphemes, at + 1);
  while (at < graphemes.length && kindBefore(graphemes, at + 1) === kind) at += 1;
  return at;
}

/** The start of the line that contains `index`. A line may take several rows. */
export function lineStart(graphemes: readonly string[], index: number): number {
  return graphemes.slice(0, index).lastIndexOf('\n') + 1;
}

export function lineEnd(graphemes: readonly string[], index: number): number {
  const end = graphemes.indexOf('\n', index);
  return end === -1 ? graphemes.length : end;
}

function kindBefore(graphemes: readonly string[], index: number): Kind {
  return kindOf(graphemes[index - 1] ?? ' ');
}
