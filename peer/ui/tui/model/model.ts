// Everything that the full screen shows, as plain data. Reports change it (`reported.ts`), keys change it (`actions/`), and
// the views make pictures of it; it knows neither the terminal nor the network.

import { forgetOldest } from '../../../../commons/limits/forget-oldest.ts';
import { nameKey } from '../../../../commons/model/names.ts';
import type { EncryptionPolicy, ListedPeer, ListedRoom, TrackerState, WaitingRequest } from '../../../reports.ts';
import type { Delivery } from '../../../session/delivery.ts';
import { People } from '../../../session/people.ts';
import { type Place, placeKey } from '../../../session/place.ts';
import { ConversationModel } from './conversation-model.ts';
import type { Entry } from './entry.ts';
import type { Format } from './scrollback.ts';
import { WireLog } from './wire-log.ts';

/** Own lines whose fate is still followed; the oldest are given up first. */
export const MAX_FOLLOWED = 20_000;

/** More than anybody keeps an eye on. */
export const MAX_CONVERSATIONS = 200;

/** Of all conversations together, in bytes. */
export const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** They are dropped so many at a time. */
const LOG_SLAB_BYTES = 1024 * 1024;

/** The core keeps no more, and forgets the oldest too. */
const MAX_INVITATIONS = 16;

/** One of our own lines, and where it is shown. */
export interface Followed {
  readonly conversation: ConversationModel;
  readonly entry: number;
  readonly delivery: Delivery;
}

export interface InvitationModel {
  readonly from: string;
  readonly room: string;
  readonly isPrivate: boolean;
  /** Whom or what the one who asks, or the room, can be taken for. */
  readonly likeUser?: string | undefined;
  readonly likeRoom?: string | undefined;
}

export class Model {
  readonly #format: Format<Entry>;
  readonly home: ConversationModel;
  /** In the order in which they are numbered; home has 0. */
  readonly conversations: ConversationModel[];
  readonly people = new People();
  readonly followed = new Map<string, Followed>();
  readonly wire = new WireLog();
  /** By who has asked, whatever the case; the last one is the newest. */
  readonly invitations = new Map<string, InvitationModel>();
  /** Who has written for the first time, in the same way. The core bounds how many may wait. */
  readonly requests = new Map<string, WaitingRequest>();
  /** How many had to make room for newer ones. */
  droppedRequests = 0;
  shown: ConversationModel;
  /** Shown before that. */
  last: ConversationModel;
  me = '';
  isReady = false;
  tracker: { name: string; state: TrackerState; reason: string } = { name: '', state: 'reconnecting', reason: '' };
  encryption: EncryptionPolicy = 'require';
  fingerprint: string | null = null;
  keylog: string | null = null;
  /** Where our traffic is recorded, if there are no keys to be told of. */
  capture: string | null = null;
  /** The terminal's window is in front, as far as it tells. */
  isWatched = true;
  /** What the tracker has listed last; null: nothing yet. */
  rooms: readonly ListedRoom[] | null = null;
  online: readonly ListedPeer[] | null = null;
  /** When they were (wall-clock ms). */
  roomsAt: number | null = null;
  onlineAt: number | null = null;

  constructor(format: Format<Entry>) {
    this.#format = format;
    this.home = new ConversationModel({ kind: 'home' }, format);
    this.conversations = [this.home];
    this.shown = this.home;
    this.last = this.home;
  }

  find(place: Place): ConversationModel | undefined {
    const key = placeKey(place);
    return this.conversations.find((each) => each.key === key);
  }

  room(name: string): ConversationModel | undefined {
    return this.find({ kind: 'room', room: name });
  }

  /** As somebody types it: `#dev`, `@bob`, or only the name. */
  labelled(text: string): ConversationModel | undefined {
    const key = nameKey(text);
    const isCalled = ({ label, isHome }: ConversationModel): boolean =>
      nameKey(label) === key || (!isHome && nameKey(label.slice(1)) === key);
    return this.conversations.find(isCalled);
  }

  /** The conversation there, made if it is new. */
  conversation(place: Place): ConversationModel {
    const known = this.find(place);
    if (known) return known;
    const made = new ConversationModel(place, this.#format);
    this.conversations.push(made);
    if (this.conversations.length > MAX_CONVERSATIONS) this.#closeOldest(made);
    return made;
  }

  /** Strangers can begin as many private chats as there are names: the oldest one that is not looked at makes room. */
  #closeOldest(made: ConversationModel): void {
    const mayGo = (each: ConversationModel): boolean =>
      each.place.kind === 'private' && each !== this.shown && each !== made;
    const oldest =
      this.conversations.find((each) => mayGo(each) && each.unread === 0) ?? this.conversations.find(mayGo);
    if (oldest) this.close(oldest);
  }

  show(conversation: ConversationModel): void {
    if (conversation !== this.shown) {
      this.shown.turnedAway();
      this.last = this.shown;
    }
    this.shown = conversation;
    conversation.seen();
  }

  close(conversation: ConversationModel): void {
    if (conversation.isHome) return;
    const index = this.conversations.indexOf(conversation);
    if (index < 0) return;
    this.conversations.splice(index, 1);
    if (this.shown === conversation) this.show(this.last === conversation ? this.home : this.last);
    if (this.last === conversation) this.last = this.home;
    conversation.log.clear(); // Own lines whose fate is followed know the conversation.
  }

  /** Where the most was said, the oldest is dropped: who writes much pushes out none of what others wrote. */
  keepWithinBounds(): void {
    let [bytes, heaviest] = [0, this.home.log];
    for (const { log } of this.conversations) {
      bytes += log.bytes;
      if (log.bytes > heaviest.bytes) heaviest = log;
    }
    if (bytes > MAX_LOG_BYTES) heaviest.shrinkTo(heaviest.bytes - (bytes - MAX_LOG_BYTES) - LOG_SLAB_BYTES);
  }

  /** Where somebody is heard: the rooms that we share, and a private chat. */
  sharedWith(name: string): ConversationModel[] {
    return this.conversations.filter(
      ({ place, members }) => members.has(name) || (place.kind === 'private' && place.to === name),
    );
  }

  /** The others in the conversation, whether they are there or not. */
  othersIn({ place, members }: ConversationModel): string[] {
    if (place.kind === 'private') return [place.to];
    return [...members.keys()].filter((name) => name !== this.me);
  }

  /** They have not left a room that we share, and are not there. */
  isAway(name: string): boolean {
    return this.conversations.some(({ members }) => members.get(name) === 'away');
  }

  /** Each person has one that waits: the next one takes its place, as the newest. */
  invited(invitation: InvitationModel): void {
    const key = nameKey(invitation.from);
    this.invitations.delete(key);
    this.invitations.set(key, invitation);
    forgetOldest(this.invitations, MAX_INVITATIONS);
  }

  /** The invitation of that person, or to that room, as they are typed, or the newest one is waiting no longer. */
  answered(typed: string | undefined, isAccepted: boolean): void {
    const key = nameKey(typed?.replace(/^@/, '') ?? [...this.invitations.keys()].at(-1) ?? '');
    // The client asks whom, or what of somebody, is meant.
    const isAsked = typed === undefined ? this.requests.size > 0 : isAccepted && this.requests.has(key);
    if (isAsked) return;
    this.invitations.delete(key);
    const into = [...this.invitations.values()].filter(({ room }) => `#${nameKey(room)}` === key);
    if (into.length === 1) for (const { from } of into) this.invitations.delete(nameKey(from));
  }

  follow(id: string, followed: Followed): void {
    this.followed.set(id, followed);
    forgetOldest(this.followed, MAX_FOLLOWED);
  }

  /** Everything looks different now: another language, other times. */
  allChanged(): void {
    for (const { log } of this.conversations) log.allChanged();
  }
}
