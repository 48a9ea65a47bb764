// The rooms in which we have a seat, as the tracker reports them: who came, is away, is back, or has left.

import { nameKey } from '../../../commons/model/names.ts';
import type { PeerView, RoomView } from '../../../commons/model/views.ts';
import type { Reason } from '../../reasons.ts';
import { isPresentInRoom, othersIn, roomNamed } from '../look-ups.ts';
import { dropLinesOf } from '../messages/delivery.ts';
import { FORMER_MEMBER_MS, hearEarly } from '../messages/hearing.ts';
import { hearMember } from '../messages/requests.ts';
import { DIAL_BACK_MS } from '../people/dialling.ts';
import { reportLookAlike } from '../people/look-alikes.ts';
import { release } from '../people/mesh.ts';
import { located, seek, wentAway } from '../people/presence.ts';
import type { Conversation } from '../records/conversation.ts';
import type { Member } from '../records/membership.ts';
import type { Opening } from '../records/room-key.ts';
import { newRoomState, type RoomState } from '../records/room-state.ts';
import { report } from '../report.ts';
import type { Turn } from '../turn.ts';
import { keepCurrent, keepRoom } from './kept-conversations.ts';
import { proveTo, restartProofTime, verifyProofs } from './proofs.ts';
import { keepRoomKey } from './room-keys.ts';
import { rosterChanged } from './rosters.ts';

/** We have taken a seat: shows the room, and dials the members who are present. */
export function enterRoom(turn: Turn, view: RoomView, turnsToIt: boolean, opening: Opening | null): void {
  const room = newRoomState(view);
  turn.state.rooms.add(room);
  turn.state.askedRooms.remove(view.name);
  keepRoomKey(turn, room, opening);
  keepRoom(turn, view);
  rosterChanged(turn, room, view);
  showRoom(turn, room, turnsToIt);
  locateMembers(turn, view, 0);
  for (const username of othersIn(turn.state, room)) reportLookAlike(turn, username);
}

/** Reports who is in the room; with `turnsToIt` the next lines go there. */
export function showRoom(turn: Turn, room: RoomState, turnsToIt: boolean): void {
  const members = [...room.membership.members.values()];
  const away = members.filter(({ state }) => state === 'away').map(({ username }) => username);
  const names = members.map(({ username }) => username);
  report(turn, { event: 'room_joined', room: room.name, owner: room.owner, members: names, away });
  if (turnsToIt) switchTo(turn, { kind: 'room', room: room.name });
}

/** The tracker has sent a room again, in a notice or a reply. Changes are reported; an older revision is ignored. */
export function updateRoom(turn: Turn, view: RoomView, isNotice: boolean): void {
  const room = roomNamed(turn.state, view.name);
  if (!room || (isNotice && view.revision <= room.membership.revision)) return;
  const before = room.membership.members;
  room.membership.update(view);
  rosterChanged(turn, room, view);
  const { members } = room.membership;
  for (const member of members.values()) memberChanged(turn, room, before.get(member.username), member);
  for (const old of before.values()) if (!members.has(old.username)) memberLeft(turn, room, old);
  locateMembers(turn, view, isNotice ? DIAL_BACK_MS : 0);
}

/** We are no longer in the room, or it was deleted. `why`: the reason with which lines fail that were not sent yet. */
export function exitRoom(turn: Turn, room: RoomState, why: Reason): void {
  turn.state.rooms.remove(room);
  for (const username of othersIn(turn.state, room)) {
    const person = turn.state.people.findOrAdd(username);
    for (const link of person.links.open.values()) {
      // A reference peer takes every LEAVE for the end of all conversations; the tracker reports this one to it.
      if (link.isExtended)
        turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'LEAVE', room: room.name } });
    }
    dropLinesOf(turn, person, room.name, why);
    if (!isPresentInRoom(turn.state, username) && !person.chat.isOpen) person.presence.setAway();
    release(turn, person);
  }
  const { current } = turn.state.conversation;
  if (current?.kind === 'room' && nameKey(current.room) === nameKey(room.name)) switchBack(turn);
}

/** The conversation is over: switches to the one before, or to any other room in which we have a seat. */
export function switchBack(turn: Turn): void {
  const { conversation, rooms, people } = turn.state;
  const { previous } = conversation;
  const isOpen =
    previous?.kind === 'room'
      ? rooms.has(nameKey(previous.room))
      : previous !== null && (people.get(previous.to)?.chat.isOpen ?? false);
  const last = [...rooms.values()].at(-1);
  conversation.end();
  switchTo(turn, isOpen ? previous : last ? { kind: 'room', room: last.name } : null, true);
}

/** The next lines go there. */
export function switchTo(turn: Turn, conversation: Conversation | null, back = false): void {
  turn.state.conversation.switchTo(conversation);
  keepCurrent(turn, conversation);
  const room = conversation?.kind === 'room' ? conversation.room : null;
  report(turn, { event: 'conversation', room, to: conversation?.kind === 'private' ? conversation.to : null, back });
}

/**
 * A member has sent LEAVE for the room. While the tracker is away nothing else reports it. And the tracker keeps the
 * seat of an owner who has left, just as if they had lost the connection.
 */
export function roomLeaveReceived(turn: Turn, username: string, name: string): void {
  const room = roomNamed(turn.state, name);
  const member = room?.membership.members.get(username);
  if (!room || !member) return;
  if (room.owner === username) {
    room.membership.markOwnerLeft();
    dropLinesOf(turn, turn.state.people.findOrAdd(username), room.name, {
      why: 'they_left',
      username,
      room: room.name,
    });
  }
  if (turn.state.tracker.state === 'connected') return;
  if (room.owner === username) {
    room.membership.setAway(username);
    reportChange(turn, room, member, { username, state: 'away' });
  } else {
    room.membership.remove(username);
    memberLeft(turn, room, { username, state: 'present' });
  }
}

function memberChanged(turn: Turn, room: RoomState, before: Member | undefined, now: Member): void {
  const isOther = now.username !== turn.state.username;
  if (isOther && before?.state !== now.state) restartProofTime(turn, room, turn.state.people.findOrAdd(now.username));
  reportChange(turn, room, before, now);
}

function reportChange(turn: Turn, room: RoomState, before: Member | undefined, now: Member): void {
  const { username } = now;
  if (username === turn.state.username) return;
  const what = { room: room.name, username };
  if (!before) {
    report(turn, { event: 'member_joined', ...what });
    reportLookAlike(turn, username);
  }
  if (before?.state === 'present' && now.state === 'away') report(turn, { event: 'member_away', ...what });
  else if (before?.state === 'away' && now.state === 'present') report(turn, { event: 'member_back', ...what });
}

function memberLeft(turn: Turn, room: RoomState, old: Member): void {
  const { username } = old;
  if (username === turn.state.username) return;
  room.membership.keepFormer(username, turn.elapsed + FORMER_MEMBER_MS, turn.elapsed);
  room.rosterCheck.forget(username);
  room.uninvited.forget(username);
  const reason = old.state === 'away' ? 'lost' : 'left';
  report(turn, { event: 'member_left', room: room.name, username, reason });
  const person = turn.state.people.findOrAdd(username);
  dropLinesOf(turn, person, room.name, { why: 'they_left', username, room: room.name });
  if (!isPresentInRoom(turn.state, username) && !person.chat.isOpen) wentAway(turn, person);
  release(turn, person);
  seek(turn, person);
}

/** Takes the members' addresses from the room; a newly present member is dialled after `delayMs`. */
function locateMembers(turn: Turn, view: RoomView, delayMs: number): void {
  const places = [view.peer_owner, view.peer_one, view.peer_two].filter((place): place is PeerView => place !== null);
  const byName = new Map(places.map((place) => [place.username, place]));
  for (const { username, state } of view.seats) {
    if (username === turn.state.username) continue;
    const person = turn.state.people.findOrAdd(username);
    const place = byName.get(username);
    if (place) located(turn, person, place, delayMs);
    else if (state === 'away' && !isPresentInRoom(turn.state, username)) wentAway(turn, person);
    proveTo(turn, person);
    verifyProofs(turn, person);
    hearEarly(turn, person);
    hearMember(turn, person);
  }
}
