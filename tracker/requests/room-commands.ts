import { createHash, timingSafeEqual } from 'node:crypto';
import { parseRoomName } from '../../commons/model/names.ts';
import { isRefusal, passingRefusal, type Refusal, refusal } from '../../commons/protocol/errors.ts';
import { MAX_ROOMS_PER_USER } from '../../commons/protocol/limits.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import * as membership from '../rooms/membership.ts';
import { checkFull, checkOwner, lose, createRoom as newRoom, type Room, seatOf } from '../rooms/rooms.ts';
import { encodeRoom } from '../rooms/views.ts';
import { full } from '../service/capacity.ts';
import type { HandlerDeps, Member, MemberHandler } from './deps.ts';
import { ok, type Reply, refuse, withField } from './outcome.ts';

/**
 * Makes a room with its creator in the owner's seat, with a lock if it is to be private. Refuses with BAD_ROOM_NAME,
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
  const exists = refusal('ROOM_EXISTS', `There is a room #${named.name} already; join it, or choose another name.`);
  if (deps.rooms.isTaken(named.name)) return refuse(exists);
  const tooMany = checkRoomCount(username, deps);
  if (tooMany) return refuse(tooMany);
  if (deps.rooms.count >= deps.capacity.rooms) return refuse(full('Rooms'));
  return (async () => {
    const isCreated = await deps.rooms.create(newRoom(named.name, username, lock));
    return () => {
      const room = isCreated && deps.rooms.find(named.name);
      if (!room) return refuse(exists);
      deps.rooms.touch(username, room);
      deps.logger.info('created', { room: room.name, username });
      // Who has gone while the disk was busy is lost from this room as from the others.
      if (!deps.peers.isOnline(username)) deps.rooms.put(lose(room, username, deps.now()));
      return { reply: withRoom(`${room.name} is yours.`, deps.rooms.find(room.name) ?? room, deps) };
    };
  })();
};

/**
 * Takes a seat. Refuses with NO_SUCH_ROOM, ROOM_FULL, PASSWORD_REQUIRED, INVITE_REQUIRED, RATE_LIMITED, WRONG_SECRET,
 * TOO_MANY_ROOMS, in this order: nobody is asked for the password of a room that has no seat. Who has a seat succeeds.
 */
export const joinRoom: MemberHandler<RequestOf<'JOIN_ROOM'>> = (request, member, deps) => {
  const { username } = member;
  const room = deps.rooms.find(request.room);
  if (!room || deps.rooms.isBeingDeleted(room)) return refuse(noSuchRoom(request.room));
  const refused = seatOf(room, username)
    ? null
    : (checkFull(room) ?? checkSecret(room, request.secret, member, deps) ?? checkRoomCount(username, deps));
  if (refused) return refuse(refused);
  const result = membership.join(deps, room, username);
  if (isRefusal(result)) return refuse(result);
  return { reply: withRoom(`You are in ${room.name}.`, result.room, deps), notices: result.notices };
};

/** Gives up the seat; the owner keeps his. Refuses with NO_SUCH_ROOM, NOT_A_MEMBER. */
export const leaveRoom: MemberHandler<RequestOf<'LEAVE_ROOM'>> = (request, { username }, deps) => {
  const room = deps.rooms.find(request.room);
  if (!room) return refuse(noSuchRoom(request.room));
  const result = membership.leave(deps, room, username);
  return isRefusal(result) ? refuse(result) : { reply: ok(`You left ${room.name}.`), notices: result.notices };
};

/** Ends a room for all. Refuses with NO_SUCH_ROOM, NOT_OWNER. */
export const deleteRoom: MemberHandler<RequestOf<'DELETE_ROOM'>> = (request, { username }, deps) => {
  const room = deps.rooms.find(request.room);
  if (!room) return refuse(noSuchRoom(request.room));
  const notOwner = checkOwner(room, username);
  if (notOwner) return refuse(notOwner);
  return (async () => {
    const deleted = await deps.rooms.delete(room.name);
    return () => {
      if (!deleted) return refuse(noSuchRoom(room.name));
      deps.logger.info('deleted', { room: room.name, username });
      return { reply: ok(`${deleted.name} is deleted.`), notices: membership.tellDeleted(deleted, username) };
    };
  })();
};

function withRoom(msg: string, room: Room, { peers }: HandlerDeps): Reply {
  return withField(ok(msg), 'room', encodeRoom(room, peers));
}

export function noSuchRoom(asked: string): Refusal {
  const named = parseRoomName(asked); // What is no name is not repeated.
  return refusal('NO_SUCH_ROOM', 'name' in named ? `There is no room #${named.name}.` : 'There is no such room.');
}

function checkSecret(room: Room, secret: string | undefined, member: Member, deps: HandlerDeps): Refusal | null {
  const { lock, name } = room;
  if (!lock) return null;
  const byPassword = lock.access === 'password';
  if (secret === undefined) {
    return byPassword
      ? refusal('PASSWORD_REQUIRED', `#${name} needs its password.`)
      : refusal('INVITE_REQUIRED', `#${name} is for people who were invited: ask a member for an invitation.`);
  }
  const keys = member.fingerprint === null ? [] : [member.fingerprint];
  const guess = { guessers: [...keys, `@${member.username}`], address: member.remote.address, target: name };
  const guesses = deps.guesses[lock.access];
  const waitMs = guesses.waitMs(guess, deps.elapsed());
  if (waitMs > 0) return passingRefusal('RATE_LIMITED', 'Too many wrong guesses', waitMs);
  if (timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(lock.hash))) return null;
  guesses.failed(guess, deps.elapsed());
  return refusal(
    'WRONG_SECRET',
    byPassword ? `That is not the password of #${name}.` : `#${name} is not opened by that.`,
  );
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function checkRoomCount(username: string, deps: HandlerDeps): Refusal | null {
  const rooms: Room[] = deps.rooms.roomsOf(username);
  if (rooms.length < MAX_ROOMS_PER_USER) return null;
  return refusal('TOO_MANY_ROOMS', `You have a seat in ${rooms.length} rooms; leave one, or delete one of yours.`);
}
