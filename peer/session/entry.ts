// What a conversation consists of.

import type { Delivery } from './delivery.ts';
import type { FactReport } from './fact-report.ts';

/** A message of somebody else, or of our own. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Wall-clock ms: when it arrived, or was typed. */
  readonly at: number;
  /** When it was written, if it arrived long after that. */
  readonly writtenAt: number | null;
  /** Harmless, as the text is. */
  readonly from: string;
  readonly text: string;
  readonly isOwn: boolean;
  /** `/me`: what the sender does. */
  readonly isAction: boolean;
  /** It is for us: private, or with our name in it. */
  readonly isHighlight: boolean;
  /** It crossed the wire unencrypted. */
  readonly isPlaintext: boolean;
  /** Of our own messages. */
  readonly delivery: Delivery | null;
}

/** Something happened, as it was reported: not made harmless. */
export interface FactEntry {
  readonly kind: 'fact';
  /** Wall-clock ms. */
  readonly at: number;
  readonly report: FactReport;
}

export type Entry = MessageEntry | FactEntry;

/** Measured bytes of an entry with its places in the logs, without its text; of an own message's delivery. */
export const ENTRY_BYTES = 296;
const DELIVERY_BYTES = 1_000;

/** Bytes of a fact, with the objects in it and the note that a front end makes of it. */
const FACT_BYTES = 1_000;

/** Bytes for each unit of a long text, for the pieces in which a front end shows it. */
const PIECE_SHARE = 1 / 4;

/** The engine stores such text in one byte for each unit, other text in two. */
const ONE_BYTE = /^[\0-\xff]*$/;

/** About how many bytes of memory an entry takes. */
export function weightOf(entry: Entry): number {
  if (entry.kind === 'fact') return FACT_BYTES + 2 * textBytes(JSON.stringify(entry.report));
  const pieces = entry.text.length * PIECE_SHARE;
  return ENTRY_BYTES + (entry.delivery ? DELIVERY_BYTES : 0) + textBytes(entry.text) + pieces;
}

/** What a text takes in memory, in bytes. */
export function textBytes(text: string): number {
  return text.length * (ONE_BYTE.test(text) ? 1 : 2);
}
