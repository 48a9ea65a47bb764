// Where words and lines begin and end, for moving by them. Letters and digits are words, other signs are, white space is
// between.

type Kind = 'space' | 'word' | 'sign';

function kindOf(grapheme: string): Kind {
  if (/^\s/.test(grapheme)) return 'space';
  return /^[\p{L}\p{N}\p{M}_]/u.test(grapheme) ? 'word' : 'sign';
}

/** Where the word begins that is before `index`. */
export function wordStart(graphemes: readonly string[], index: number): number {
  let at = index;
  while (at > 0 && kindBefore(graphemes, at) === 'space') at -= 1;
  const kind = kindBefore(graphemes, at);
  while (at > 0 && kindBefore(graphemes, at) === kind) at -= 1;
  return at;
}

/** Where the word ends that is at `index` or after it. */
export function wordEnd(graphemes: readonly string[], index: number): number {
  let at = index;
  while (at < graphemes.length && kindBefore(graphemes, at + 1) === 'space') at += 1;
  const kind = kindBefore(graphemes, at + 1);
  while (at < graphemes.length && kindBefore(graphemes, at + 1) === kind) at += 1;
  return at;
}

/** Where the line begins in which `index` is. A line may take several rows. */
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
