// What happens to seats, and who is told. Joining, leaving, being lost, coming back and expiring differ only in the rule
// that they apply; keeping the room and telling the others is one path.

import { isRefusal, type Refusal } from '../../commons/protocol/errors.ts';
import type { PeerRepository } from '../repositories/peer-repository.ts';
import type { RoomRepository } from '../repositories/room-repository.ts';
import type { Notice } from '../requests/outcome.ts';
import type { Room } from './rooms.ts';
import * as rules from './rooms.ts';
import { encodeRoom } from './views.ts';

export interface MembershipDeps {
  readonly rooms: RoomRepository;
  readonly peers: PeerRepository;
  /** Wall-clock ms. */
  now(): number;
}

type Rule = (room: Room, username: string, now: number) => Room | Refusal;

/** Takes a seat in `room`; the room that follows with the notices for the others, or the refusal. */
export function join(deps: MembershipDeps, room: Room, username: string): { room: Room; notices: Notice[] } | Refusal {
  const result = apply(deps, room, username, rules.join, `${username} joined ${room.name}.`);
  if (!isRefusal(result)) deps.rooms.touch(username, result.room);
  return result;
}

export function leave(deps: MembershipDeps, room: Room, username: string): { room: Room; notices: Notice[] } | Refusal {
  return apply(deps, room, username, rules.leave, `${username} left ${room.name}.`);
}

/** The user cannot be reached any more: seats are held. */
export function lose(deps: MembershipDeps, username: string): Notice[] {
  return inEveryRoom(deps, username, rules.lose, (room) => `${username} is away from ${room.name}.`);
}

/** The grace of a lost user is over: seats are free. */
export function expire(deps: MembershipDeps, username: string): Notice[] {
  return inEveryRoom(deps, username, rules.expire, (room) => `${username} is gone from ${room.name}.`);
}

/** The user signed out: as leaving every room. */
export function leaveAll(deps: MembershipDeps, username: string): Notice[] {
  return inEveryRoom(deps, username, rules.leave, (room) => `${username} left ${room.name}.`);
}

/** The user logged in: present again where held; where present already, the others learn a changed address. */
export function arrive(deps: MembershipDeps, username: string, isElsewhere: boolean): Notice[] {
  const moved = isElsewhere ? deps.rooms.roomsOf(username).filter((room) => isPresent(room, username)) : [];
  return [
    ...moved.flatMap((room) => tell(deps, deps.rooms.put(room), username, `${username} has another address.`)),
    ...inEveryRoom(deps, username, rules.comeBack, (room) => `${username} is back in ${room.name}.`),
  ];
}

/** The members who are present, but for who did it (null: time), are told that a room is gone. */
export function tellDeleted(room: Room, by: string | null): Notice[] {
  const to = rules.presentMembers(room).filter((username) => username !== by);
  const msg = by === null ? `${room.name} has expired.` : `${room.name} was deleted by ${by}.`;
  const json = JSON.stringify({ status: 'ROOM_UPDATE', msg, room: null, room_name: room.name });
  return to.length > 0 ? [{ to, about: `#${room.name}`, json }] : [];
}

function inEveryRoom(deps: MembershipDeps, username: string, rule: Rule, msg: (room: Room) => string): Notice[] {
  return deps.rooms.roomsOf(username).flatMap((room) => {
    const result = apply(deps, room, username, rule, msg(room));
    return isRefusal(result) ? [] : result.notices;
  });
}

function apply(
  deps: MembershipDeps,
  room: Room,
  username: string,
  rule: Rule,
  msg: string,
): { room: Room; notices: Notice[] } | Refusal {
  const next = rule(room, username, deps.now());
  if (isRefusal(next)) return next;
  if (next === room) return { room, notices: [] };
  const kept = deps.rooms.put(next);
  return { room: kept, notices: rules.looksSame(room, kept) ? [] : tell(deps, kept, username, msg) };
}

function tell({ peers }: MembershipDeps, room: Room, except: string, msg: string): Notice[] {
  const to = rules.presentMembers(room).filter((username) => username !== except);
  if (to.length === 0) return [];
  const json = `{"status":"ROOM_UPDATE","msg":${JSON.stringify(msg)},"room":${encodeRoom(room, peers)}}`;
  return [{ to, about: `#${room.name}`, json }];
}

function isPresent(room: Room, username: string): boolean {
  return rules.seatOf(room, username)?.state === 'present';
}
