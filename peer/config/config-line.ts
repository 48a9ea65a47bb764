// A line of the config file: `name = value`, with or without quotes around the value, and a comment after it.

export interface ConfigEntry {
  readonly name: string;
  readonly value: string;
  /** Where the value stands in the line, its quotes included, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** null: nothing but a comment, or nothing at all. A byte order mark is white space. */
export function readConfigLine(line: string): ConfigEntry | { readonly problem: string } | null {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  const equals = line.indexOf('=');
  if (equals <= 0) return { problem: 'A line must be "name = value", or a comment that begins with #.' };
  const name = line.slice(0, equals).trim();
  const rest = line.slice(equals + 1);
  const quote = rest.trimStart().charAt(0);
  if (quote === '"' || quote === "'") return quotedEntry(name, line, line.indexOf(quote, equals), quote);
  const comment = rest.search(/\s#/);
  const value = comment === -1 ? rest.trimEnd() : rest.slice(0, comment).trimEnd();
  const to = equals + 1 + value.length;
  const from = to - value.trimStart().length;
  return { name, value: value.trimStart(), from, to };
}

/** Fit to be read again by {@link readConfigLine}. Throws for what cannot stand in a line, which no setting is. */
export function writtenValue(value: string): string {
  const isPlain = value !== '' && value === value.trim() && !/^["']|^#|\s#/.test(value);
  const written = isPlain ? value : value.includes('"') ? `'${value}'` : `"${value}"`;
  const read = readConfigLine(`name = ${written}`);
  if (/[\r\n]/.test(value) || !read || 'problem' in read || read.value !== value) {
    throw new RangeError('this cannot be written in one line of the config file');
  }
  return written;
}

function quotedEntry(name: string, line: string, from: number, quote: string): ConfigEntry | { problem: string } {
  const end = line.indexOf(quote, from + 1);
  if (end === -1) return { problem: `The value begins with ${quote} and does not end with it.` };
  if (!/^\s*$|^\s+#/.test(line.slice(end + 1)))
    return { problem: `After the closing ${quote} there may be a comment only.` };
  return { name, value: line.slice(from + 1, end), from, to: end + 1 };
}
