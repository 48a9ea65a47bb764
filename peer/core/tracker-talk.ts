// What the tracker says: that we are logged in, that it is gone, and its replies, each by the purpose of its request.

import { nameKey } from '../../commons/model/names.ts';
import type { ListedPeerView, RoomView } from '../../commons/model/views.ts';
import { type Answer, type Page, readAnyReply } from '../../commons/protocol/replies.ts';
import type { ErrorReply, OkReply, Request } from '../../commons/protocol/tracker-messages.ts';
import { type AskedOfTracker, type Problem, refusalOf } from '../problems.ts';
import type { Reason } from '../reasons.ts';
import { identified, judgeWithoutTracker } from './admission.ts';
import { ask, takeAsked } from './asking.ts';
import { blockOf, contactOf, trustOf } from './contacts.ts';
import { say } from './conversations.ts';
import type { LoggedIn } from './events.ts';
import { inviteFound } from './invitations.ts';
import { forgetRoom } from './kept-conversations.ts';
import { checkKeysAgain, reportUnconfirmed } from './key-checks.ts';
import { likeness, roomLookedLike, userLookedLike } from './look-alikes.ts';
import { isPresentInRoom, roomNamed } from './look-ups.ts';
import { reportNextKey } from './own-key.ts';
import { located, notOnline, seek } from './presence.ts';
import { beginPrivateChat } from './private-chats.ts';
import { checkListening } from './reach.ts';
import { type Conversation, isSameConversation } from './records/conversation.ts';
import type { Purpose, PurposeOf } from './records/pending-requests.ts';
import type { Opening } from './records/room-key.ts';
import { problem, report } from './report.ts';
import { acceptPerson } from './requests.ts';
import { beginReturning, roomLookedAt, seatRefused, seatTakenAgain, takeSeatsAgain } from './returning.ts';
import { forgetRoomKey, joinRequest, roomKeyOf } from './room-keys.ts';
import { wantPassword } from './room-passwords.ts';
import { enterRoom, exitRoom, switchTo, updateRoom } from './rooms.ts';
import { rostersInterrupted } from './rosters.ts';
import { setTimer } from './timers.ts';
import type { Turn } from './turn.ts';
import { watchAnswered, watchFailed } from './watching.ts';

/** Someone who is not there is looked for this often while there is something to tell them. */
const LOOK_AGAIN_MS = 30_000;

/** Refusals that say that we have no seat; after any other we may still have it. */
const HAS_NO_SEAT = new Set([
  'NO_SUCH_ROOM',
  'NOT_A_MEMBER',
  'ROOM_FULL',
  'TOO_MANY_ROOMS',
  'PASSWORD_REQUIRED',
  'INVITE_REQUIRED',
  'WRONG_SECRET',
]);

/** Entries of one list, after which no more are asked for: a tracker that never ends its list does not keep us busy. */
const MAX_LISTED = 10_000;

/** And pages, of 64 KiB at most: 16 MiB. An honest tracker needs a hundred for that many entries. */
const MAX_PAGES = 256;

/** Logged in, for the first time or again: we take our seats again and learn what has changed meanwhile. */
export function loggedIn(turn: Turn, login: LoggedIn): void {
  const { state } = turn;
  state.tracker.loggedIn(login);
  state.watch.clearWatched();
  state.watch.markOutdated();
  if (!state.lifetime.isReady) {
    state.lifetime.setReady();
    const { username, listen, trackerName: tracker, encryption, fingerprint, keyLog: keylog } = state;
    const started = state.trackerProcess ? { tracker_process: state.trackerProcess } : {};
    report(turn, { event: 'ready', username, listen, tracker, encryption, fingerprint, keylog, ...started });
    reportContacts(turn);
    reportNextKey(turn);
    beginReturning(turn);
  }
  report(turn, { event: 'tracker', state: 'connected' });
  checkListening(turn);
  const left = state.rooms.takeToLeave(login.rooms);
  for (const room of left) ask(turn, { cmd: 'LEAVE_ROOM', room }, { kind: 'leave', room });
  const rejoined = [...state.rooms.values()];
  takeSeatsAgain(
    turn,
    login.rooms.filter((name) => !left.includes(name)),
  );
  for (const person of state.people.values()) if (person.chat.isOpen) seek(turn, person);
  // Our seat may be lost meanwhile: what opened the room opens it again.
  const joinAgain = (room: string): Request => joinRequest(room, roomKeyOf(state, room));
  for (const { name } of rejoined) ask(turn, joinAgain(name), { kind: 'rejoin', room: name });
  checkKeysAgain(turn);
}

function reportContacts(turn: Turn): void {
  const contacts = [...turn.state.contacts.values()].map(({ username, blocked }) => ({
    username,
    trust: trustOf(turn.state, username),
    blocked: blocked ?? false,
  }));
  if (contacts.length > 0) report(turn, { event: 'contacts', contacts });
}

export function trackerLost(turn: Turn, reason: Reason): void {
  turn.state.tracker.setAway('lost');
  rostersInterrupted(turn);
  report(turn, { event: 'tracker', state: 'lost', reason });
}

export function trackerAwaited(turn: Turn, retryInMs: number, reason: Reason): void {
  turn.state.tracker.setAway('reconnecting');
  report(turn, { event: 'tracker', state: 'reconnecting', reason, retry_in_ms: Math.round(retryInMs) });
}

/** The tracker's answer to one of our requests. */
export function replied(turn: Turn, request: number, reply: OkReply | ErrorReply): void {
  const asked = takeAsked(turn, request);
  if (!asked?.message) return;
  const { purpose, message } = asked;
  if (reply.status === 'ERROR') return refused(turn, purpose, reply);
  const read = readAnyReply(message, reply, turn.state.username);
  if ('data' in read) granted(turn, purpose, read.data);
  else answeredElse(turn, purpose);
}

/** The tracker answers something else than what was asked: nothing of it counts, and nothing follows from it. */
function answeredElse(turn: Turn, purpose: Purpose): void {
  if (purpose.kind === 'lookUp') return notTold(turn, purpose.username);
  if (purpose.kind === 'giveUpSeat') return;
  if (purpose.kind === 'watch') return watchFailed(turn);
  if (purpose.kind === 'resume' || purpose.kind === 'lookAtRoom')
    return seatRefused(turn, roomOf(purpose), 'BAD_REPLY');
  problem(turn, { code: 'BAD_REPLY' }, listAskedFor(purpose));
}

/** There will be no answer to that request. */
export function requestFailed(turn: Turn, request: number, wasSent: boolean): void {
  const purpose = takeAsked(turn, request)?.purpose;
  if (!purpose) return;
  switch (purpose.kind) {
    case 'lookUp':
      return lookUpFailed(turn, purpose.username);
    case 'watch':
      return watchFailed(turn);
    case 'rejoin':
    case 'resume':
    case 'lookAtRoom':
    case 'giveUpSeat':
    case 'derive':
      return; // The next login asks again.
    case 'leave':
      return leaveWithoutTracker(turn, purpose.room);
    case 'create':
    case 'join':
      if (wasSent) turn.state.returning.markUnanswered(purpose.room, purpose.opening);
      return problem(turn, unanswered(purpose, wasSent));
    default:
      return problem(turn, unanswered(purpose, wasSent), listAskedFor(purpose));
  }
}

/** A request that the tracker did not answer. */
function unanswered(purpose: Purpose, wasSent: boolean): Problem {
  const asked = askedBy(purpose);
  const changesRooms = asked.to === 'create' || asked.to === 'join' || asked.to === 'delete';
  return { code: 'TRACKER_AWAY', why: wasSent ? (changesRooms ? 'may_be_done' : 'no_answer') : 'not_sent', asked };
}

function askedBy(purpose: Purpose): AskedOfTracker {
  switch (purpose.kind) {
    case 'create':
    case 'join':
    case 'delete':
    case 'leave':
      return { to: purpose.kind, room: purpose.room };
    case 'openInvite':
    case 'openPrivate':
      return { to: 'find', username: purpose.to };
    case 'listRooms':
      return { to: 'list', what: 'rooms' };
    case 'listPeers':
      return { to: 'list', what: 'peers' };
    default:
      return { to: 'other' };
  }
}

function listAskedFor({ kind }: Purpose): 'rooms' | 'peers' | undefined {
  return kind === 'listRooms' ? 'rooms' : kind === 'listPeers' ? 'peers' : undefined;
}

/** The tracker is not there to be told: we leave all the same, and tell it when it is back. */
export function leaveWithoutTracker(turn: Turn, name: string): void {
  const room = roomNamed(turn.state, name);
  turn.state.rooms.leaveLater(name);
  if (room) leaveRoom(turn, room.name);
}

function granted(turn: Turn, purpose: Purpose, reply: Answer): void {
  switch (reply.cmd) {
    case 'CREATE_ROOM':
    case 'JOIN_ROOM':
      return seated(turn, purpose, reply.answer.room);
    case 'LIST_ROOMS':
      if (purpose.kind === 'listRooms') listedRooms(turn, purpose, reply.answer);
      if (purpose.kind === 'lookAtRoom') roomLookedAt(turn, purpose.kept, reply.answer);
      return;
    case 'LIST_PEERS':
      return peersTold(turn, purpose, reply.answer);
    case 'WATCH_PEERS':
      return watchAnswered(turn, reply.answer);
    case 'LEAVE_ROOM':
      if (purpose.kind === 'leave') leaveRoom(turn, purpose.room);
      return;
    case 'DELETE_ROOM':
      if (purpose.kind === 'delete') roomDeleted(turn, purpose.room, turn.state.username);
      return;
    case 'REGISTER':
    case 'LOGIN':
    case 'SCRAM':
    case 'PASSWORD':
    case 'LOGOUT':
      return; // Of no concern here.
  }
}

function roomOf(purpose: Extract<Purpose, { kind: 'resume' | 'lookAtRoom' }>): string {
  return purpose.kind === 'resume' ? purpose.room : purpose.kept.room;
}

function seated(turn: Turn, purpose: Purpose, view: RoomView): void {
  switch (purpose.kind) {
    case 'create':
      if (isUnlocked(view, purpose.opening)) return notLocked(turn, view);
      report(turn, { event: 'room_created', room: view.name });
      return joined(turn, view, true, purpose.opening);
    case 'join':
      return joined(turn, view, true, purpose.opening);
    case 'resume':
      return seatTakenAgain(turn, view, purpose.kept, purpose.opening);
    case 'rejoin':
      return rejoined(turn, purpose.room, view);
  }
}

function peersTold(turn: Turn, purpose: Purpose, page: Page<ListedPeerView>): void {
  switch (purpose.kind) {
    case 'listPeers':
      return listedPeers(turn, purpose, page);
    case 'openInvite':
      return inviteFound(turn, purpose.to, purpose.room, page.entries[0]);
    case 'openPrivate':
      return openPrivate(turn, purpose.to, purpose.text, page.entries[0]);
    case 'lookUp':
      return lookedUp(turn, purpose.username, page.entries[0]);
  }
}

function refused(turn: Turn, purpose: Purpose, reply: ErrorReply): void {
  const { code } = reply;
  if (purpose.kind === 'lookUp') return notTold(turn, purpose.username);
  if (purpose.kind === 'rejoin') return lostSeat(turn, purpose.room, reply);
  if (purpose.kind === 'giveUpSeat') return; // Then there is no seat.
  if (purpose.kind === 'watch') return watchFailed(turn);
  if (purpose.kind === 'resume' || purpose.kind === 'lookAtRoom') return seatRefused(turn, roomOf(purpose), code);
  if (purpose.kind === 'join' && code === 'PASSWORD_REQUIRED') {
    if (roomKeyOf(turn.state, purpose.room)?.key) return sayLaidOpen(turn, purpose.room);
    return wantPassword(turn, 'join', purpose.room);
  }
  problem(turn, refusalOf(reply, askedBy(purpose)), listAskedFor(purpose));
  if (purpose.kind === 'leave' && HAS_NO_SEAT.has(code)) leaveRoom(turn, purpose.room);
}

function sayLaidOpen(turn: Turn, name: string): void {
  problem(turn, { code: 'NOT_BY_INVITATION', room: name });
}

/** Whether we know the room as one by invitation, and the tracker does not. */
function isLaidOpen({ state }: Turn, view: RoomView, opening: Opening | null): boolean {
  const key = opening?.key ?? roomKeyOf(state, view.name)?.key ?? null;
  return key !== null && view.access !== 'invite';
}

/** Whether a room was made open that was to have a password: an earlier tracker knows of none, another one lies. */
function isUnlocked({ access }: RoomView, opening: Opening | null): boolean {
  return opening !== null && opening.key === null && access !== 'password';
}

function notLocked(turn: Turn, { name }: RoomView): void {
  problem(turn, { code: 'NOT_LOCKED', room: name });
  ask(turn, { cmd: 'DELETE_ROOM', room: name }, { kind: 'delete', room: name });
}

/** The room was created again, or the tracker lies: it must not be used as if all members were invited. */
function contradicted(turn: Turn, { name }: RoomView): void {
  sayLaidOpen(turn, name);
  const room = roomNamed(turn.state, name);
  if (room) leaveRoom(turn, room.name, 'lost');
  ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name });
}

function joined(turn: Turn, view: RoomView, turnsToIt: boolean, opening: Opening | null): void {
  if (isLaidOpen(turn, view, opening)) return contradicted(turn, view);
  // The user was told that it has no password any more, and has entered it: that is not asked again the next time.
  const isOpenAsTold = (view.access ?? 'open') === 'open' && turn.state.askedRooms.has(nameKey(view.name));
  if (isOpenAsTold) forgetRoomKey(turn, view.name);
  enterRoom(turn, view, turnsToIt, isOpenAsTold ? null : opening);
}

function rejoined(turn: Turn, name: string, view: RoomView): void {
  const room = roomNamed(turn.state, name);
  if (!room) return;
  if (isLaidOpen(turn, view, null)) return contradicted(turn, view);
  if (view.owner === room.owner) updateRoom(turn, view, false);
  else leaveOtherRoom(turn, view);
}

/** The tracker tells, unasked, of a room that we may sit in. */
export function roomChanged(turn: Turn, view: RoomView): void {
  const room = roomNamed(turn.state, view.name);
  if (room && view.owner !== room.owner && view.revision > room.membership.revision) leaveOtherRoom(turn, view);
  else updateRoom(turn, view, true);
}

/** A room of that name with another owner is another room, made while we were away: we are not to talk there. */
function leaveOtherRoom(turn: Turn, { name }: RoomView): void {
  ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name });
  roomDeleted(turn, name, null);
}

/** We could not take our seat again: the grace was over and someone else has it, or the room is gone. */
function lostSeat(turn: Turn, name: string, reply: ErrorReply): void {
  const { code } = reply;
  if (code === 'NO_SUCH_ROOM') return roomDeleted(turn, name, null);
  problem(turn, refusalOf(reply, { to: 'rejoin', room: name }));
  if (HAS_NO_SEAT.has(code)) leaveRoom(turn, name, 'lost');
}

function leaveRoom(turn: Turn, name: string, reason: 'left' | 'lost' = 'left'): void {
  const room = roomNamed(turn.state, name);
  if (reason === 'left') forgetRoom(turn, name);
  if (!room) return;
  report(turn, { event: 'room_left', room: room.name, reason });
  exitRoom(turn, room, { why: 'you_left' });
}

export function roomDeleted(turn: Turn, name: string, by: string | null): void {
  const room = roomNamed(turn.state, name);
  if (room || by !== null) report(turn, { event: 'room_deleted', room: room?.name ?? name, by });
  if (by !== null) forgetRoomKey(turn, name); // Not on the tracker's word: it could make an open room of it.
  forgetRoom(turn, name);
  if (room) exitRoom(turn, room, { why: 'room_deleted' });
}

function listedRooms(turn: Turn, { soFar, pages }: PurposeOf<'listRooms'>, page: Page<RoomView>): void {
  const views = [...soFar, ...page.entries];
  if (page.next !== undefined && views.length < MAX_LISTED && pages < MAX_PAGES) {
    return ask(turn, { cmd: 'LIST_ROOMS', after: page.next }, { kind: 'listRooms', soFar: views, pages: pages + 1 });
  }
  const present = (view: RoomView): string[] =>
    view.seats.filter((seat) => seat.state === 'present').map((seat) => seat.username);
  const rooms = views.map((view) => ({
    name: view.name,
    owner: view.owner,
    present: present(view),
    seats: view.seats.length,
    access: view.access ?? ('open' as const),
    ...likeness(roomLookedLike(turn.state, view.name)),
  }));
  report(turn, { event: 'rooms', rooms });
}

function listedPeers(turn: Turn, { soFar, pages }: PurposeOf<'listPeers'>, page: Page<ListedPeerView>): void {
  const views = [...soFar, ...page.entries];
  if (page.next !== undefined && views.length < MAX_LISTED && pages < MAX_PAGES) {
    return ask(turn, { cmd: 'LIST_PEERS', after: page.next }, { kind: 'listPeers', soFar: views, pages: pages + 1 });
  }
  const peers = views.map(({ username, address, port, room, rooms }) => ({
    username,
    address,
    port,
    rooms: rooms ?? (room ? [room] : []),
    state: 'present' as const,
    ...(username === turn.state.username ? {} : likeness(userLookedLike(turn.state, username))),
    link: turn.state.people.get(username)?.links.reported ?? null,
    ...(blockOf(turn.state, username) ? { blocked: true as const } : {}),
  }));
  report(turn, { event: 'peers', room: null, peers });
}

/** `/msg` to someone we shared nothing with so far. */
function openPrivate(turn: Turn, to: string, text: string | null, found: ListedPeerView | undefined): void {
  // A person met before may come back; any other name may be mistyped.
  const met = found ? undefined : contactOf(turn.state, to);
  const username = found?.username ?? (met?.fingerprint ? met.username : null);
  if (username === null) {
    return problem(turn, { code: 'NO_SUCH_PEER', username: to });
  }
  const person = turn.state.people.findOrAdd(username);
  beginPrivateChat(turn.state, person);
  if (found) located(turn, person, found, 0);
  talkPrivately(turn, { kind: 'private', to: username }, text);
}

/** Without a text the conversation is switched to; with one it is only said, unless there is no other conversation. */
export function talkPrivately(turn: Turn, conversation: Conversation & { kind: 'private' }, text: string | null): void {
  const { current } = turn.state.conversation;
  const isThere = isSameConversation(current, conversation);
  if (!isThere && (text === null || current === null)) switchTo(turn, conversation);
  acceptPerson(turn, conversation.to);
  if (text !== null) say(turn, conversation, text);
}

function lookedUp(turn: Turn, username: string, found: ListedPeerView | undefined): void {
  if (found?.username !== username) return notFound(turn, username); // Of the same name in other letters we know nothing.
  identified(turn, username, found);
  const person = turn.state.people.get(username);
  if (person) located(turn, person, found, 0);
}

function lookUpFailed(turn: Turn, username: string): void {
  judgeWithoutTracker(turn, username);
  const person = turn.state.people.get(username);
  if (person) reportUnconfirmed(turn, person, 'tracker_away');
}

/** The tracker did not say who that is, and not that they are away either. */
function notTold(turn: Turn, username: string): void {
  lookUpFailed(turn, username);
  const person = turn.state.people.get(username);
  if (person && !person.outgoing.outbox.isEmpty) setTimer(turn, { kind: 'seek', username }, LOOK_AGAIN_MS);
}

function notFound(turn: Turn, username: string): void {
  identified(turn, username, null);
  const person = turn.state.people.get(username);
  if (person) reportUnconfirmed(turn, person, 'not_online');
  if (!person || isPresentInRoom(turn.state, username)) return;
  notOnline(turn, person);
  if (!person.outgoing.outbox.isEmpty) setTimer(turn, { kind: 'seek', username }, LOOK_AGAIN_MS);
}
