// What is shown of one conversation: its messages in pieces, notes and days, with the place to which the user has scrolled
// and the first entry that they have not seen.

import type { Delivery } from '../../../session/delivery.ts';
import type { MessageEntry } from '../../../session/entry.ts';
import { type Entry, weightOf } from './entry.ts';
import { inPieces, MAX_PIECE_UNITS } from './pieces.ts';
import { type Format, Scrollback } from './scrollback.ts';

/** More than anybody scrolls through. */
const MAX_ENTRIES = 100_000;

/** Room for so many usual lines; strangers send long ones. */
const MAX_BYTES = 40 * 1024 * 1024;

export class ConversationLog {
  readonly entries: Scrollback<Entry>;
  /** The ids of own messages, of their last piece. */
  readonly #own = new WeakMap<Delivery, number>();
  #hasUnseen = false;

  constructor(format: Format<Entry>) {
    this.entries = new Scrollback(format, { entries: MAX_ENTRIES, bytes: MAX_BYTES, weigh: weightOf });
  }

  /** Adds an entry, after the day if it is a new one; a long message in pieces. Returns the id of the first piece. */
  add(entry: Entry | MessageEntry): number {
    const { entries } = this;
    const before = entries.last;
    if (!before || !isSameDay(before.at, entry.at)) entries.push({ kind: 'day', at: entry.at });
    const first = entries.nextId;
    if (entry.kind === 'message' && entry.text.length > MAX_PIECE_UNITS) {
      for (const piece of inPieces(entry)) entries.push(piece);
    } else entries.push(entry);
    if (entry.kind === 'message' && entry.delivery) this.#own.set(entry.delivery, entries.nextId - 1);
    return first;
  }

  /** How far an own message has come is another now. */
  delivered(delivery: Delivery): void {
    const id = this.#own.get(delivery);
    if (id !== undefined) this.entries.changed(id);
  }

  /** An entry that the user has not seen. */
  arrivedUnseen(id: number): void {
    if (!this.#hasUnseen) this.entries.firstUnread = id;
    this.#hasUnseen = true;
  }

  /** The newest entry is in view. The line above what was new stays. */
  seen(): void {
    this.#hasUnseen = false;
  }

  /** Another conversation is shown, or the window is not in front. */
  turnedAway(): void {
    this.entries.allChanged(); // What was wrapped for it is not needed, and there are many conversations.
    if (!this.#hasUnseen) this.entries.firstUnread = null;
  }
}

/** The day on which the last entry came, in wall-clock ms: to ask a date for it takes longer than all else that an entry needs. */
let day = { start: 0, end: 0 };

/** In the time zone of this machine, as people read it. */
function isSameDay(a: number, b: number): boolean {
  if (a < day.start || a >= day.end) {
    const date = new Date(a);
    const startOf = (offset: number): number =>
      new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset).getTime();
    day = { start: startOf(0), end: startOf(1) };
  }
  return b >= day.start && b < day.end;
}
