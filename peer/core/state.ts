// Everything the client knows, as plain data.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import { Guesses } from '../../commons/limits/guesses.ts';
import { GUESS_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Invite } from '../../commons/protocol/peer-messages.ts';
import type { StartedTracker } from '../program/started-tracker.ts';
import type { EncryptionPolicy, RequestPolicy } from '../reports.ts';
import type { Intended } from './events.ts';
import { Arrivals } from './records/arrivals.ts';
import type { Contact } from './records/contact.ts';
import { type ContactRequest, newRequest } from './records/contact-request.ts';
import { Contacts } from './records/contacts.ts';
import { CurrentConversation } from './records/current-conversation.ts';
import { type Kept, type KeptConversations, type KeptRoom, keptFrom } from './records/kept.ts';
import { KeyChecks } from './records/key-checks.ts';
import { Lifetime } from './records/lifetime.ts';
import { LookAlikes } from './records/look-alikes.ts';
import { Numbers } from './records/numbers.ts';
import { OwnKey } from './records/own-key.ts';
import { PendingRequests } from './records/pending-requests.ts';
import { People } from './records/people.ts';
import { ReportedNames } from './records/reported-names.ts';
import type { Opening, RoomKey } from './records/room-key.ts';
import { RoomKeys } from './records/room-keys.ts';
import { Rooms } from './records/rooms.ts';
import { TrackerSession } from './records/tracker-session.ts';
import { Watch } from './records/watch.ts';

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

/** Somebody has asked us into a room. */
export interface Invitation {
  readonly from: string;
  readonly message: Invite;
  /** Monotonic ms. */
  readonly at: number;
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
  readonly ownKey: OwnKey;
  readonly contacts: Contacts;
  readonly roomKeys: RoomKeys;
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
  readonly arrivals: Arrivals;
  readonly keyChecks: KeyChecks;
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
  readonly tracker: TrackerSession;
  readonly watch: Watch;
  readonly lookAlikes: LookAlikes;
  /** What was reported of others who cannot dial us. */
  readonly reportedUnreachable: ReportedNames;
  readonly lifetime: Lifetime;
  readonly rooms: Rooms;
  readonly people: People;
  readonly conversation: CurrentConversation;
  readonly requests: PendingRequests;
  readonly numbers: Numbers;
  readonly waitingLines: Intended[];
  /** UTF-16 units of them. */
  waitingLength: number;
  /** How many lines have been run so far, the one that is being run included. */
  linesRun: number;
}

export function initialState({ contacts, roomKeys, conversations, nextKey, ...options }: CoreOptions): PeerState {
  return {
    ...options,
    contacts: new Contacts(contacts),
    roomKeys: new RoomKeys(roomKeys),
    kept: keptFrom(conversations),
    isOfEarlierVersion: conversations === null,
    toReturn: new Map(),
    unanswered: new Map(),
    toldNotEntered: new Set(),
    askedRooms: new Map(),
    arrivals: new Arrivals(),
    keyChecks: new KeyChecks(),
    guesses: new Guesses(GUESS_LIMITS.roomProof),
    invitations: new Map(),
    requestBox: new Map(conversations?.requests?.map(({ username }) => [username, newRequest(username, 0, true)])),
    unreportedRequests: new Set(conversations?.requests?.map(({ username }) => username)),
    droppedRequests: 0,
    invited: new Map(),
    heldInvitation: null,
    newPasswordFor: null,
    passwordFor: null,
    tracker: new TrackerSession(),
    watch: new Watch(),
    lookAlikes: new LookAlikes(),
    ownKey: new OwnKey(nextKey),
    reportedUnreachable: new ReportedNames(2),
    lifetime: new Lifetime(),
    rooms: new Rooms(),
    people: new People(),
    conversation: new CurrentConversation(),
    requests: new PendingRequests(),
    numbers: new Numbers(),
    waitingLines: [],
    linesRun: 0,
    waitingLength: 0,
  };
}
