// One conversation as it is shown: what was said in it, who is there, and what of it was not seen yet.

import type { NotEntered } from '../../../reports.ts';
import { labelOf, type Place, placeKey } from '../../../session/place.ts';
import { type Entry, weightOf } from './entry.ts';
import { inPieces, MAX_PIECE_UNITS } from './pieces.ts';
import { type Format, Scrollback } from './scrollback.ts';

/** More than anybody scrolls through. */
const MAX_ENTRIES = 100_000;

/** Room for so many usual lines; strangers send long ones. */
const MAX_BYTES = 40 * 1024 * 1024;

/** Why a room was not entered, and whose it is now, if that is known. `isAnswered`: nothing is asked any more. */
export interface AskedRoom {
  readonly reason: NotEntered;
  readonly owner: string | null;
  isAnswered: boolean;
}

export class ConversationModel {
  readonly place: Place;
  readonly key: string;
  readonly log: Scrollback<Entry>;
  /** Of a room: everybody who has a seat, ourselves included. */
  readonly members = new Map<string, 'present' | 'away'>();
  owner: string | null = null;
  isMuted = false;
  /** The room is no more, or we have no seat: it can be read, and closed. */
  hasEnded = false;
  /** A room of the last time that was not entered: the user decides whether it is, or is forgotten. */
  asked: AskedRoom | null = null;
  #hasUnseen = false;
  unread = 0;
  /** Those of them that are for us. */
  highlights = 0;

  constructor(place: Place, format: Format<Entry>) {
    this.place = place;
    this.key = placeKey(place);
    this.log = new Scrollback(format, { entries: MAX_ENTRIES, bytes: MAX_BYTES, weigh: weightOf });
  }

  /** `#dev`, `@bob`; as harmless as the names are. */
  get label(): string {
    return labelOf(this.place);
  }

  get isHome(): boolean {
    return this.place.kind === 'home';
  }

  /** Adds what happened, after the day if it is a new one; a long message in pieces. Returns the ids of the first and the last. */
  add(entry: Entry): { readonly first: number; readonly last: number } {
    const before = this.log.last;
    if (!before || !isSameDay(before.at, entry.at)) this.log.push({ kind: 'day', at: entry.at });
    const first = this.log.nextId;
    if (entry.kind === 'message' && entry.text.length > MAX_PIECE_UNITS) {
      for (const piece of inPieces(entry)) this.log.push(piece);
    } else this.log.push(entry);
    return { first, last: this.log.nextId - 1 };
  }

  /** A message that nobody has seen yet. */
  arrivedUnseen(id: number, isHighlight: boolean): void {
    this.arrivedBelow(id);
    this.unread += 1;
    if (isHighlight) this.highlights += 1;
  }

  /** A message that is out of view while the user reads what is above it. */
  arrivedBelow(id: number): void {
    if (!this.#hasUnseen) this.log.firstUnread = id;
    this.#hasUnseen = true;
  }

  /** The room is no more, or our seat is: what was said can still be read. */
  end(): void {
    this.hasEnded = true;
    this.members.clear();
  }

  /** The user looks at it; while they read further up, they have not seen the newest. The line above what is new stays. */
  seen(): void {
    if (!this.log.isAtBottom) return;
    this.unread = 0;
    this.highlights = 0;
    this.#hasUnseen = false;
  }

  turnedAway(): void {
    this.log.allChanged(); // What was wrapped for it is not needed, and there are many conversations.
    if (!this.#hasUnseen) this.log.firstUnread = null;
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
