// One conversation, made from reports: its entries, its members, whether it has ended, and how much of it was not read.

import type { NotEntered } from '../reports.ts';
import { type Entry, weightOf } from './entry.ts';
import { EntryLog } from './entry-log.ts';
import { labelOf, type Place, placeKey } from './place.ts';

/** Why a room was not entered, and whose it is now, if that is known. `isAnswered`: the user was asked about it. */
export interface AskedRoom {
  readonly reason: NotEntered;
  readonly owner: string | null;
  isAnswered: boolean;
}

/** How much a conversation keeps. */
export interface ConversationLimits {
  readonly entries: number;
  readonly bytes: number;
}

export class Conversation {
  readonly place: Place;
  /** Equal for the same place, in whatever case its name is written. */
  readonly key: string;
  readonly entries: EntryLog<Entry>;
  /** Of a room: everybody who has a seat, ourselves included. */
  readonly members = new Map<string, 'present' | 'away'>();
  /** Members whom the tracker reports as away, but who are still connected to us: that is not shown. */
  readonly quietlyAway = new Set<string>();
  owner: string | null = null;
  /** Messages that are not for us do not count as unread. */
  isMuted = false;
  /** The room was deleted, or we have no seat any more: it can be read, and closed. */
  hasEnded = false;
  /** A room of the last run that was not entered: the user decides whether it is, or is forgotten. */
  asked: AskedRoom | null = null;
  unread = 0;
  /** Unread messages that are for us. */
  highlights = 0;

  constructor(place: Place, { entries, bytes }: ConversationLimits) {
    this.entries = new EntryLog({ entries, bytes, weigh: weightOf });
    this.place = place;
    this.key = placeKey(place);
  }

  /** `#dev`, `@bob`; not made harmless. */
  get label(): string {
    return labelOf(this.place);
  }

  get isHome(): boolean {
    return this.place.kind === 'home';
  }

  /** Something arrived that the user has not read. */
  missed(isHighlight: boolean): void {
    this.unread += 1;
    if (isHighlight) this.highlights += 1;
  }

  /** The user has read all of it. */
  seen(): void {
    this.unread = 0;
    this.highlights = 0;
  }

  /** The room was deleted, or we have lost our seat; the entries stay. */
  end(): void {
    this.hasEnded = true;
    this.members.clear();
    this.quietlyAway.clear();
  }
}
