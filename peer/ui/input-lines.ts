import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { isUtf16, withoutByteOrderMark } from '../../commons/text/decoded-text.ts';

/** The longest line that is read; what a message may hold is less. */
const MAX_LINE_CHARACTERS = 256 * 1024;

export interface InputHandlers {
  line(text: string): void;
  /** A line was too long and has been dropped. */
  tooLong(): void;
  /** It is UTF-16, of which nothing is read. */
  unreadable(): void;
  /** Resolves when more may come. */
  ready(): Promise<void>;
}

/** Reads lines from a stream until it ends, no faster than they are taken. */
export async function readLines(input: AsyncIterable<Buffer | string>, handlers: InputHandlers): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let held = Buffer.alloc(0);
  let isFirst = true;
  let isUnreadable = false;
  let isDropping = false;
  for await (const chunk of input) {
    if (isUnreadable) continue;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    held = Buffer.alloc(0);
    if (isFirst && mayBeginMark(bytes)) {
      held = bytes;
      continue;
    }
    if (isFirst && isUtf16Text(bytes)) {
      handlers.unreadable();
      isUnreadable = true;
      continue;
    }
    const pieces = (rest + decoder.write(bytes)).split('\n');
    rest = pieces.pop() ?? '';
    if (isFirst && (rest !== '' || pieces.length > 0)) {
      if (pieces.length > 0) pieces[0] = withoutByteOrderMark(pieces[0] ?? '');
      else rest = withoutByteOrderMark(rest);
      isFirst = false;
    }
    for (const piece of pieces) {
      if (isDropping) isDropping = false;
      else handlers.line(piece.replace(/\r$/, ''));
    }
    if (rest.length > MAX_LINE_CHARACTERS) {
      if (!isDropping) handlers.tooLong();
      isDropping = true;
      rest = '';
    }
    await handlers.ready();
  }
  if (rest !== '' && !isDropping) handlers.line(rest);
}

/** Half of a byte order mark of UTF-16, or of its first character: no text in UTF-8 begins so. */
function mayBeginMark({ length, 0: first }: Uint8Array): boolean {
  return length === 1 && (first === 0xff || first === 0xfe || first === 0);
}

/** Of all that comes first: where the first characters are not of ASCII, the zeros stand later, in what is no UTF-8. */
function isUtf16Text(bytes: Buffer): boolean {
  return isUtf16(bytes.subarray(0, 4)) || (bytes.includes(0) && !isUtf8(bytes));
}
