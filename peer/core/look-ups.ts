// Pure look-ups over the state, which several rules need.

import { nameKey } from '../../commons/model/names.ts';
import type { Person } from './records/person.ts';
import type { RoomState } from './records/room-state.ts';
import type { PeerState } from './state.ts';

export function roomNamed(state: PeerState, name: string): RoomState | undefined {
  return state.rooms.get(nameKey(name));
}

/** The room that is the current conversation, if one is. */
export function currentRoom(state: PeerState): RoomState | undefined {
  const { current } = state.conversation;
  return current?.kind === 'room' ? roomNamed(state, current.room) : undefined;
}

/** The others who have a seat in the room, present or not. */
export function othersIn(state: PeerState, room: RoomState): string[] {
  return [...room.membership.members.keys()].filter((username) => username !== state.username);
}

/** Whether they have a seat in a room of ours, present or not. */
export function sharesRoom(state: PeerState, username: string): boolean {
  for (const room of state.rooms.values()) if (room.membership.members.has(username)) return true;
  return false;
}

/** Whether a room of ours lists them as present. */
export function isPresentInRoom(state: PeerState, username: string): boolean {
  for (const room of state.rooms.values()) if (room.membership.members.get(username)?.state === 'present') return true;
  return false;
}

/** Whether there is a room or a private chat to share with them. */
export function sharesAnything(state: PeerState, person: Person): boolean {
  return person.chat.isOpen || sharesRoom(state, person.username);
}

/** Whether it is still undecided which rooms of the last session are entered again. */
export function isReturning({ returning, tracker }: PeerState): boolean {
  return returning.undecided.size > 0 && tracker.state === 'connected';
}

/** The person of that name; without an exact match, one whose name differs only in case. */
export function personCalled(state: PeerState, name: string): Person | undefined {
  const exact = state.people.get(name);
  if (exact) return exact;
  const key = nameKey(name);
  return [...state.people.values()].find((person) => nameKey(person.username) === key);
}
