// Our seats in rooms, as the tracker grants, changes and takes them. A room that is not the one that we know is left.

import { nameKey } from '../../../commons/model/names.ts';
import type { RoomView } from '../../../commons/model/views.ts';
import type { ErrorReply } from '../../../commons/protocol/tracker-messages.ts';
import { refusalOf } from '../../problems.ts';
import { roomNamed } from '../look-ups.ts';
import type { Opening } from '../records/room-key.ts';
import { problem, report } from '../report.ts';
import { ask } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { forgetRoom } from './kept-conversations.ts';
import { forgetRoomKey, roomKeyOf } from './room-keys.ts';
import { enterRoom, exitRoom, updateRoom } from './rooms.ts';

/** Codes of refusals after which we have no seat; after any other we may still have it. */
const HAS_NO_SEAT = new Set([
  'NO_SUCH_ROOM',
  'NOT_A_MEMBER',
  'ROOM_FULL',
  'TOO_MANY_ROOMS',
  'PASSWORD_REQUIRED',
  'INVITE_REQUIRED',
  'WRONG_SECRET',
]);

/** We have created a room, and have a seat in it. */
export function roomCreated(turn: Turn, view: RoomView, opening: Opening | null): void {
  if (isUnlocked(view, opening)) return notLocked(turn, view);
  report(turn, { event: 'room_created', room: view.name });
  roomJoined(turn, view, opening);
}

/** Whether a refusal with this code means that we have no seat in the room. */
export function isSeatless(code: string): boolean {
  return HAS_NO_SEAT.has(code);
}

export function roomJoined(turn: Turn, view: RoomView, opening: Opening | null): void {
  if (isLaidOpen(turn, view, opening)) return contradicted(turn, view);
  // The user was asked about a room without the earlier password, and has entered it: they are not asked again next
  // time.
  const isOpenAsTold = (view.access ?? 'open') === 'open' && turn.state.askedRooms.has(nameKey(view.name));
  if (isOpenAsTold) forgetRoomKey(turn, view.name);
  enterRoom(turn, view, true, isOpenAsTold ? null : opening);
}

export function rejoined(turn: Turn, name: string, view: RoomView): void {
  const room = roomNamed(turn.state, name);
  if (!room) return;
  if (isLaidOpen(turn, view, null)) return contradicted(turn, view);
  if (view.owner === room.owner) updateRoom(turn, view, false);
  else leaveOtherRoom(turn, view);
}

/** The tracker has sent a notice about a room in which we may have a seat. */
export function roomChanged(turn: Turn, view: RoomView): void {
  const room = roomNamed(turn.state, view.name);
  if (room && view.owner !== room.owner && view.revision > room.membership.revision) leaveOtherRoom(turn, view);
  else updateRoom(turn, view, true);
}

/** We could not take our seat again: the grace was over and someone else has it, or the room is gone. */
export function lostSeat(turn: Turn, name: string, reply: ErrorReply): void {
  const { code } = reply;
  if (code === 'NO_SUCH_ROOM') return roomDeleted(turn, name, null);
  problem(turn, refusalOf(reply, { to: 'rejoin', room: name }));
  if (isSeatless(code)) leaveRoom(turn, name, 'lost');
}

/** We leave although the tracker is away; the request to leave is sent when it is back. */
export function leaveWithoutTracker(turn: Turn, name: string): void {
  const room = roomNamed(turn.state, name);
  turn.state.rooms.leaveLater(name);
  if (room) leaveRoom(turn, room.name);
}

export function leaveRoom(turn: Turn, name: string, reason: 'left' | 'lost' = 'left'): void {
  const room = roomNamed(turn.state, name);
  if (reason === 'left') forgetRoom(turn, name);
  if (!room) return;
  report(turn, { event: 'room_left', room: room.name, reason });
  exitRoom(turn, room, { why: 'you_left' });
}

export function roomDeleted(turn: Turn, name: string, by: string | null): void {
  const room = roomNamed(turn.state, name);
  if (room || by !== null) report(turn, { event: 'room_deleted', room: room?.name ?? name, by });
  if (by !== null) forgetRoomKey(turn, name); // Not on a notice: the tracker could make an open room of it.
  forgetRoom(turn, name);
  if (room) exitRoom(turn, room, { why: 'room_deleted' });
}

/** A room of that name with another owner is another room, created while we were away: no line may go there. */
function leaveOtherRoom(turn: Turn, { name }: RoomView): void {
  ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name });
  roomDeleted(turn, name, null);
}

/** The room was created again, or the tracker reports it falsely: we leave, because not all members may be invited. */
function contradicted(turn: Turn, { name }: RoomView): void {
  reportLaidOpen(turn, name);
  const room = roomNamed(turn.state, name);
  if (room) leaveRoom(turn, room.name, 'lost');
  ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name });
}

/** Whether we have an invitation key for the room, but the tracker reports it as another kind of room. */
function isLaidOpen({ state }: Turn, view: RoomView, opening: Opening | null): boolean {
  const key = opening?.key ?? roomKeyOf(state, view.name)?.key ?? null;
  return key !== null && view.access !== 'invite';
}

/** Whether a room was created without the password that we asked for: by an earlier or a dishonest tracker. */
function isUnlocked({ access }: RoomView, opening: Opening | null): boolean {
  return opening !== null && opening.key === null && access !== 'password';
}

function notLocked(turn: Turn, { name }: RoomView): void {
  problem(turn, { code: 'NOT_LOCKED', room: name });
  ask(turn, { cmd: 'DELETE_ROOM', room: name }, { kind: 'delete', room: name });
}

export function reportLaidOpen(turn: Turn, name: string): void {
  problem(turn, { code: 'NOT_BY_INVITATION', room: name });
}
