import { ENTRY_BYTES, type MessageEntry, textBytes } from '../../../session/entry.ts';

/** A message, or a piece of a long one. */
export interface MessagePiece extends MessageEntry {
  /** It goes on with the message before it: in the same line, or on a new one. */
  readonly continues?: 'line' | 'message';
}

/** Something happened, in words. */
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

/** What an entry takes in memory beside what the session keeps, in bytes; nearly. */
export function weigh(entry: Entry): number {
  if (entry.kind === 'message') return 0;
  return ENTRY_BYTES + (entry.kind === 'note' ? textBytes(entry.text) : 0);
}
