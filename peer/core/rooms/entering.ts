// Creates and joins rooms: open ones, with a password, and by invitation.

import type { Invitation } from '../../../commons/model/invitation.ts';
import { DEFAULT_TRACKER, endpointKey, parseEndpoint } from '../../../commons/net/endpoint.ts';
import type { RoomEntry, RoomLock } from '../../commands/intent.ts';
import { roomNamed } from '../look-ups.ts';
import { isMeant } from '../people/look-alikes.ts';
import type { Opening } from '../records/room-key.ts';
import { problem } from '../report.ts';
import { ask, takeAsked } from '../tracker/asking.ts';
import { keyHandedOver } from '../trust/contacts.ts';
import { dropAllLinks, dropStrangeLinks } from '../trust/key-changes.ts';
import type { Turn } from '../turn.ts';
import { isAnswerTooEarly } from './asked-rooms.ts';
import { forgetRoomKey, joinRequest, roomKeyOf } from './room-keys.ts';
import { deriveSecret, wantPassword } from './room-passwords.ts';
import { showRoom } from './rooms.ts';

export function createRoom(turn: Turn, room: string, lock: RoomLock): void {
  if (lock.access === 'open') return askToCreate(turn, room, 'open', null);
  if (lock.access === 'password') {
    return lock.password ? deriveSecret(turn, 'create', room, lock.password) : wantPassword(turn, 'create', room);
  }
  if (turn.state.fingerprint === null) {
    return problem(turn, { code: 'NO_KEY', why: 'create' });
  }
  const key = turn.newRoomKey();
  askToCreate(turn, room, 'invite', { secret: turn.cryptography.trackerSecretOf(key), key });
}

/** Joins the room of exactly that name, or switches to it. */
export function joinRoom(turn: Turn, room: string, entry: RoomEntry): void {
  if (isAnswerTooEarly(turn, room)) return;
  if (entry.by === 'nothing') forgetRoomKey(turn, room);
  const known = roomNamed(turn.state, room);
  if (!isMeant(turn, 'join', room)) return;
  if (known) return showRoom(turn, known, true);
  if (entry.by !== 'password') return askToJoin(turn, room, roomKeyOf(turn.state, room) ?? null);
  if (entry.password) return deriveSecret(turn, 'join', room, entry.password);
  // If there is a seat, the tracker requires a password, and then the user is asked. A front end that does not ask has
  // already sent the password as its next line, which must not be performed.
  return turn.state.asksPasswords ? askToJoin(turn, room, null) : wantPassword(turn, 'join', room);
}

export function joinByInvitation(turn: Turn, invitation: Invitation | null): void {
  if (!invitation) return problem(turn, { code: 'BAD_INVITATION' });
  const { tracker, room, from, roomKey } = invitation;
  const ours = parseEndpoint(turn.state.trackerName, DEFAULT_TRACKER) ?? DEFAULT_TRACKER;
  if (endpointKey(tracker) !== endpointKey(ours)) {
    return problem(turn, { code: 'OTHER_TRACKER', tracker });
  }
  if (turn.state.fingerprint === null) {
    return problem(turn, { code: 'NO_KEY', why: 'invitation' });
  }
  // The inviter's key becomes verified, so the name must not be mistaken for another one.
  if (!isMeant(turn, 'invitation', from.username) || !isMeant(turn, 'join', room)) return;
  if (!keyHandedOver(turn, from.username, from.fingerprint)) {
    dropAllLinks(turn, from.username, { why: 'key_changed', username: from.username });
    return problem(turn, { code: 'KEY_CHANGED', username: from.username });
  }
  dropStrangeLinks(turn, from.username);
  const known = roomNamed(turn.state, room);
  if (!known) return askToJoin(turn, room, { secret: turn.cryptography.trackerSecretOf(roomKey), key: roomKey });
  if (roomKeyOf(turn.state, room)?.key === roomKey) return showRoom(turn, known, true);
  problem(turn, { code: 'OTHER_INVITATION', room: known.name });
}

export function secretDerived(turn: Turn, request: number, secret: string): void {
  const purpose = takeAsked(turn, request)?.purpose;
  if (purpose?.kind !== 'derive') return;
  if (purpose.to === 'create') askToCreate(turn, purpose.room, 'password', { secret, key: null });
  else askToJoin(turn, purpose.room, { secret, key: null });
}

function askToCreate(turn: Turn, room: string, access: 'open' | 'password' | 'invite', opening: Opening | null): void {
  const lock = opening && access !== 'open' ? { access, secret: opening.secret } : {};
  ask(turn, { cmd: 'CREATE_ROOM', room, ...lock }, { kind: 'create', room, opening }, true);
}

export function askToJoin(turn: Turn, room: string, opening: Opening | null): void {
  ask(turn, joinRequest(room, opening ?? undefined), { kind: 'join', room, opening }, true);
}
