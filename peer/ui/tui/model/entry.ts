import type { Delivery } from '../../../session/delivery.ts';

/** Somebody said something. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Wall-clock ms: when it came, or was typed. */
  readonly at: number;
  /** When it was written, if that was long before. */
  readonly writtenAt: number | null;
  /** Both harmless already. */
  readonly from: string;
  readonly text: string;
  /** It is a further piece of the message before it: of the same line, or from a new line on. */
  readonly continues?: 'line' | 'message';
  readonly isOwn: boolean;
  /** `/me`: told of the speaker, not said by them. */
  readonly isAction: boolean;
  /** It is for us: by name, or privately. */
  readonly isHighlight: boolean;
  /** It crossed the wire unencrypted. */
  readonly isPlaintext: boolean;
  /** Of our own lines. */
  readonly delivery: Delivery | null;
}

/** Something happened. */
export interface NoteEntry {
  readonly kind: 'note';
  readonly at: number;
  readonly tone: 'quiet' | 'loud' | 'code';
  /** It answers what the user typed: it is shown, and no part of what was said. */
  readonly isAnswer?: boolean;
  readonly text: string;
}

/** Another day began. */
export interface DayEntry {
  readonly kind: 'day';
  readonly at: number;
}

export type Entry = MessageEntry | NoteEntry | DayEntry;

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
