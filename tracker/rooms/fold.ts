// What follows from one operation on the rooms as they are. Pure: an adapter of the `Rooms` port keeps what changed.

import { isRefusal, type Refusal, refusal } from '../../commons/protocol/errors.ts';
import { MAX_ROOMS_PER_USER } from '../../commons/protocol/limits.ts';
import type { ChangedRoom, ChangedRooms, OperationOf, RoomOperation, RoomOutcome } from './operation.ts';
import type { KnownRooms } from './port.ts';
import { checkExpired, checkProven, noSuchRoom, roomExists, trackerFull } from './refusals.ts';
import type { Room } from './rooms.ts';
import * as rules from './rooms.ts';

/** The rooms that `operation` changes, still with the revisions that they had before, or why it is refused. */
export function fold(rooms: KnownRooms, operation: RoomOperation): RoomOutcome {
  switch (operation.do) {
    case 'create':
      return create(rooms, operation);
    case 'join':
      return join(rooms, operation);
    case 'leave':
      return leave(rooms, operation);
    case 'leaveAll':
      return inEveryRoom(rooms, operation, rules.leave);
    case 'lose':
      return inEveryRoom(rooms, operation, rules.lose);
    case 'expire':
      return inEveryRoom(rooms, operation, rules.expire);
    case 'comeBack':
      return comeBack(rooms, operation);
    case 'countEmptyDays':
      return { changed: changes([...rooms.after(undefined)], (room) => rules.countEmptyDay(room, operation.at)) };
    case 'delete':
      return deletion(rooms, operation.room, (room) => rules.checkOwner(room, operation.username));
    case 'deleteExpired':
      return deletion(rooms, operation.room, checkExpired);
  }
}

function create(rooms: KnownRooms, { room: name, username, lock, capacity }: OperationOf<'create'>): RoomOutcome {
  if (rooms.find(name)) return roomExists(name);
  const tooMany = checkRoomCount(rooms, username);
  if (tooMany) return tooMany;
  if (rooms.count >= capacity) return trackerFull('rooms');
  return { changed: [{ before: null, after: rules.createRoom(name, username, lock) }] };
}

function join(rooms: KnownRooms, { room: name, username, proven, at }: OperationOf<'join'>): RoomOutcome {
  const room = rooms.find(name);
  if (!room) return noSuchRoom(name);
  const refused = rules.seatOf(room, username)
    ? null
    : (rules.checkFull(room) ?? checkProven(room, proven) ?? checkRoomCount(rooms, username));
  return refused ?? changed(room, rules.join(room, username, at));
}

function leave(rooms: KnownRooms, { room: name, username, at }: OperationOf<'leave'>): RoomOutcome {
  const room = rooms.find(name);
  return room ? changed(room, rules.leave(room, username, at)) : noSuchRoom(name);
}

function deletion(rooms: KnownRooms, name: string, check: (room: Room) => Refusal | null): RoomOutcome {
  const room = rooms.find(name);
  if (!room) return noSuchRoom(name);
  return check(room) ?? { changed: [{ before: room, after: null }] };
}

/** Where the user is present still, the other members learn the address that has changed. */
function comeBack(rooms: KnownRooms, operation: OperationOf<'comeBack'>): ChangedRooms {
  const isPresent = (room: Room): boolean => rules.seatOf(room, operation.username)?.state === 'present';
  const present = operation.isElsewhere ? rooms.roomsOf(operation.username).filter(isPresent) : [];
  const { changed } = inEveryRoom(rooms, operation, rules.comeBack);
  return { changed: [...changes(present, (room) => ({ ...room })), ...changed] };
}

function inEveryRoom(
  rooms: KnownRooms,
  { username, at }: { readonly username: string; readonly at: number },
  rule: (room: Room, username: string, now: number) => Room | Refusal,
): ChangedRooms {
  return { changed: changes(rooms.roomsOf(username), (room) => rule(room, username, at)) };
}

/** Of `rooms` those that `rule` changes. */
function changes(rooms: readonly Room[], rule: (room: Room) => Room | Refusal): ChangedRoom[] {
  return rooms.flatMap((before) => {
    const after = rule(before);
    return isRefusal(after) || after === before ? [] : [{ before, after }];
  });
}

function changed(before: Room, after: Room | Refusal): RoomOutcome {
  return isRefusal(after) ? after : { changed: [{ before, after }] };
}

function checkRoomCount(rooms: KnownRooms, username: string): Refusal | null {
  const count = rooms.countOf(username);
  if (count < MAX_ROOMS_PER_USER) return null;
  return refusal('TOO_MANY_ROOMS', `You have a seat in ${count} rooms; leave one, or delete one of yours.`);
}
