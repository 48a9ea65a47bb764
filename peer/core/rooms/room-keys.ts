// The keys of private rooms, and who has proven an invitation.

import { nameKey } from '../../../commons/model/names.ts';
import type { Request } from '../../../commons/protocol/tracker-messages.ts';
import { roomNamed } from '../look-ups.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import type { Opening, RoomKey } from '../records/room-key.ts';
import type { RoomState } from '../records/room-state.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';

export function roomKeyOf(state: PeerState, room: string): RoomKey | undefined {
  return state.roomKeys.get(nameKey(room));
}

/** A request for a seat, with the secret of a private room. */
export function joinRequest(room: string, opening: Opening | undefined): Request {
  return { cmd: 'JOIN_ROOM', room, ...(opening ? { secret: opening.secret } : {}) };
}

/** We have entered the room: its room key is stored, and not forgotten because of a report of the tracker. */
export function keepRoomKey(turn: Turn, room: RoomState, opening: Opening | null): void {
  const isByInvitation = Boolean(roomKeyOf(turn.state, room.name)?.key);
  if (!opening || (isByInvitation && (opening.key === null || opening.isHearsay))) return;
  const { secret, key } = opening;
  put(turn, { room: room.name, owner: room.owner, secret, key });
}

export function forgetRoomKey({ state, effects }: Turn, room: string): void {
  if (state.roomKeys.remove(room)) effects.push({ type: 'keepRoomKeys', roomKeys: [...state.roomKeys.values()] });
}

/** Whether the other side of the link may read and write in the room. In a room without invitations everybody may. */
export function isInvited(state: PeerState, link: OpenLink, room: string): boolean {
  const key = roomKeyOf(state, room)?.key;
  return !key || link.proofs.isVerified(key);
}

/** Whether lines to the room would wait in vain for the person, who has proven no invitation in time. */
export function isKnownUninvited(state: PeerState, person: Person, room: string): boolean {
  if (!roomNamed(state, room)?.uninvited.has(person.username)) return false;
  return ![...person.links.open.values()].some((link) => isInvited(state, link, room));
}

/** Whether too many wrong proofs came with this key, or from that network, for the link to be admitted now. */
export function hasGuessedTooOften(turn: Turn, fingerprint: string, address: string): boolean {
  return turn.state.guesses.waitMs({ guessers: [fingerprint], address, target: '' }, turn.elapsed) > 0;
}

function put({ state, effects }: Turn, roomKey: RoomKey): void {
  state.roomKeys.put(roomKey);
  effects.push({ type: 'keepRoomKeys', roomKeys: [...state.roomKeys.values()] });
}
