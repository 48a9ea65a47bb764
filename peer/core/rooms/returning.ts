// Returning to earlier rooms after sign-in (protocol 5.4). Stored rooms are entered again if they are still the same. A
// seat that the tracker reports anywhere else is given up. No room is entered only because the tracker lists it.

import { nameKey } from '../../../commons/model/names.ts';
import type { RoomView } from '../../../commons/model/views.ts';
import { MAX_ROOMS_PER_USER } from '../../../commons/protocol/limits.ts';
import type { Page } from '../../../commons/protocol/replies.ts';
import type { NotEntered } from '../../reports.ts';
import { roomNamed } from '../look-ups.ts';
import { beginPrivateChat } from '../messages/private-chats.ts';
import type { KeptRoom } from '../records/kept.ts';
import type { Opening } from '../records/room-key.ts';
import { report } from '../report.ts';
import { ask } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { askedAbout } from './asked-rooms.ts';
import { forgetRoom, keptRoomNamed, otherRoomReason } from './kept-conversations.ts';
import { joinRequest, roomKeyOf } from './room-keys.ts';
import { enterRoom, switchTo } from './rooms.ts';

/** The first login: private chats return at once, rooms when the tracker's reports show that they are the same. */
export function beginReturning(turn: Turn): void {
  const { kept, returning } = turn.state;
  for (const room of kept.rooms.values()) returning.add(room);
  const rooms = [...kept.rooms.values()].map(({ room }) => room);
  const people = [...kept.chats.values()].map((chat) => chat.with);
  if (rooms.length + people.length === 0) return;
  for (const username of people) beginPrivateChat(turn.state, turn.state.people.findOrAdd(username));
  report(turn, { event: 'returning', rooms, people });
  const { current } = kept;
  if (current?.kind === 'private' && kept.chats.has(nameKey(current.to))) switchTo(turn, current);
}

/** After a login. `seats`: the rooms in which the tracker lists us. */
export function takeSeatsAgain(turn: Turn, seats: readonly string[]): void {
  const { state } = turn;
  const claimed = seats.slice(-MAX_ROOMS_PER_USER).filter((name) => !roomNamed(state, name));
  for (const name of claimed) {
    const opening = state.returning.unanswered(name);
    const kept = keptRoomNamed(state, name);
    if (opening !== undefined) resume(turn, name, null, opening);
    else if (kept || isOfEarlierVersion(turn, name)) resume(turn, name, kept ?? null, null);
    else giveUpSeat(turn, name, 'not_asked');
  }
  state.returning.seatsKnown();
  const isClaimed = new Set(claimed.map(nameKey));
  for (const [key, room] of state.returning.undecided) {
    if (isClaimed.has(key)) continue;
    ask(turn, { cmd: 'LIST_ROOMS', after: nameBefore(room.room), limit: 1 }, { kind: 'lookAtRoom', kept: room });
  }
}

/** Earlier versions stored no list of rooms: a room whose room key they stored is one that they had entered. */
function isOfEarlierVersion({ state }: Turn, room: string): boolean {
  return state.returning.isOfEarlierVersion && roomKeyOf(state, room) !== undefined;
}

function resume(turn: Turn, room: string, kept: KeptRoom | null, opening: Opening | null): void {
  if (kept) turn.state.returning.add(kept); // It stays undecided, even if the request fails.
  // The seat may be lost meanwhile, so the request has the secret that opens the room.
  const request = joinRequest(room, opening ?? roomKeyOf(turn.state, room));
  ask(turn, request, { kind: 'resume', room, kept, opening });
}

/** The tracker has listed the room that has this name now, if there is one. */
export function roomLookedAt(turn: Turn, kept: KeptRoom, { entries }: Page<RoomView>): void {
  const view = entries.find(({ name }) => nameKey(name) === nameKey(kept.room));
  const reason = view ? whyNot(turn, kept, view, null) : 'gone';
  if (reason !== null) return notEntered(turn, kept.room, reason, view);
  resume(turn, kept.room, kept, null);
}

/** We have the seat. The list may have shown another room of that name, so only the reply counts. */
export function seatTakenAgain(turn: Turn, view: RoomView, kept: KeptRoom | null, opening: Opening | null): void {
  const reason = whyNot(turn, kept, view, opening);
  if (reason !== null) return giveUpSeat(turn, view.name, reason, view);
  const { state } = turn;
  state.returning.decide(view.name);
  enterRoom(turn, view, state.conversation.current === null && !isLastAwaited(turn), opening);
}

/** Whether the room in which the user was last is still undecided. */
function isLastAwaited({ state: { kept, returning } }: Turn): boolean {
  return kept.current?.kind === 'room' && returning.undecided.has(nameKey(kept.current.room));
}

/** The tracker refuses the seat: the room is listed, and the user decides. */
export function seatRefused(turn: Turn, room: string, code: string): void {
  notEntered(turn, room, REFUSED[code] ?? 'refused');
}

const REFUSED: { readonly [code: string]: NotEntered } = {
  NO_SUCH_ROOM: 'gone',
  ROOM_FULL: 'full',
  PASSWORD_REQUIRED: 'locked',
  INVITE_REQUIRED: 'locked',
  WRONG_SECRET: 'locked',
};

/** Takes over nothing from the room, and gives the seat back to the tracker. */
function giveUpSeat(turn: Turn, room: string, reason: NotEntered, view?: RoomView): void {
  ask(turn, { cmd: 'LEAVE_ROOM', room }, { kind: 'giveUpSeat', room });
  notEntered(turn, room, reason, view);
}

function notEntered(turn: Turn, room: string, reason: NotEntered, view?: RoomView): void {
  const { state } = turn;
  state.returning.decide(room);
  if (reason === 'gone') forgetRoom(turn, room);
  askedAbout(turn, room, reason);
  turnToAnyRoom(turn);
  if (!state.returning.reported.add(`${nameKey(room)}\n${reason}`)) return;
  report(turn, { event: 'room_not_entered', room, reason, owner: view?.owner ?? null });
}

/** If the user's last conversation is gone, typed lines go to one of the rooms that were entered. */
function turnToAnyRoom(turn: Turn): void {
  const { conversation, rooms } = turn.state;
  const [first] = rooms.values();
  if (conversation.current === null && first && !isLastAwaited(turn))
    switchTo(turn, { kind: 'room', room: first.name });
}

function whyNot(turn: Turn, kept: KeptRoom | null, view: RoomView, opening: Opening | null): NotEntered | null {
  const opened = opening ?? roomKeyOf(turn.state, view.name) ?? null;
  const reason = kept && otherRoomReason(turn.state, kept, view);
  return reason ?? (opened && laidOpenReason(opened, view));
}

/** Why the room no longer asks everybody for what opened it the last time; null: it still does. */
function laidOpenReason({ key }: Opening, { access }: RoomView): NotEntered | null {
  if (key !== null) return access === 'invite' ? null : 'not_by_invitation';
  return (access ?? 'open') === 'open' ? 'not_by_password' : null;
}

/** A text that stands before `name` in the order of names, with no possible room name between the two. */
export function nameBefore(name: string): string {
  const last = name.charCodeAt(name.length - 1);
  const rest = name.slice(0, -1);
  // No name contains U+FFFF, the last code unit.
  if (last !== 0xdc00) return `${rest}${String.fromCharCode(last - 1)}\uffff`;
  const high = name.charCodeAt(name.length - 2);
  const before = high === 0xd800 ? '\ud7ff' : `${String.fromCharCode(high - 1)}\udfff`;
  return `${name.slice(0, -2)}${before}\uffff`;
}
