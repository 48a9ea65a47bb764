// Everything the client knows. Each record is written by its own methods only; all read it.

import { Guesses } from '../../commons/limits/guesses.ts';
import { GUESS_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { CoreOptions } from './core-options.ts';
import { Arrivals } from './records/arrivals.ts';
import { AskedRooms } from './records/asked-rooms.ts';
import { Contacts } from './records/contacts.ts';
import { CurrentConversation } from './records/current-conversation.ts';
import { Kept } from './records/kept.ts';
import { KeyChecks } from './records/key-checks.ts';
import { Lifetime } from './records/lifetime.ts';
import { LookAlikes } from './records/look-alikes.ts';
import { Numbers } from './records/numbers.ts';
import { OwnKey } from './records/own-key.ts';
import { PendingRequests } from './records/pending-requests.ts';
import { People } from './records/people.ts';
import { Questions } from './records/questions.ts';
import { ReceivedInvitations } from './records/received-invitations.ts';
import { ReportedNames } from './records/reported-names.ts';
import { RequestBox } from './records/request-box.ts';
import { Returning } from './records/returning.ts';
import { RoomKeys } from './records/room-keys.ts';
import { Rooms } from './records/rooms.ts';
import { SentInvitations } from './records/sent-invitations.ts';
import { TrackerSession } from './records/tracker-session.ts';
import { WaitingIntents } from './records/waiting-intents.ts';
import { Watch } from './records/watch.ts';

/** `not_listening` and `only_here` (`reach`). */
const REASONS_UNREACHABLE = 2;

export interface PeerState extends Omit<CoreOptions, 'contacts' | 'roomKeys' | 'nextKey' | 'conversations'> {
  readonly ownKey: OwnKey;
  readonly contacts: Contacts;
  readonly roomKeys: RoomKeys;
  /** The rooms and private chats that are stored for the next session. */
  readonly kept: Kept;
  readonly returning: Returning;
  readonly askedRooms: AskedRooms;
  readonly arrivals: Arrivals;
  readonly keyChecks: KeyChecks;
  /** Wrong proofs of invitations, by the key that showed them. */
  readonly guesses: Guesses;
  readonly invitations: ReceivedInvitations;
  readonly requestBox: RequestBox;
  readonly sentInvitations: SentInvitations;
  readonly questions: Questions;
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
  readonly intents: WaitingIntents;
}

export function initialState({ contacts, roomKeys, conversations, nextKey, ...options }: CoreOptions): PeerState {
  return {
    ...options,
    contacts: new Contacts(contacts),
    roomKeys: new RoomKeys(roomKeys),
    kept: new Kept(conversations),
    returning: new Returning(conversations === null),
    askedRooms: new AskedRooms(),
    arrivals: new Arrivals(),
    keyChecks: new KeyChecks(),
    guesses: new Guesses(GUESS_LIMITS.roomProof),
    invitations: new ReceivedInvitations(),
    requestBox: new RequestBox(conversations?.requests?.map(({ username }) => username) ?? []),
    sentInvitations: new SentInvitations(),
    questions: new Questions(),
    tracker: new TrackerSession(),
    watch: new Watch(),
    lookAlikes: new LookAlikes(),
    ownKey: new OwnKey(nextKey),
    reportedUnreachable: new ReportedNames(REASONS_UNREACHABLE),
    lifetime: new Lifetime(),
    rooms: new Rooms(),
    people: new People(),
    conversation: new CurrentConversation(),
    requests: new PendingRequests(),
    numbers: new Numbers(),
    intents: new WaitingIntents(),
  };
}
