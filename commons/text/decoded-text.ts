// Decodes text from people and programs: UTF-8, perhaps with a byte order mark, which is dropped. UTF-16, as some
// editors and shells of Windows write it, is recognised and refused.

import { isUtf8 } from 'node:buffer';

const BYTE_ORDER_MARK = '\ufeff';

/** Whether these first bytes are those of UTF-16 or UTF-32: by the byte order mark, or by ASCII with zeros between. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if (hasUtf16Mark(bytes)) return true;
  return bytes.length >= 2 && (a === 0) !== (b === 0) && (bytes.length < 4 || (c === 0) !== (d === 0));
}

function hasUtf16Mark([a, b, c, d]: Uint8Array): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return a === 0 && b === 0 && c === 0xfe && d === 0xff;
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** The text of a whole file; null: it is UTF-16. Other invalid bytes become replacement characters. */
export function textOf(bytes: Buffer): string | null {
  return hasUtf16Mark(bytes) || isUtf16Text(bytes) ? null : withoutByteOrderMark(bytes.toString('utf8'));
}

/** Characters that UTF-8 text never has, and UTF-16 text read as UTF-8 nearly always. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

const TEXT = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]*$/u;

/** Whether bytes without a mark must be UTF-16: text with ASCII in it, or letters of one alphabet. */
function isUtf16Text(bytes: Buffer): boolean {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return false;
  if (isUtf8(bytes) && !CONTROLS.test(bytes.toString('utf8'))) return false;
  return [bytes, Buffer.from(bytes).swap16()].some((littleEndian) => {
    const text = littleEndian.toString('utf16le');
    return (
      TEXT.test(text) &&
      (/[\t\r\n -~]/.test(text) || littleEndian.every((byte, at) => at % 2 === 0 || byte === littleEndian[1]))
    );
  });
}
