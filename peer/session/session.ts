// What all reports so far add up to, the same for every front end: conversations, people, deliveries, open questions.
// `foldReport` changes it with each report; a front end reports to it what the user reads, mutes and closes.

import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { Reason } from '../reasons.ts';
import type { EncryptionPolicy, ListedPeer, ListedRoom, TrackerState } from '../reports.ts';
import { Conversation, type ConversationLimits } from './conversation.ts';
import type { Delivery } from './delivery.ts';
import { OpenQuestions } from './open-questions.ts';
import { People } from './people.ts';
import { type Place, placeKey } from './place.ts';

/** Own messages whose delivery is followed; the oldest are given up first. */
export const MAX_FOLLOWED = 20_000;

/** More conversations than anybody follows; the oldest private chat is closed for a new one. */
export const MAX_CONVERSATIONS = 200;

/** What the entries of each conversation, and of all together, may take. */
export interface SessionLimits {
  readonly each: ConversationLimits;
  readonly allBytes: number;
}

/** More entries than anybody scrolls through, with room for so many usual messages: strangers send long ones. */
export const LONG_DAY: SessionLimits = {
  each: { entries: 100_000, bytes: 40 * 1024 * 1024 },
  allBytes: 64 * 1024 * 1024,
};

/** For a front end that shows no earlier entries. */
export const NO_ENTRIES: SessionLimits = { each: { entries: 0, bytes: 0 }, allBytes: 0 };

/**
 * If the entries of all conversations take too much, this many bytes more than needed are dropped, the oldest first.
 */
const SLAB_BYTES = 1024 * 1024;

/** One of our own messages, and where it was written; its conversation may have been closed since. */
export interface OwnMessage {
  readonly place: Place;
  /** Its entry there. */
  readonly entryId: number;
  readonly delivery: Delivery;
  /** The first characters of its content, made harmless: enough to recognise it. */
  readonly beginning: string;
}

/** What the user looks at, set by a front end that knows it. */
export interface Reading {
  readonly conversation: Conversation;
  /** The window is in front. */
  readonly isWatched: boolean;
  /** The newest entry is in view. */
  readonly isAtEnd: boolean;
}

export class Session {
  readonly #limits: SessionLimits;
  readonly home: Conversation;
  /** In the order in which they are numbered; home is number 0. */
  readonly conversations: Conversation[];
  readonly people = new People();
  /** By message id. */
  readonly ownMessages = new Map<string, OwnMessage>();
  /** What the user has not answered yet; `Conversation.asked` are the rooms that they are asked about. */
  readonly questions = new OpenQuestions();
  /** Where the client sends a message that does not say where it was typed. */
  current: Place = { kind: 'home' };
  me = '';
  isReady = false;
  tracker: { name: string; state: TrackerState; reason: Reason | null } = {
    name: '',
    state: 'reconnecting',
    reason: null,
  };
  /** It was shown that the tracker cannot be reached. */
  isTrackerLossSaid = false;
  encryption: EncryptionPolicy = 'require';
  fingerprint: string | null = null;
  keylog: string | null = null;
  /** The file in which our traffic is recorded, if it has no keys that others have to know of. */
  capture: string | null = null;
  /** What the tracker listed last; null: nothing yet. */
  rooms: readonly ListedRoom[] | null = null;
  online: readonly ListedPeer[] | null = null;
  /** When it did (wall-clock ms). */
  roomsAt: number | null = null;
  onlineAt: number | null = null;
  /** null: nobody looks, as far as is known. */
  reading: Reading | null = null;

  constructor(limits: SessionLimits = LONG_DAY) {
    this.#limits = limits;
    this.home = new Conversation({ kind: 'home' }, limits.each);
    this.conversations = [this.home];
  }

  /** The user has chosen a tracker, and there are no reports about it yet. */
  contact(trackerName: string): void {
    this.tracker = { name: trackerName, state: 'reconnecting', reason: null };
  }

  find(place: Place): Conversation | undefined {
    const key = placeKey(place);
    return this.conversations.find((each) => each.key === key);
  }

  room(name: string): Conversation | undefined {
    return this.find({ kind: 'room', room: name });
  }

  /** As it is typed: `#dev`, `@bob`, or only the name. */
  labelled(text: string): Conversation | undefined {
    const key = nameKey(text);
    const isCalled = ({ label, isHome }: Conversation): boolean =>
      nameKey(label) === key || (!isHome && nameKey(label.slice(1)) === key);
    return this.conversations.find(isCalled);
  }

  /** The conversation there, made if it is new. */
  conversation(place: Place): Conversation {
    const known = this.find(place);
    if (known) return known;
    const made = new Conversation(place, this.#limits.each);
    this.conversations.push(made);
    if (this.conversations.length > MAX_CONVERSATIONS) this.#closeOldest(made);
    return made;
  }

  /** Strangers can begin any number of private chats: of too many, the oldest one that nobody looks at is closed. */
  #closeOldest(made: Conversation): void {
    const mayGo = (each: Conversation): boolean =>
      each.place.kind === 'private' && each !== this.reading?.conversation && each !== made;
    const oldest =
      this.conversations.find((each) => mayGo(each) && each.unread === 0) ?? this.conversations.find(mayGo);
    if (oldest) this.close(oldest);
  }

  /** Home stays. */
  close(conversation: Conversation): void {
    const index = this.conversations.indexOf(conversation);
    if (index > 0) this.conversations.splice(index, 1);
  }

  /** Drops the oldest entries of the largest conversation, so that much text in one does not push out the others. */
  keepWithinBounds(): void {
    let bytes = 0;
    let heaviest = this.home.entries;
    for (const { entries } of this.conversations) {
      bytes += entries.bytes;
      if (entries.bytes > heaviest.bytes) heaviest = entries;
    }
    const { allBytes } = this.#limits;
    if (bytes > allBytes) heaviest.shrinkTo(heaviest.bytes - (bytes - allBytes) - SLAB_BYTES);
  }

  /** The conversations with a person: the rooms that we share, and a private chat. */
  sharedWith(name: string): Conversation[] {
    return this.conversations.filter(
      ({ place, members }) => members.has(name) || (place.kind === 'private' && place.to === name),
    );
  }

  /** The others in the conversation, present or away. */
  othersIn({ place, members }: Conversation): string[] {
    if (place.kind === 'private') return [place.to];
    return [...members.keys()].filter((name) => name !== this.me);
  }

  /** Whether they are away in a room that we share. */
  isAway(name: string): boolean {
    return this.conversations.some(({ members }) => members.get(name) === 'away');
  }

  follow(id: string, message: OwnMessage): void {
    this.ownMessages.set(id, message);
    forgetOldest(this.ownMessages, MAX_FOLLOWED);
  }
}
