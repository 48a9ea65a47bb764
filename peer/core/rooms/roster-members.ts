// Rosters as values: made from a ROOM, and compared with each other.

import { compareNames, nameKey } from '../../../commons/model/names.ts';
import type { PeerView, RoomView } from '../../../commons/model/views.ts';
import type { Roster } from '../../../commons/protocol/peer-messages.ts';

export type Members = Roster['members'];

/** Other people, or another key. A key may be missing in either: the tracker sends none of a member who is away. */
export function isContradicting(ours: Members, { members }: Roster): boolean {
  if (ours.length !== members.length) return true;
  return members.some(({ username, fingerprint }) => {
    const same = ours.find((member) => member.username === username);
    return !same || (fingerprint !== null && same.fingerprint !== null && fingerprint !== same.fingerprint);
  });
}

export function rosterOf({ seats, peer_owner, peer_one, peer_two }: RoomView): Members {
  const places = [peer_owner, peer_one, peer_two].filter((place): place is PeerView => place !== null);
  const keys = new Map(places.map(({ username, fingerprint }) => [username, fingerprint ?? null]));
  return inOrder(seats.map(({ username }) => ({ username, fingerprint: keys.get(username) ?? null })));
}

export function isSame(ours: Members, theirs: Members): boolean {
  return JSON.stringify(ours) === JSON.stringify(inOrder(theirs));
}

/** Equal for equal members, in whatever order they were sent. */
export function inOrder(members: Members): Members {
  const entries = members.map(({ username, fingerprint }) => ({ username, fingerprint }));
  return entries.sort((a, b) => compareNames(nameKey(a.username), nameKey(b.username)));
}
