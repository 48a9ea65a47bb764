// The tracker's replies, each by the purpose of its request.

import type { ListedPeerView, RoomView } from '../../../commons/model/views.ts';
import { type Answer, type Page, readAnyReply } from '../../../commons/protocol/replies.ts';
import type { ErrorReply, OkReply } from '../../../commons/protocol/tracker-messages.ts';
import { type AskedOfTracker, type Problem, refusalOf } from '../../problems.ts';
import { openPrivate } from '../messages/private-talk.ts';
import { watchAnswered, watchFailed } from '../people/watching.ts';
import type { Purpose } from '../records/pending-requests.ts';
import { problem } from '../report.ts';
import { inviteFound } from '../rooms/invitations.ts';
import { roomLookedAt, seatRefused, seatTakenAgain } from '../rooms/returning.ts';
import { roomKeyOf } from '../rooms/room-keys.ts';
import { wantPassword } from '../rooms/room-passwords.ts';
import {
  isSeatless,
  leaveRoom,
  leaveWithoutTracker,
  lostSeat,
  rejoined,
  reportLaidOpen,
  roomCreated,
  roomDeleted,
  roomJoined,
} from '../rooms/seats.ts';
import type { Turn } from '../turn.ts';
import { lookedUp, lookUpFailed, lookUpUnanswered } from './answered-look-ups.ts';
import { takeAsked } from './asking.ts';
import { listedPeers, listedRooms } from './lists.ts';

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

/** The reply does not fit the request: it is ignored, and the request has failed. */
function answeredElse(turn: Turn, purpose: Purpose): void {
  if (purpose.kind === 'lookUp') return lookUpUnanswered(turn, purpose.username);
  if (purpose.kind === 'giveUpSeat') return;
  if (purpose.kind === 'watch') return watchFailed(turn);
  if (purpose.kind === 'resume' || purpose.kind === 'lookAtRoom')
    return seatRefused(turn, roomOf(purpose), 'BAD_REPLY');
  problem(turn, { code: 'BAD_REPLY' }, listAskedFor(purpose));
}

/** No reply to the request will come. */
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
      return peersListed(turn, purpose, reply.answer);
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
      return; // The tracker client handles these.
  }
}

function roomOf(purpose: Extract<Purpose, { kind: 'resume' | 'lookAtRoom' }>): string {
  return purpose.kind === 'resume' ? purpose.room : purpose.kept.room;
}

function seated(turn: Turn, purpose: Purpose, view: RoomView): void {
  switch (purpose.kind) {
    case 'create':
      return roomCreated(turn, view, purpose.opening);
    case 'join':
      return roomJoined(turn, view, purpose.opening);
    case 'resume':
      return seatTakenAgain(turn, view, purpose.kept, purpose.opening);
    case 'rejoin':
      return rejoined(turn, purpose.room, view);
  }
}

function peersListed(turn: Turn, purpose: Purpose, page: Page<ListedPeerView>): void {
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
  if (purpose.kind === 'lookUp') return lookUpUnanswered(turn, purpose.username);
  if (purpose.kind === 'rejoin') return lostSeat(turn, purpose.room, reply);
  if (purpose.kind === 'giveUpSeat') return; // Then there is no seat.
  if (purpose.kind === 'watch') return watchFailed(turn);
  if (purpose.kind === 'resume' || purpose.kind === 'lookAtRoom') return seatRefused(turn, roomOf(purpose), code);
  if (purpose.kind === 'join' && code === 'PASSWORD_REQUIRED') {
    if (roomKeyOf(turn.state, purpose.room)?.key) return reportLaidOpen(turn, purpose.room);
    return wantPassword(turn, 'join', purpose.room);
  }
  problem(turn, refusalOf(reply, askedBy(purpose)), listAskedFor(purpose));
  if (purpose.kind === 'leave' && isSeatless(code)) leaveRoom(turn, purpose.room);
}
