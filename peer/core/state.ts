// Everything the client knows, as plain data.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import { Guesses } from '../../commons/limits/guesses.ts';
import { RateLimiter } from '../../commons/limits/rate-limiter.ts';
import { GUESS_LIMITS, RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { ListedPeerView, RoomView } from '../../commons/model/views.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Invite } from '../../commons/protocol/peer-messages.ts';
import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { StartedTracker } from '../program/started-tracker.ts';
import type { EncryptionPolicy, RequestPolicy, TrackerState } from '../reports.ts';
import type { Intended } from './events.ts';
import type { Contact } from './records/contact.ts';
import { type ContactRequest, newRequest } from './records/contact-request.ts';
import { Contacts } from './records/contacts.ts';
import { CurrentConversation } from './records/current-conversation.ts';
import { type Kept, type KeptConversations, type KeptRoom, keptFrom } from './records/kept.ts';
import type { LinkId } from './records/link-id.ts';
import { People } from './records/people.ts';
import type { Person } from './records/person.ts';
import type { Opening, RoomKey } from './records/room-key.ts';
import { RoomKeys } from './records/room-keys.ts';
import { Rooms } from './records/rooms.ts';

export interface HeldInvitation {
  /** All of it so far: a line break may have cut it. */
  readonly text: string;
  /** The line that was entered last. */
  readonly last: string;
}

/** When the user was asked about a room: after so many typed lines, and at that time (monotonic ms). */
export interface AskedRoom {
  readonly lines: number;
  readonly at: number;
}

/** Why a request was made: what to do with its reply. */
export type Purpose =
  | { readonly kind: 'create' | 'join'; readonly room: string; readonly opening: Opening | null }
  | { readonly kind: 'rejoin' | 'leave' | 'delete' | 'giveUpSeat'; readonly room: string }
  /** We sit there already, or want to again; `kept`: what the room was the last time. */
  | { readonly kind: 'resume'; readonly room: string; readonly kept: KeptRoom | null; readonly opening: Opening | null }
  /** Before that: whose is it now? */
  | { readonly kind: 'lookAtRoom'; readonly kept: KeptRoom }
  | { readonly kind: 'watch' | 'changePassword' }
  /** The room's password is being turned into what the tracker is told. */
  | { readonly kind: 'derive'; readonly to: 'create' | 'join'; readonly room: string }
  | { readonly kind: 'openInvite'; readonly to: string; readonly room: string }
  | { readonly kind: 'listRooms'; readonly soFar: readonly RoomView[]; readonly pages: number }
  | { readonly kind: 'listPeers'; readonly soFar: readonly ListedPeerView[]; readonly pages: number }
  | { readonly kind: 'openPrivate'; readonly to: string; readonly text: string | null }
  | { readonly kind: 'lookUp'; readonly username: string };

/** What we wait for: with the request that was made of the tracker, since its reply is compared with it. */
export interface Asked {
  readonly purpose: Purpose;
  readonly message: Request | null;
}

/** Somebody has asked us into a room. */
export interface Invitation {
  readonly from: string;
  readonly message: Invite;
  /** Monotonic ms. */
  readonly at: number;
}

/** Who somebody says they are, from where, and which key they have proven. */
export interface Greeting {
  readonly username: string;
  readonly remote: Endpoint;
  readonly fingerprint: Fingerprint | null;
  /** What they have stated of their keys. */
  readonly keyChanges: readonly KeyChange[];
}

/** What the client is given at its start. */
export interface CoreOptions {
  readonly username: string;
  /** Where we listen, for people. */
  readonly listen: Endpoint;
  /** All of where we listen: several addresses, with one port. */
  readonly listens: readonly Endpoint[];
  /** The tracker's address for people. */
  readonly trackerName: string;
  readonly encryption: EncryptionPolicy;
  /** What becomes of the first message of somebody whom the user does not know. */
  readonly requestPolicy: RequestPolicy;
  /** Our own key; null: we have none, and encrypt nothing. */
  readonly fingerprint: Fingerprint | null;
  /** The key that takes its place at the next login by password; null: none was made. */
  readonly nextKey: Fingerprint | null;
  /** Where our keys are recorded; null: nowhere. */
  readonly keyLog: string | null;
  /** The tracker that was started beside us; undefined: none was. */
  readonly trackerProcess?: StartedTracker | undefined;
  /** The face asks for passwords, so that no line is ever taken for one. */
  readonly asksPasswords: boolean;
  readonly contacts: readonly Contact[];
  readonly roomKeys: readonly RoomKey[];
  /** Where the user was; null: nothing was kept so far, as by earlier versions. */
  readonly conversations: KeptConversations | null;
}

export interface PeerState extends Omit<CoreOptions, 'contacts' | 'roomKeys' | 'nextKey' | 'conversations'> {
  nextKey: Fingerprint | null;
  readonly contacts: Contacts;
  /** Of whom it was said that they look like somebody else. */
  readonly toldLookAlikes: Set<string>;
  /** The look-alike that the line before was about, and this one is; null: none. */
  doubted: string | null;
  doubting: string | null;
  /** Look-alikes that the user means. */
  readonly insistedOn: Set<string>;
  /** Names of which it was said that they have such a key. */
  readonly toldBlocked: Set<string>;
  readonly roomKeys: RoomKeys;
  /** What the tracker can do. */
  trackerFeatures: readonly string[];
  /** Whom the tracker watches for us, as it was asked last; null: it was not, in this session. */
  watched: readonly string[] | null;
  /** Private chats have begun or ended, or wait for somebody else: the tracker may be asked to watch for others. */
  isWatchOutdated: boolean;
  /** Something waits for more people than can be watched at once: those behind this name, in order, are watched. */
  watchAfter: string;
  /** The tracker is to be asked again soon. */
  isWatchDue: boolean;
  /** What is kept of where the user was, for the next time. */
  readonly kept: Kept;
  isOfEarlierVersion: boolean;
  /** Rooms of the last time of which it is not decided yet whether they are entered; by the key of their names. */
  readonly toReturn: Map<string, KeptRoom>;
  /** Rooms that were asked for, in requests that got no answer: a seat there is ours. By the key of their names. */
  readonly unanswered: Map<string, { readonly opening: Opening | null }>;
  /** Rooms of which it was said that they were not entered, with the reason. */
  readonly toldNotEntered: Set<string>;
  /** Rooms that the user is asked about; by the key of their names. */
  readonly askedRooms: Map<string, AskedRoom>;
  /** Questions to the tracker about who greets us, by whether we know somebody of that name. */
  readonly lookUps: { readonly stranger: RateLimiter; readonly contact: RateLimiter };
  /** Look-ups of names whose key we know. */
  readonly keyChecks: RateLimiter;
  /** Names (their keys) of which it was reported that the tracker could not confirm the key that we know. */
  readonly unconfirmed: Set<string>;
  /** Wrong proofs of invitations, by the key that showed them. */
  readonly guesses: Guesses;
  /** Invitations that wait for an answer; the newest last. */
  readonly invitations: Map<string, Invitation>;
  /** Whose first messages wait for an answer; the newest last. */
  readonly requestBox: Map<string, ContactRequest>;
  /** Who has written, which was not reported yet. */
  readonly unreportedRequests: Set<string>;
  /** Requests that had to make room for newer ones. */
  droppedRequests: number;
  /** Invitations that we have sent, by their ids. */
  readonly invited: Map<string, { readonly room: string; readonly to: string }>;
  /** A line that was not sent because it holds an invitation; only the next line can answer it. */
  heldInvitation: HeldInvitation | null;
  /** Another password of our own is wanted; `current`: the one so far, if lines are taken for them. */
  newPasswordFor: { readonly number: number; readonly current: string | null } | null;
  /** A room's password is asked for, and for what; null: none is. */
  passwordFor: { readonly to: 'create' | 'join'; readonly room: string; readonly number: number } | null;
  /** Names of which it was said that they speak plaintext, which we do not. */
  readonly toldPlain: Set<string>;
  tracker: TrackerState;
  /** Where the tracker sees us, and tells others that we are; null: it does not say. */
  seenAs: string | null;
  /** How the keys of the connection to the tracker were agreed on, if that is known. */
  trackerKeyExchange: string | null;
  /** What was reported of others who cannot dial us. */
  readonly toldUnreached: Set<string>;
  isReady: boolean;
  isQuitting: boolean;
  readonly rooms: Rooms;
  readonly people: People;
  /** Greeted links that wait for the tracker's word on who that is. */
  readonly greeted: Map<LinkId, Greeting>;
  readonly conversation: CurrentConversation;
  readonly requests: Map<number, Asked>;
  /** The request that decides where the next lines go; they wait for it. */
  blockedBy: number | null;
  readonly waitingLines: Intended[];
  /** UTF-16 units of them. */
  waitingLength: number;
  /** How many lines have been run so far, the one that is being run included. */
  linesRun: number;
  lastNumber: number;
}

export function initialState({ contacts, roomKeys, conversations, ...options }: CoreOptions): PeerState {
  return {
    ...options,
    contacts: new Contacts(contacts),
    toldLookAlikes: new Set(),
    doubted: null,
    doubting: null,
    insistedOn: new Set(),
    toldBlocked: new Set(),
    roomKeys: new RoomKeys(roomKeys),
    trackerFeatures: [],
    watched: null,
    isWatchOutdated: false,
    watchAfter: '',
    isWatchDue: false,
    kept: keptFrom(conversations),
    isOfEarlierVersion: conversations === null,
    toReturn: new Map(),
    unanswered: new Map(),
    toldNotEntered: new Set(),
    askedRooms: new Map(),
    lookUps: {
      stranger: new RateLimiter(RATE_LIMITS.strangerLookUps),
      contact: new RateLimiter(RATE_LIMITS.contactLookUps),
    },
    keyChecks: new RateLimiter(RATE_LIMITS.keyChecks),
    unconfirmed: new Set(),
    guesses: new Guesses(GUESS_LIMITS.roomProof),
    invitations: new Map(),
    requestBox: new Map(conversations?.requests?.map(({ username }) => [username, newRequest(username, 0, true)])),
    unreportedRequests: new Set(conversations?.requests?.map(({ username }) => username)),
    droppedRequests: 0,
    invited: new Map(),
    heldInvitation: null,
    newPasswordFor: null,
    passwordFor: null,
    toldPlain: new Set(),
    tracker: 'reconnecting',
    seenAs: null,
    trackerKeyExchange: null,
    toldUnreached: new Set(),
    isReady: false,
    isQuitting: false,
    rooms: new Rooms(),
    people: new People(),
    greeted: new Map(),
    conversation: new CurrentConversation(),
    requests: new Map(),
    blockedBy: null,
    waitingLines: [],
    linesRun: 0,
    waitingLength: 0,
    lastNumber: 0,
  };
}

/** There is a private chat with the person, whom the tracker is then asked to watch for. */
export function beginPrivateChat(state: PeerState, person: Person): void {
  if (person.chat.isOpen) return;
  person.chat.open();
  watchChanged(state);
}

/** A private chat has begun or ended, or something waits for somebody: the tracker may be asked to watch for others. */
export function watchChanged(state: PeerState): void {
  state.isWatchOutdated = true;
}
