import { StringDecoder } from 'node:string_decoder';

/** The longest line that is read; what a message may hold is less. */
const MAX_LINE_CHARACTERS = 256 * 1024;

export interface InputHandlers {
  line(text: string): void;
  /** A line was too long and has been dropped. */
  tooLong(): void;
  /** Resolves when more may come. */
  ready(): Promise<void>;
}

/** Reads lines from a stream until it ends, no faster than they are taken. */
export async function readLines(input: AsyncIterable<Buffer | string>, handlers: InputHandlers): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isDropping = false;
  for await (const chunk of input) {
    const pieces = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split('\n');
    rest = pieces.pop() ?? '';
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
