import { parseRoomName } from '../../commons/model/names.ts';
import { type Refusal, refusal } from '../../commons/protocol/errors.ts';
import { isExpired, type Room } from './rooms.ts';

/**
 * Whether `proven`, the hash of a secret, opens the room. Refuses with PASSWORD_REQUIRED or INVITE_REQUIRED without
 * one, and with WRONG_SECRET.
 */
export function checkProven({ name, lock }: Room, proven: string | undefined): Refusal | null {
  if (!lock || proven === lock.hash) return null;
  const isByPassword = lock.access === 'password';
  if (proven === undefined) {
    return isByPassword
      ? refusal('PASSWORD_REQUIRED', `#${name} needs its password.`)
      : refusal('INVITE_REQUIRED', `#${name} is for people who were invited: ask a member for an invitation.`);
  }
  return refusal(
    'WRONG_SECRET',
    isByPassword ? `That is not the password of #${name}.` : `#${name} is not opened by that.`,
  );
}

export function roomExists(name: string): Refusal {
  return refusal('ROOM_EXISTS', `There is a room #${name} already; join it, or choose another name.`);
}

/** The refusal for an unknown room; repeats `asked` only if it is a valid name. */
export function noSuchRoom(asked: string): Refusal {
  const named = parseRoomName(asked);
  return refusal('NO_SUCH_ROOM', 'name' in named ? `There is no room #${named.name}.` : 'There is no such room.');
}

/** NO_SUCH_ROOM for a room that has not expired, so that the operation changes nothing; else null. */
export function checkExpired(room: Room): Refusal | null {
  return isExpired(room) ? null : noSuchRoom(room.name);
}

/** The refusal by a full tracker; `what` is a plural noun. */
export function trackerFull(what: string): Refusal {
  return refusal('TRACKER_FULL', `The tracker has no room for more ${what}; ask the person who runs it.`);
}
