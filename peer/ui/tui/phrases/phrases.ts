// What the full screen says of its own. What happens is told by the phrases that all front ends share.

import type { NotEntered } from '../../../reports.ts';
import type { Characters } from '../screen/characters.ts';

/** Something takes a while: what it is, and what Escape does meanwhile. */
export interface WaitingPhrase {
  readonly text: string;
  readonly hint: string;
}

export interface TuiPhrases {
  // sign-in
  readonly signInTitle: string;
  readonly name: string;
  readonly password: string;
  readonly passwordAgain: string;
  readonly trackerAddress: string;
  readonly logIn: string;
  readonly register: string;
  /** Where there is no room for more. */
  readonly registerShort: string;
  readonly signInHint: string;
  readonly registerHint: string;
  readonly passwordOptional: string;
  readonly passwordOptionalShort: string;
  otherNames(names: readonly string[]): string;
  readonly passwordNeeded: string;
  readonly passwordsDiffer: string;
  passwordTooShort(characters: number): string;
  /** `problem`: the same in English, perhaps with more detail. */
  badName(problem: string): string;
  readonly badTracker: string;
  readonly tagline: string;
  contacting(tracker: string): string;
  readonly preparing: WaitingPhrase;
  unknownOrWrong(name: string): string;
  /** Where the key of that name lies here. */
  wrongPassword(name: string): string;
  nameTaken(name: string): string;
  keyUnknown(name: string): string;
  readonly cancelHint: string;
  /** The tracker shows another key than before. */
  readonly trackerKey: {
    changed(tracker: string): string;
    known(fingerprint: string): string;
    shown(fingerprint: string): string;
    readonly advice: string;
    readonly trust: LetterPhrase;
  };
  readonly passphrase: string;
  readonly newPassphrase: string;
  readonly passphraseAgain: string;
  readonly wrongPassphrase: string;
  readonly emptyPassphrase: string;
  // home
  youAre(name: string): string;
  readonly welcome: readonly string[];
  // bars
  readonly rooms: string;
  readonly direct: string;
  peopleCount(count: number): string;
  readonly home: string;
  readonly program: string;
  owner(name: string): string;
  readonly ownerYou: string;
  readonly nobodyElse: string;
  /** Where there is little room. */
  readonly nobodyElseShort: string;
  readonly ended: string;
  readonly encrypted: string;
  notEncrypted(names: string): string;
  readonly encryptionOff: string;
  readonly keysRecorded: string;
  readonly trafficRecorded: string;
  verifiedCount(verified: number, all: number): string;
  recordKeys(names: string): string;
  readonly trackerConnected: string;
  readonly trackerLost: string;
  readonly trackerConnecting: string;
  reachedCount(reached: number, all: number): string;
  activity(list: string): string;
  more(count: number): string;
  /** The first word of that, as F8 explains it. */
  readonly moreMark: string;
  readonly muted: string;
  waitingCount(invitations: number, requests: number): string;
  readonly hints: readonly (readonly [key: string, what: string])[];
  // log
  day(at: number): string;
  readonly newMessages: string;
  writtenAt(time: string): string;
  readonly you: string;
  // overlays
  readonly helpTitle: string;
  readonly helpSearchHint: string;
  helpFound(query: string): string;
  readonly helpKeys: { readonly anywhere: string; readonly typing: string; readonly list: string };
  readonly helpCommands: string;
  readonly helpNotes: readonly string[];
  readonly closeHint: string;
  readonly scrollHint: string;
  /** Beside the keys of a page that is longer than the screen. */
  readonly moreHint: string;
  readonly goToTitle: string;
  readonly goToHint: string;
  readonly nothingFound: string;
  readonly roomsTitle: string;
  readonly roomsHint: string;
  readonly noRooms: string;
  createRoom(name: string): string;
  createRoomByInvitation(name: string): string;
  createRoomWithPassword(name: string): string;
  seats(taken: number): string;
  readonly locks: { readonly open: string; readonly password: string; readonly invite: string };
  readonly youAreIn: string;
  /** Of a name or a room: `name` is known, and is not that one. */
  onlyLooksLike(name: string): string;
  ownedBy(name: string): string;
  readonly waitingForTracker: string;
  readonly trackerIsAway: string;
  /** The title of a list that is old, and of one that never came. */
  listAsOf(title: string, time: string): string;
  listUnknown(title: string): string;
  readonly peopleTitle: string;
  readonly peopleHint: string;
  readonly nobodyOnline: string;
  personTitle(name: string): string;
  readonly writeTo: string;
  readonly verifyPerson: string;
  askInto(room: string): string;
  readonly block: string;
  readonly unblock: string;
  readonly acceptKey: string;
  readonly showKey: string;
  readonly invitationsTitle: string;
  readonly noInvitations: string;
  accept(from: string, room: string): string;
  decline(from: string, room: string): string;
  /** Of somebody who has written for the first time. */
  acceptRequest(from: string): string;
  declineRequest(from: string): string;
  blockRequest(from: string): string;
  requestLines(lines: number): string;
  readonly requestFromBefore: string;
  requestsDropped(people: number): string;
  readonly addressesTitle: string;
  readonly noAddresses: string;
  confirmOpen(address: string): string;
  cannotOpen(address: string): string;
  readonly wireTitle: string;
  readonly wirePaused: string;
  /** While the line has the keys, and while the panel has them. */
  readonly wireHint: string;
  readonly wireKeysHint: string;
  readonly wireEmpty: string;
  readonly wireNoneFound: string;
  readonly wireShown: string;
  readonly wireHidden: string;
  wireSaved(file: string, count: number): string;
  readonly layers: {
    readonly meaning: string;
    object(bytes: number): string;
    readonly record: string;
    readonly encrypted: string;
    readonly noRecord: string;
    tlsRecord(kind: number, version: number, bytes: number): string;
    readonly path: string;
    connection(number: number, isDialled: boolean, at: string): string;
    bytes(count: number | null): string;
    readonly noBytes: string;
    /** In plain text. */
    readonly hiddenBytes: string;
  };
  readonly chooseHint: string;
  verifyTitle(name: string): string;
  verifyHow(name: string): string;
  readonly verifyMatch: string;
  readonly verifyDiffer: string;
  verifyLookAlike(name: string, like: string): string;
  readonly verifyMarked: string;
  readonly verifyHint: string;
  readonly verifyNewKey: string;
  inviteTitle(room: string): string;
  readonly inviteHow: string;
  readonly inviteHint: string;
  readonly inviteCopied: string;
  readonly inviteReveal: string;
  readonly explainTitle: string;
  confirmDelete(room: string): string;
  confirmQuitUnsent(count: number): string;
  confirmLeaveUnsent(label: string, count: number): string;
  readonly yes: LetterPhrase;
  /** Stands beside the letters that answer a question. */
  readonly questionCancel: string;
  askInvitation(room: string): string;
  readonly askBrokenInvitation: string;
  readonly joinInvitation: LetterPhrase;
  readonly sendInvitation: LetterPhrase;
  /** A room of the last time that was not entered; `owner`: whose it is now, if that is known. */
  askRoom(room: string, reason: NotEntered, owner: string | null): string;
  readonly enterRoom: LetterPhrase;
  readonly forgetRoom: LetterPhrase;
  confirmAcceptKey(name: string): string;
  confirmSend(lines: number): string;
  readonly currentPassword: string;
  /** Of one's own, that is new. */
  readonly newPassword: { readonly first: string; readonly again: string; readonly differ: string };
  roomPassword(room: string): string;
  /** Of a room that is being made, with `isAgain` for the second time. */
  newRoomPassword(room: string, isAgain: boolean): string;
  readonly roomPasswordsDiffer: string;
  readonly passwordHint: string;
  // line
  readonly historySearch: string;
  readonly logSearch: string;
  searchHint(isFound: boolean): string;
  /** The `at`th of so many, from the newest; `at` null: none of them is shown. */
  searchCount(at: number | null, count: number): string;
  readonly quitAgain: string;
  readonly leaving: WaitingPhrase;
  readonly lineTooLong: string;
  notSentElsewhere(label: string): string;
  readonly nothingUnread: string;
  /** What was written privately to somebody, in another conversation. */
  echoPrivate(to: string, text: string): string;
  notSentAlone(room: string): string;
  notSentBlocked(room: string): string;
  readonly notSentNowhere: string;
  // local commands
  set(name: string, value: string): string;
  setForNextStart(name: string, value: string): string;
  readonly fromNextStart: string;
  /** `problem`: the same in English, perhaps with more detail. `form`: what may be; null: there is no such setting. */
  badSetting(problem: string, name: string, form: string | null): string;
  settingsInFile(file: string): string;
  settingNotKept(problem: string): string;
  nextStartNotKept(problem: string): string;
  exported(file: string, lines: number): string;
  exportFailed(file: string, problem: string): string;
  readonly fileExists: string;
  noConversation(label: string): string;
  mutedNow(label: string): string;
  unmutedNow(label: string): string;
  notFound(text: string): string;
}

/** An answer that is given by one letter. */
export interface LetterPhrase {
  /** Lower case; it answers in both. */
  readonly letter: string;
  readonly label: string;
}

/** What every mark means, in whole sentences. */
export interface MarkPhrases {
  tracker: {
    connected(name: string): string;
    lost(name: string, reason: string): string;
    reconnecting(name: string, reason: string): string;
  };
  readonly encryptionOn: string;
  readonly encryptionPrefer: string;
  readonly encryptionOff: string;
  keylog(file: string): string;
  person: {
    reached(name: string): string;
    connecting(name: string): string;
    away(name: string): string;
    unreached(name: string, reason: string): string;
    refused(name: string, reason: string): string;
    blocked(name: string): string;
    encrypted(name: string): string;
    plaintext(name: string): string;
    verified(name: string): string;
    unverified(name: string): string;
    changed(name: string): string;
    /** Can be taken for `like`. */
    lookAlike(name: string, like: string): string;
    records(name: string): string;
    encryptionOff(name: string): string;
    confirmsNothing(name: string): string;
  };
  line: {
    waiting(text: string, names: string): string;
    partly(text: string, got: string, waits: string): string;
    sent(text: string, names: string): string;
    delivered(text: string, names: string): string;
    failed(text: string, names: string): string;
  };
  unread(label: string, count: number, highlights: number): string;
  ended(label: string): string;
  muted(label: string): string;
  more(count: number): string;
  readonly plaintextLine: string;
  /** All marks beside messages and people, as this terminal shows them. */
  lineMarks(characters: Characters): readonly string[];
}
