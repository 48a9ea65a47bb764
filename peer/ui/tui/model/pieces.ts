// A long message is shown in pieces, each an entry of its own, so that only the visible pieces are wrapped: other
// people may send a message that takes long to wrap as a whole.

import { cutBefore } from '../text/graphemes.ts';
import type { MessagePiece } from './entry.ts';

/** In UTF-16 units: about a screen of text, so that a window seldom shows more than three pieces. */
export const MAX_PIECE_UNITS = 2_048;

/** Cuts a message into pieces, at the end of a line or a word if there is one in a piece's second half. */
export function inPieces(entry: MessagePiece): MessagePiece[] {
  if (entry.text.length <= MAX_PIECE_UNITS) return [entry];
  const pieces: MessagePiece[] = [];
  let continues: 'line' | 'message' | undefined;
  for (let [from, isLast] = [0, false]; !isLast; ) {
    const rest = entry.text.slice(from, from + MAX_PIECE_UNITS + 1);
    isLast = from + rest.length === entry.text.length && rest.length <= MAX_PIECE_UNITS;
    const end = isLast ? rest.length : endOfPiece(rest);
    const endsLine = !isLast && rest[end] === '\n';
    pieces.push({
      ...entry,
      text: rest.slice(0, end),
      writtenAt: isLast ? entry.writtenAt : null,
      delivery: isLast ? entry.delivery : null,
      ...(continues ? { continues } : {}),
    });
    continues = endsLine ? 'message' : 'line';
    from += endsLine ? end + 1 : end;
  }
  return pieces;
}

function endOfPiece(text: string): number {
  const half = MAX_PIECE_UNITS / 2;
  const newline = text.lastIndexOf('\n');
  if (newline >= half) return newline;
  const space = text.lastIndexOf(' ', MAX_PIECE_UNITS - 1);
  return space >= half ? space + 1 : cutBefore(text, MAX_PIECE_UNITS);
}
