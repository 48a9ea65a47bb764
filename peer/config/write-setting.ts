import { readConfigLine, writtenValue } from './config-line.ts';

/**
 * The config file's text with another value for one setting, and all the rest as it was, byte for byte. The last line
 * that sets it is changed; if there is none, one is added: after the comment that shows it, or at the end. Throws a
 * RangeError for a value that cannot stand in a line.
 */
export function writeSetting(text: string, name: string, value: string): string {
  const written = writtenValue(value);
  // Lines at the even places, what ends them at the odd ones.
  const parts = text.split(/(\r?\n)/);
  const lines = parts.map((part, index) => (index % 2 === 0 ? part : ''));
  const at = lines.findLastIndex((line) => nameIn(line) === name);
  if (at !== -1) return parts.with(at, changed(lines[at] ?? '', written)).join('');
  const newline = parts[1] ?? '\n';
  const line = `${name} = ${written}`;
  const shown = lines.findIndex((each) => nameIn(each.replace(/^\s*#\s*/, '')) === name);
  if (shown !== -1) return parts.toSpliced(shown + 1, 0, newline, line).join('');
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${line}${newline}`;
}

function nameIn(line: string): string | null {
  const entry = readConfigLine(line);
  if (entry && 'name' in entry) return entry.name;
  // What is wrong after the name is mended by another value.
  return entry ? line.slice(0, Math.max(0, line.indexOf('='))).trim() : null;
}

function changed(line: string, written: string): string {
  const entry = readConfigLine(line);
  if (!entry || 'problem' in entry) return `${line.slice(0, line.indexOf('=') + 1)} ${written}`;
  const space = entry.from === entry.to && entry.from === line.indexOf('=') + 1 ? ' ' : '';
  return `${line.slice(0, entry.from)}${space}${written}${line.slice(entry.to)}`;
}
