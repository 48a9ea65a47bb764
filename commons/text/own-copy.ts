/**
 * A copy of the first `length` UTF-16 units of a text. V8 stores a substring as a reference to the whole text, which
 * then stays in memory: up to 64 KiB for one name.
 */
export function ownCopy(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
}
