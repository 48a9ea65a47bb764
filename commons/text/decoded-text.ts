// Text that people and programs give us as bytes: UTF-8, perhaps with a byte order mark, which is no text. UTF-16, as some
// editors and shells of Windows write it, is recognised to be refused in one sentence.

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

/** The text of a whole file; null: it is UTF-16. Other bytes that are no UTF-8 are kept as far as they can be: of a key, say. */
export function textOf(bytes: Buffer): string | null {
  return hasUtf16Mark(bytes) || isUtf16Text(bytes) ? null : withoutByteOrderMark(bytes.toString('utf8'));
}

/** What no text in UTF-8 has, and text in UTF-16 nearly always, if it is taken for UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

const TEXT = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]*$/u;

/** Whether it can be nothing else, without a mark: text that has ASCII in it, or letters of one alphabet alone. */
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
