// The inputs that are kept: one a line, in files that people add to. A line that begins with # is a remark.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function linesOf(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, 'corpus', file), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** JSON texts, as they are. */
export function keptTexts(file: string): string[] {
  return linesOf(file);
}

/** JSON texts, read. */
export function keptValues<T>(file: string): T[] {
  return linesOf(file).map((line) => JSON.parse(line) as T);
}

/** Bytes in hex; `7b*65536` is that byte so often. */
export function keptBytes(file: string): Buffer[] {
  return linesOf(file).map(fromHex);
}

export function fromHex(line: string): Buffer {
  const words = line.trim().split(/\s+/);
  return Buffer.concat(
    words.map((word) => {
      const [hex = '', times = '1'] = word.split('*');
      const bytes = Buffer.from(hex, 'hex');
      return Buffer.alloc(bytes.length * Number(times), bytes);
    }),
  );
}

/** As {@link fromHex} reads it; long runs of one byte are counted. */
export function toHex(bytes: Buffer): string {
  return bytes
    .toString('hex')
    .replace(/(?:..)/g, '$& ')
    .replace(/(..) (?:\1 ){15,}/g, (run, hex) => `${hex}*${run.length / 3} `)
    .trim();
}
