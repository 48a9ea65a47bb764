import { createHash, timingSafeEqual } from 'node:crypto';
import { parseRoomName } from '../../commons/model/names.ts';
import { passingRefusal, type Refusal, refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { checkProven } from '../rooms/refusals.ts';
import { checkFull, type Lock, type Room, seatOf } from '../rooms/rooms.ts';
import { encodeRoom } from '../rooms/views.ts';
import { changeRoom, changeSeats } from './change.ts';
import type { HandlerDeps, Member, MemberHandler } from './deps.ts';
import { type Outcome, ok, refuse, withField } from './outcome.ts';

/**
 * Creates a room with its creator in the owner's seat, and with a lock if it is private. Refuses with BAD_ROOM_NAME,
 * ROOM_EXISTS, TOO_MANY_ROOMS, TRACKER_FULL.
 */
export const createRoom: MemberHandler<RequestOf<'CREATE_ROOM'>> = (request, { username }, deps) => {
  const { access, secret } = request;
  if ((access === undefined) !== (secret === undefined)) {
    return refuse(refusal('BAD_REQUEST', 'secret: a private room needs one, and no other room has one.'));
  }
  const lock = access && secret ? { access, hash: hashOf(secret) } : undefined;
  const named = parseRoomName(request.room);
  if ('problem' in named) return refuse(refusal('BAD_ROOM_NAME', named.problem));
  const at = deps.now();
  const capacity = deps.capacity.rooms;
  return changeRoom({ do: 'create', at, room: named.name, username, lock, capacity }, (room) => {
    deps.logger.info('created', { room: room.name, username });
    const msg = `${room.name} is yours.`;
    if (deps.peers.isOnline(username)) return withRoom(msg, room, deps);
    // The user lost the connection while the room was written: this room must record it, too.
    return changeSeats({ do: 'lose', at: deps.now(), username }, () =>
      withRoom(msg, deps.rooms.find(room.name) ?? room, deps),
    );
  });
};

/**
 * Takes a seat. Refuses with NO_SUCH_ROOM, ROOM_FULL, PASSWORD_REQUIRED, INVITE_REQUIRED, RATE_LIMITED, WRONG_SECRET,
 * TOO_MANY_ROOMS, in this order: nobody is asked for the password of a room that is full. A user who has a seat
 * succeeds.
 */
export const joinRoom: MemberHandler<RequestOf<'JOIN_ROOM'>> = (request, member, deps) => {
  const { username } = member;
  const room = deps.rooms.find(request.room);
  const isLocked = room?.lock && !seatOf(room, username) && !checkFull(room);
  const proven = isLocked ? prove(room, room.lock, request.secret, member, deps) : undefined;
  if (typeof proven === 'object') return refuse(proven);
  return changeRoom({ do: 'join', at: deps.now(), room: request.room, username, proven }, (joined) =>
    withRoom(`You are in ${joined.name}.`, joined, deps),
  );
};

/** Gives up the seat; an owner keeps theirs. Refuses with NO_SUCH_ROOM, NOT_A_MEMBER. */
export const leaveRoom: MemberHandler<RequestOf<'LEAVE_ROOM'>> = (request, { username }, deps) =>
  changeRoom({ do: 'leave', at: deps.now(), room: request.room, username }, ({ name }) => ({
    reply: ok(`You left ${name}.`),
  }));

/** Ends a room for all. Refuses with NO_SUCH_ROOM, NOT_OWNER. */
export const deleteRoom: MemberHandler<RequestOf<'DELETE_ROOM'>> = (request, { username }, deps) =>
  changeRoom({ do: 'delete', at: deps.now(), room: request.room, username }, ({ name }) => {
    deps.logger.info('deleted', { room: name, username });
    return { reply: ok(`${name} is deleted.`) };
  });

function withRoom(msg: string, room: Room, { peers }: HandlerDeps): Outcome {
  return { reply: withField(ok(msg), 'room', encodeRoom(room, peers)) };
}

/**
 * The hash of `secret` if it opens `room`, or nothing without a secret. Counts wrong guesses. Refuses with
 * RATE_LIMITED, WRONG_SECRET.
 */
function prove(
  room: Room,
  lock: Lock,
  secret: string | undefined,
  member: Member,
  deps: HandlerDeps,
): string | undefined | Refusal {
  if (secret === undefined) return undefined;
  const keys = member.fingerprint === null ? [] : [member.fingerprint];
  const guess = { guessers: [...keys, `@${member.username}`], address: member.remote.address, target: room.name };
  const guesses = deps.guesses[lock.access];
  const waitMs = guesses.waitMs(guess, deps.elapsed());
  if (waitMs > 0) return passingRefusal('RATE_LIMITED', 'Too many wrong guesses', waitMs);
  const hash = hashOf(secret);
  if (timingSafeEqual(Buffer.from(hash), Buffer.from(lock.hash))) return hash;
  guesses.failed(guess, deps.elapsed());
  return checkProven(room, hash) ?? undefined;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
