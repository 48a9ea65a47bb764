// Text that people and programs give us as bytes: UTF-8, perhaps with a byte order mark, which is no text. UTF-16, as some
// editors and shells of Windows write it, is recognised to be refused in one sentence.

const BYTE_ORDER_MARK = '\ufeff';

/** Whether these first bytes are those of UTF-16 or UTF-32: by the byte order mark, or by ASCII with zeros between. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return true;
  return bytes.length >= 2 && (a === 0) !== (b === 0) && (bytes.length < 4 || (c === 0) !== (d === 0));
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** The text of a whole file; null: it is UTF-16. */
export function textOf(bytes: Buffer): string | null {
  return isUtf16(bytes) ? null : withoutByteOrderMark(bytes.toString('utf8'));
}
