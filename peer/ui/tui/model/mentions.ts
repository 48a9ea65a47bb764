/** Whether the name stands in the text as a word of its own, in whatever case. */
export function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  const [where, what] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    if (!isPartOfName(where, at - 1) && !isPartOfName(where, at + what.length)) return true;
  }
  return false;
}

function isPartOfName(text: string, index: number): boolean {
  return /[\p{L}\p{N}_]/u.test(text[index] ?? ' ');
}
