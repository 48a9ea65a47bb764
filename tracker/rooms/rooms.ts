// The life of a room and its three seats (protocol 5.1), as pure functions: each takes a room and returns its next
// state, or a refusal. Joining, leaving, losing a connection and expiring all pass through here, so no absent user
// keeps a seat.
//
// A seat is `present` or `away`. An away seat that is `held` belongs to a user who lost the connection and may come
// back. The owner keeps their seat until the room ends, held or not. No other seat is both away and not held.

import { type Refusal, refusal } from '../../commons/protocol/errors.ts';
import { ROOM_EXPIRY_DAYS, SEATS_PER_ROOM } from '../../commons/protocol/limits.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Seat {
  readonly username: string;
  readonly state: 'present' | 'away';
  /** Whether the seat is away, and becomes present again as soon as its holder logs in. */
  readonly isHeld: boolean;
}

export interface Room {
  readonly name: string;
  readonly owner: string;
  /** The owner's seat first, then the others in the order in which they came. */
  readonly seats: readonly Seat[];
  /** Rises with each change that members are notified of. */
  readonly revision: number;
  /** Since when nobody is present (wall-clock ms), not counting `emptyDays`; null while somebody is present. */
  readonly emptySince: number | null;
  /** The days on which the tracker ran and nobody was present; undefined: none. */
  readonly emptyDays?: number | undefined;
  /** The lock, whose secret a user without a seat needs; undefined: everybody may join. */
  readonly lock?: Lock | undefined;
}

/** How a private room is entered. */
export type RoomAccess = 'password' | 'invite';

/** The lock of a private room. */
export interface Lock {
  /** The source of the secret: a password, or an invitation, which members also prove to each other. */
  readonly access: RoomAccess;
  /** SHA-256 of the secret, in hex. */
  readonly hash: string;
}

/** The same room with other seats; `now` is wall-clock ms. The caller gives it its next revision. */
function withSeats(
  { name, owner, revision, emptySince, emptyDays, lock }: Room,
  seats: readonly Seat[],
  now: number,
): Room {
  const isEmpty = seats.every((seat) => seat.state === 'away');
  // Each field by its name: spreading the room and then overwriting fields takes several times as long, and every
  // request that changes a room comes through here.
  return {
    name,
    owner,
    seats,
    revision,
    emptySince: isEmpty ? (emptySince ?? now) : null,
    emptyDays: isEmpty ? emptyDays : undefined,
    lock,
  };
}

const present = (username: string): Seat => ({ username, state: 'present', isHeld: false });
const held = (username: string): Seat => ({ username, state: 'away', isHeld: true });
const away = (username: string): Seat => ({ username, state: 'away', isHeld: false });

export function seatOf(room: Room, username: string): Seat | undefined {
  return room.seats.find((seat) => seat.username === username);
}

export function presentMembers(room: Room): string[] {
  return room.seats.filter((seat) => seat.state === 'present').map((seat) => seat.username);
}

export function createRoom(name: string, owner: string, lock?: Lock): Room {
  return { name, owner, seats: [present(owner)], revision: 0, emptySince: null, emptyDays: undefined, lock };
}

/** Takes a seat, or returns to a held one. Refuses with ROOM_FULL; for a present member nothing changes. */
export function join(room: Room, username: string, now: number): Room | Refusal {
  const seat = seatOf(room, username);
  if (seat?.state === 'present') return room;
  if (seat) return withSeats(room, replaced(room, present(username)), now);
  return checkFull(room) ?? withSeats(room, [...room.seats, present(username)], now);
}

/** ROOM_FULL for a user without a seat, if there is none left. */
export function checkFull({ name, seats }: Room): Refusal | null {
  return seats.length < SEATS_PER_ROOM ? null : refusal('ROOM_FULL', `#${name} is full: all three seats are taken.`);
}

/** Gives up the user's seat; an owner keeps theirs. Refuses with NOT_A_MEMBER. */
export function leave(room: Room, username: string, now: number): Room | Refusal {
  const seat = seatOf(room, username);
  if (!seat || isVacated(seat)) return refusal('NOT_A_MEMBER', `You are not in #${room.name}.`);
  return withSeats(room, vacated(room, username), now);
}

/** The control connection ended or a PING failed: the seat is held. Nothing changes for a user who is not present. */
export function lose(room: Room, username: string, now: number): Room {
  if (seatOf(room, username)?.state !== 'present') return room;
  return withSeats(room, replaced(room, held(username)), now);
}

/** The member logged in within the grace. */
export function comeBack(room: Room, username: string, now: number): Room {
  if (!seatOf(room, username)?.isHeld) return room;
  return withSeats(room, replaced(room, present(username)), now);
}

/** The member's grace is over. */
export function expire(room: Room, username: string, now: number): Room {
  if (!seatOf(room, username)?.isHeld) return room;
  return withSeats(room, vacated(room, username), now);
}

/** After a restart of the tracker nobody is present, and those who were may come back. */
export function afterRestart(room: Room, now: number): Room {
  const seats = room.seats.map((seat) => (seat.state === 'present' ? held(seat.username) : seat));
  return withSeats(room, seats, now);
}

/**
 * Counts one more day without members, if one has passed (protocol 5.1.5). The wall clock may be wrong by years, and a
 * deleted room cannot be restored, so each call counts at most one day, and a time in the future counts from now on.
 * Must be called at least once a day.
 */
export function countEmptyDay(room: Room, now: number): Room {
  const { emptySince, emptyDays = 0 } = room;
  if (emptySince === null) return room;
  const passedMs = now - emptySince;
  if (passedMs < 0) return { ...room, emptySince: now };
  if (passedMs < DAY_MS) return room;
  return { ...room, emptySince: passedMs < 2 * DAY_MS ? emptySince + DAY_MS : now, emptyDays: emptyDays + 1 };
}

export function isExpired({ emptySince, emptyDays = 0 }: Room): boolean {
  return emptySince !== null && emptyDays >= ROOM_EXPIRY_DAYS;
}

export function checkOwner(room: Room, username: string): Refusal | null {
  return room.owner === username
    ? null
    : refusal('NOT_OWNER', `Only ${room.owner}, who owns #${room.name}, may delete it.`);
}

/** Whether two states of a room look the same to its members. */
export function looksSame(a: Room, b: Room): boolean {
  return (
    a.seats.length === b.seats.length &&
    a.seats.every(({ username, state }, index) => {
      const other = b.seats[index];
      return other?.username === username && other.state === state;
    })
  );
}

function isVacated(seat: Seat): boolean {
  return seat.state === 'away' && !seat.isHeld;
}

function replaced(room: Room, seat: Seat): Seat[] {
  return room.seats.map((old) => (old.username === seat.username ? seat : old));
}

function vacated(room: Room, username: string): Seat[] {
  if (room.owner === username) return replaced(room, away(username));
  return room.seats.filter((seat) => seat.username !== username);
}
