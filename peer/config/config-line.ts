// A line of the config file: `name = value`, with or without quotes around the value, and a comment after it.

export interface ConfigEntry {
  readonly name: string;
  readonly value: string;
  /** Where the value stands in the line, its quotes included, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** What may stand around a value, and what ends it: also what word processors make of plain quotes. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\u201c', '\u201d\u201c'],
  ['\u201e', '\u201c\u201d'],
  ['\u201d', '\u201d'],
  ['\u2018', '\u2019\u2018'],
  ['\u201a', '\u2018\u2019'],
  ['\u2019', '\u2019'],
  ['\u00ab', '\u00bb'],
  ['\u00bb', '\u00ab\u00bb'],
  ['\u2039', '\u203a'],
  ['\u203a', '\u2039\u203a'],
  ['\u300c', '\u300d'],
  ['\u300e', '\u300f'],
  ['`', '`'],
]);

/** In a look, `#ff0000` is meant as a colour: it is no comment, and what is said of it names it. */
const COMMENT_AFTER_LOOK = /\s#(?![\da-f]{3}(?:[\da-f]{3})?(?:\s|$))/i;

/** null: nothing but a comment, or nothing at all. A byte order mark is white space. */
export function readConfigLine(line: string): ConfigEntry | { readonly problem: string } | null {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  const equals = line.indexOf('=');
  if (equals <= 0) return { problem: 'A line must be "name = value", or a comment that begins with #.' };
  const name = line.slice(0, equals).trim();
  const rest = line.slice(equals + 1);
  const quote = rest.trimStart().charAt(0);
  const closing = QUOTES.get(quote);
  if (closing !== undefined) return quotedEntry(name, line, line.indexOf(quote, equals), closing);
  const comment = rest.search(name.startsWith('theme.') ? COMMENT_AFTER_LOOK : /\s#/);
  const value = comment === -1 ? rest.trimEnd() : rest.slice(0, comment).trimEnd();
  const to = equals + 1 + value.length;
  const from = to - value.trimStart().length;
  return { name, value: value.trimStart(), from, to };
}

/** Fit to be read again by {@link readConfigLine}. Throws for what cannot stand in a line, which no setting is. */
export function writtenValue(value: string): string {
  const isPlain = value !== '' && value === value.trim() && !QUOTES.has(value.charAt(0)) && !/^#|\s#/.test(value);
  const written = isPlain ? value : value.includes('"') ? `'${value}'` : `"${value}"`;
  const read = readConfigLine(`name = ${written}`);
  if (/[\r\n]/.test(value) || !read || 'problem' in read || read.value !== value) {
    throw new RangeError('this cannot be written in one line of the config file');
  }
  return written;
}

function quotedEntry(name: string, line: string, from: number, closing: string): ConfigEntry | { problem: string } {
  const quote = line.charAt(from);
  let end = from + 1;
  while (end < line.length && !closing.includes(line.charAt(end))) end += 1;
  if (end === line.length)
    return {
      problem: `The value begins with ${quote} and does not end with ${closing.charAt(0) === quote ? 'it' : closing.charAt(0)}.`,
    };
  if (!/^\s*$|^\s+#/.test(line.slice(end + 1)))
    return { problem: `After the closing ${quote} there may be a comment only.` };
  return { name, value: line.slice(from + 1, end), from, to: end + 1 };
}
