import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { isUtf16, withoutByteOrderMark } from '../../commons/text/decoded-text.ts';

/** The longest line that is read; the limit of a message is lower. */
const MAX_LINE_CHARACTERS = 256 * 1024;

export interface InputHandlers {
  line(text: string): void;
  /** A line was too long and has been dropped. */
  tooLong(): void;
  /** The input is UTF-16: none of it is read. */
  unreadable(): void;
  /** Resolves when more lines may be reported. */
  ready(): Promise<void>;
}

/** Reads lines from a stream until it ends; reads no further chunk before `ready` resolves (back-pressure). */
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

/** Whether a single byte is half of a UTF-16 byte order mark or first character: no text in UTF-8 begins so. */
function mayBeginMark({ length, 0: first }: Uint8Array): boolean {
  return length === 1 && (first === 0xff || first === 0xfe || first === 0);
}

/**
 * Whether the first bytes of the input are UTF-16. If the first characters are not ASCII, the zero bytes stand later,
 * in bytes that are not valid UTF-8.
 */
function isUtf16Text(bytes: Buffer): boolean {
  return isUtf16(bytes.subarray(0, 4)) || (bytes.includes(0) && !isUtf8(bytes));
}
