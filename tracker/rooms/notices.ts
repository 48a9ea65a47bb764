// Who is notified of what came of an operation, and in which words.

import type { PeerRepository } from '../repositories/peer-repository.ts';
import type { Notice } from '../requests/outcome.ts';
import type { ChangedRoom, RoomOperation } from './operation.ts';
import { looksSame, presentMembers, type Room, seatOf } from './rooms.ts';
import { encodeRoom } from './views.ts';

/** Between the names of a user and of the room. The other operations are not about seats. */
const VERBS: { readonly [D in RoomOperation['do']]?: string } = {
  join: 'joined',
  leave: 'left',
  leaveAll: 'left',
  lose: 'is away from',
  expire: 'is gone from',
  comeBack: 'is back in',
};

/** The notice for members who are present, except for the user whose operation it is; null: there is none. */
export function noticeOf(
  operation: RoomOperation,
  { before, after }: ChangedRoom,
  peers: PeerRepository,
): Notice | null {
  if (before === null || after === before) return null;
  const by = 'username' in operation ? operation.username : null;
  const to = presentMembers(after ?? before).filter((username) => username !== by);
  if (to.length === 0) return null;
  const json = after === null ? deletedJson(before, by) : changedJson(operation, before, after, peers);
  return json === null ? null : { to, about: `#${before.name}`, json };
}

function changedJson(operation: RoomOperation, before: Room, after: Room, peers: PeerRepository): string | null {
  const verb = VERBS[operation.do];
  if (verb === undefined || !('username' in operation)) return null;
  const { username } = operation;
  const hasMoved = operation.do === 'comeBack' && seatOf(before, username)?.state === 'present';
  if (!hasMoved && looksSame(before, after)) return null;
  const msg = hasMoved ? `${username} has another address.` : `${username} ${verb} ${after.name}.`;
  return `{"status":"ROOM_UPDATE","msg":${JSON.stringify(msg)},"room":${encodeRoom(after, peers)}}`;
}

/** `by`: null if it expired. */
function deletedJson({ name }: Room, by: string | null): string {
  const msg = by === null ? `${name} has expired.` : `${name} was deleted by ${by}.`;
  return JSON.stringify({ status: 'ROOM_UPDATE', msg, room: null, room_name: name });
}
