import type { MessageEntry } from '../../../session/entry.ts';

/** A message, or a piece of a long one. */
export interface MessagePiece extends MessageEntry {
  /** It goes on with the message before it: in the same line, or on a new one. */
  readonly continues?: 'line' | 'message';
}

/** Something happened. */
export interface NoteEntry {
  readonly kind: 'note';
  readonly at: number;
  readonly tone: 'quiet' | 'loud' | 'code';
  /** It answers what the user typed: it is shown, and no part of the conversation. */
  readonly isAnswer?: boolean;
  readonly text: string;
}

/** Another day began. */
export interface DayEntry {
  readonly kind: 'day';
  readonly at: number;
}

export type Entry = MessagePiece | NoteEntry | DayEntry;

/** Of an entry and its place in the log, beside its text; of an own line also what became of it. Measured. */
const ENTRY_BYTES = 280;
const DELIVERY_BYTES = 1_000;

/** Its engine keeps such text in one byte a character, other text in two. */
const ONE_BYTE = /^[\0-\xff]*$/;

/** What an entry takes in memory, in bytes; nearly. */
export function weightOf(entry: Entry): number {
  if (entry.kind === 'day') return ENTRY_BYTES;
  const delivery = entry.kind === 'message' && entry.delivery ? DELIVERY_BYTES : 0;
  return ENTRY_BYTES + delivery + entry.text.length * (ONE_BYTE.test(entry.text) ? 1 : 2);
}
