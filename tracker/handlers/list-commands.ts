import { compareNames } from '../../commons/model/names.ts';
import { DEFAULT_PAGE, MAX_OBJECT_BYTES, MAX_REFERENCE_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { type Outcome, ok, refuse } from '../outcome.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import { presentMembers } from '../rooms.ts';
import type { Session } from '../session.ts';
import { viewListedPeer, viewRoom } from '../views.ts';
import type { HandlerDeps, MemberHandler } from './deps.ts';
import { noSuchRoom } from './room-commands.ts';

/** What a reply has beside its entries: status, sentence, `request_id`, and a name in `next`. */
const ENVELOPE_BYTES = 512;

/** Peers that are online: all, those present in `room`, or the one called `peer`. Refuses with NO_SUCH_ROOM. */
export const listPeers: MemberHandler<RequestOf<'LIST_PEERS'>> = (request, member, deps) => {
  const room = request.room === undefined ? null : deps.rooms.find(request.room);
  if (room === undefined) return refuse(noSuchRoom(request.room ?? ''));
  const source = room ? inRoom(presentMembers(room), request.after, deps) : named(request, deps);
  const entry = (peer: Peer, isShort: boolean): [string, string] => {
    const { rooms, ...listed } = viewListedPeer(peer, deps.rooms);
    return [peer.username, JSON.stringify(isShort ? listed : { ...listed, rooms })];
  };
  return page('peers', source, entry, request.limit, member);
};

/** All rooms. */
export const listRooms: MemberHandler<RequestOf<'LIST_ROOMS'>> = (request, member, deps) => {
  const rooms = deps.rooms.after(request.after);
  return page('rooms', rooms, (room) => [room.name, JSON.stringify(viewRoom(room, deps.peers))], request.limit, member);
};

function named(request: RequestOf<'LIST_PEERS'>, deps: HandlerDeps): Iterable<Peer> {
  if (request.peer === undefined) return deps.peers.after(request.after);
  const user = deps.users.find(request.peer);
  const peer = user && deps.peers.find(user.username);
  return peer && deps.peers.isOnline(peer.username) ? [peer] : [];
}

function inRoom(usernames: string[], after: string | undefined, deps: HandlerDeps): Peer[] {
  const wanted = usernames.filter((username) => after === undefined || compareNames(username, after) > 0);
  const peers = wanted.sort(compareNames).map((username) => deps.peers.find(username));
  return peers.filter((peer) => peer !== undefined);
}

/**
 * As many entries as were asked for and fit into one object of that session. `entry` is asked for a shorter form of one
 * that is too large for a page of its own.
 */
function page<T>(
  key: string,
  source: Iterable<T>,
  entry: (item: T, isShort: boolean) => [string, string],
  limit: number | undefined,
  session: Session,
): Outcome {
  const room = (session.isExtended ? MAX_OBJECT_BYTES : MAX_REFERENCE_OBJECT_BYTES) - ENVELOPE_BYTES;
  const most = limit ?? (session.isExtended ? DEFAULT_PAGE : Number.POSITIVE_INFINITY);
  const entries: [string, string][] = [];
  let bytes = 0;
  let next: string | undefined;
  for (const item of source) {
    let candidate = entry(item, false);
    if (sizeOf(candidate) > room) candidate = entry(item, true);
    bytes += sizeOf(candidate);
    if (entries.length >= most || bytes > room) {
      next = entries.at(-1)?.[0];
      break;
    }
    entries.push(candidate);
  }
  const what = entries.length === 1 ? key.slice(0, -1) : key;
  const msg = `${entries.length} ${what}${next === undefined ? '' : ', and there are more'}.`;
  return { reply: { ...ok(msg, next === undefined ? {} : { next }), list: { key, entries } } };
}

function sizeOf([name, json]: readonly [string, string]): number {
  return Buffer.byteLength(JSON.stringify(name)) + Buffer.byteLength(json) + 2;
}
