// Everything that the lines say, in one language. Names and rooms arrive as they are to be shown, harmless and perhaps
// painted; a phrase puts words around them and knows nothing else. The compiler keeps each language complete.

import type { Language, Localized } from '../../../commons/command-line/language.ts';
import type { FolderHolder } from '../../../commons/storage/folder-lock.ts';
import type { Problem } from '../../problems.ts';
import type { Reason } from '../../reasons.ts';
import type {
  Dispute,
  LinkReport,
  ListedRoom,
  MemberReport,
  NotEntered,
  NotReached,
  Path,
  ReportOf,
  TrackerState,
  TrustReport,
} from '../../reports.ts';

type WordFor<T extends string> = { readonly [K in T]: string };

export interface Phrases {
  readonly language: Language;
  readonly words: OurWords;
  readonly session: SessionPhrases;
  readonly profile: ProfilePhrases;
  readonly rooms: RoomPhrases;
  readonly links: LinkPhrases;
  readonly people: PeoplePhrases;
  readonly delivery: DeliveryPhrases;
  readonly keys: KeyPhrases;
  readonly invitations: InvitationPhrases;
  readonly requests: RequestPhrases;
  readonly wire: WirePhrases;
  readonly prompt: PromptPhrases;
  /** It may repeat what others have written: make it harmless afterwards. */
  problem(problem: Problem): string;
  /** The same of reasons: a clause, without a full stop. */
  reason(reason: Reason): string;
}

/** Words that begin a line or name its kind. A user with one of them as a name is shown in quotation marks. */
export interface OurWords {
  /** Who has written a line of our own. */
  readonly you: string;
  /** Stands where the room would. */
  readonly private: string;
  readonly warning: string;
  readonly error: string;
  /** Before the number of a further line of one message. */
  readonly line: string;
  /** What was sent with `/me`. */
  readonly action: string;
  readonly notEncrypted: string;
}

export interface SessionPhrases {
  ready(name: string, listen: string, tracker: string): string;
  readonly firstSteps: string;
  status(name: string, listen: string, tracker: TrackerState, rooms: readonly string[]): string;
  /** The tracker on this machine; `pid` null: it ran before. */
  trackerProcess(pid: number | null, log: string, data: string): string;
  readonly trackerConnected: string;
  /** How the keys of that connection were agreed on. */
  trackerKeys(group: string): string;
  trackerAway(reason: string): string;
  trackerSilent(reason: string): string;
  /** The next two lines are both passwords. */
  readonly newPasswordWanted: string;
  readonly passwordChanged: string;
  readonly encryptionIsOff: string;
  keysAreRecorded(file: string): string;
  trafficIsRecorded(file: string): string;
  /** Said when the program ends. */
  trafficWasRecorded(file: string): string;
  /** After the help of one command: its other names. */
  alsoCalled(aliases: readonly string[]): string;
}

/** Of the folder with the user's own files. No full stop at the end. */
export interface ProfilePhrases {
  readonly noHome: string;
  inUse(folder: string, holder: FolderHolder): string;
  withoutSockets(folder: string): string;
  /** The file system has no hard links, or cannot make the names of files durable, or neither. */
  weakFileSystem(folder: string, lacksLinks: boolean, lacksFolderSync: boolean): string;
  lost(folder: string): string;
  logFailed(file: string, reason: string): string;
  /** `reason` is the system's code. */
  cannotBeUsed(folder: string, reason: Localized): string;
}

export interface RoomPhrases {
  readonly none: string;
  listed(room: ListedRoomShown): string;
  made(room: string): string;
  /** `owner` null: it is ours. */
  joined(room: string, owner: string | null, others: readonly string[]): string;
  /** After signing in: private chats of the last time. */
  chatsGoOn(names: readonly string[]): string;
  /** `owner`: whose the room is now, if that is known. */
  notEntered(room: string, reason: NotEntered, owner: string | null): string;
  left(room: string): string;
  deleted(room: string): string;
  memberJoined(name: string, room: string): string;
  memberAway(name: string, room: string): string;
  memberBack(name: string, room: string): string;
  memberLeft(name: string, room: string): string;
  memberLost(name: string, room: string): string;
}

export interface ListedRoomShown {
  readonly room: string;
  readonly access: ListedRoom['access'];
  readonly owner: string;
  readonly seats: number;
  readonly present: readonly string[];
}

export interface LinkPhrases {
  connected(name: string, path: Path, security: LinkSecurity): string;
  recordsKeys(name: string): string;
  encryptionOff(name: string): string;
  /** It is we who do not want to. */
  refused(name: string, reason: string): string;
  unreachable(name: string, reason: string): string;
  readonly noAnswer: string;
  /** Nothing at the address of that person can be dialled from here. */
  readonly notReached: { readonly [Why in NotReached]: (name: string) => string };
  /** Others cannot dial us: `address` is where they believe us to be, or where that person is. */
  readonly cannotDialUs: {
    readonly [Why in ReportOf<'not_reachable'>['why']]: (
      name: string,
      address: string,
      listen: readonly string[],
    ) => string;
  };
}

export type LinkSecurity = 'plaintext' | 'encrypted' | 'verified';

/** What there is to say of a person in a list; commas stand between. */
export interface PeoplePhrases {
  /** `room` null: somewhere. */
  isThere(name: string, room: string | null): string;
  isAway(name: string): string;
  thatIsYou(name: string): string;
  inRooms(rooms: readonly string[]): string;
  /** `unseen`: there, as a link shows, but the tracker does not know it yet. */
  readonly state: WordFor<MemberReport['state'] | 'unseen'>;
  readonly link: WordFor<LinkReport>;
  /** How the keys of the link were agreed on. */
  keyExchange(group: string): string;
  readonly encrypted: string;
  readonly trust: WordFor<TrustReport>;
  readonly recordsKeys: string;
  readonly blocked: string;
  linesWaiting(count: number): string;
  /** After a name, or a room: `name` is known, and is not that one. */
  onlyLooksLike(name: string): string;
  /** `name` can be taken for `like`. */
  lookAlike(name: string, like: string): string;
}

export interface DeliveryPhrases {
  /** Who speaks, and to whom, where a line of ours is private. */
  youTo(you: string, name: string): string;
  kept(names: readonly string[]): string;
  delivered(people: readonly string[], isLate: boolean): string;
  recipient(name: string, how: { readonly isConfirmed: boolean; readonly isPlain: boolean }): string;
  /** `content`: the beginning of the line; empty if it is not known. */
  failed(name: string, reason: string, content: string): string;
}

export interface KeyPhrases {
  kept(name: string): string;
  verified(name: string): string;
  noLongerVerified(name: string): string;
  /** `was` null: it is not known any more. */
  changed(name: string, was: string | null, is: string, why: string | null): string;
  /** What is wrong with the statements that one key follows another. */
  readonly disputes: WordFor<Dispute>;
  /** Signed with the key that was known, and confirmed by the tracker. */
  replaced(name: string, was: string, is: string): string;
  /** Of our own key. */
  readonly rotation: { readonly [State in ReportOf<'key_rotation'>['state']]: (fingerprint: string) => string };
  /** Whether the tracker confirms a key that is known. */
  readonly checks: { readonly [Result in ReportOf<'key_check'>['result']]: (name: string) => string };
  rosterMismatch(mismatch: Mismatch): string;
  readonly noKey: string;
  own(fingerprint: string): string;
  of(name: string, trust: TrustReport, fingerprint: string): string;
  readonly youHaveNone: string;
  compare(name: string): string;
  /** After the number of a key that is marked as verified. */
  ifTheyDiffer(name: string): string;
  /** After the number of a key that is not. */
  ifTheyAreTheSame(name: string): string;
  /** After the number of a key that has not been accepted yet. */
  ifTheNewOneIs(name: string): string;
  blocked(name: string): string;
  unblocked(name: string): string;
}

export interface Mismatch {
  readonly room: string;
  readonly name: string;
  /** Each with the beginning of a key. */
  readonly told: readonly string[];
  readonly toldThem: readonly string[];
}

export interface InvitationPhrases {
  /** The next line is the password. */
  passwordWanted(room: string): string;
  passOn(room: string): string;
  asked(name: string, room: string, isPrivate: boolean): string;
  sent(name: string, room: string): string;
  accepted(name: string, room: string): string;
  declined(name: string, room: string): string;
}

/** Of people who have written for the first time, and wait. */
export interface RequestPhrases {
  asked(name: string): string;
  /** They wrote before the last restart. */
  askedBefore(name: string): string;
  notKept(name: string): string;
  refused(name: string, lines: number): string;
  declined(name: string): string;
  dropped(name: string): string;
  readonly none: string;
  listed(name: string, lines: number): string;
  listedBefore(name: string): string;
  droppedSoFar(people: number): string;
}

/** What stands before that which is typed. */
export interface WirePhrases {
  readonly watching: string;
  readonly notWatching: string;
  readonly tracker: string;
  sent(what: string, to: string, bytes: number, how: string): string;
  received(what: string, from: string, bytes: number, how: string): string;
  readonly encrypted: string;
  readonly plaintext: string;
}

export interface PromptPhrases {
  passwordOf(room: string): string;
  /** Of a room that is being made: typed twice. */
  newPasswordOf(room: string, isAgain: boolean): string;
  readonly passwordsDiffer: string;
  readonly currentPassword: string;
  newPassword(isAgain: boolean): string;
  readonly notEncrypted: string;
  readonly keysRecorded: string;
}
