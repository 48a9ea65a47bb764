import { compareNames } from '../../commons/model/names.ts';
import { DEFAULT_PAGE, MAX_OBJECT_BYTES, MAX_REFERENCE_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import { noSuchRoom } from '../rooms/refusals.ts';
import { presentMembers, type Room } from '../rooms/rooms.ts';
import { encodeListedPeer, encodeRoom } from '../rooms/views.ts';
import type { HandlerDeps, MemberHandler } from './deps.ts';
import { type Outcome, ok, refuse, withField } from './outcome.ts';
import type { Session } from './session.ts';

/**
 * The bytes of a reply beside its entries: status, sentence, a `request_id` of 64 escaped units, and a name in `next`.
 */
const ENVELOPE_BYTES = 768;

/** Lists peers that are online: all, those present in `room`, or the one named `peer`. Refuses with NO_SUCH_ROOM. */
export const listPeers: MemberHandler<RequestOf<'LIST_PEERS'>> = (request, member, deps) => {
  const room = request.room === undefined ? null : deps.rooms.find(request.room);
  if (room === undefined) return refuse(noSuchRoom(request.room ?? ''));
  const source = room ? inRoom(room, request.after, deps) : named(request, deps);
  const entry = (peer: Peer, isShort: boolean): Entry => ({
    name: peer.username,
    json: encodeListedPeer(peer, deps.rooms, isShort),
  });
  return page('peers', source, entry, request.limit, member);
};

/** All rooms. */
export const listRooms: MemberHandler<RequestOf<'LIST_ROOMS'>> = (request, member, deps) => {
  const entry = (room: Room): Entry => ({ name: room.name, json: encodeRoom(room, deps.peers) });
  return page('rooms', deps.rooms.after(request.after), entry, request.limit, member);
};

function named(request: RequestOf<'LIST_PEERS'>, deps: HandlerDeps): Iterable<Peer> {
  if (request.peer === undefined) return deps.peers.after(request.after);
  const user = deps.users.find(request.peer);
  const peer = user && deps.peers.find(user.username);
  return peer && deps.peers.isOnline(peer.username) ? [peer] : [];
}

function inRoom(room: Room, after: string | undefined, deps: HandlerDeps): Peer[] {
  const peers = presentMembers(room).map((username) => deps.peers.find(username));
  return peers
    .filter(
      (peer): peer is Peer => peer !== undefined && (after === undefined || compareNames(peer.username, after) > 0),
    )
    .sort((a, b) => compareNames(a.username, b.username));
}

interface Entry {
  readonly name: string;
  readonly json: string;
}

/**
 * One page of entries: as many as were requested and fit into one object for that session. If an entry is too large for
 * a page of its own, `entry` is called for a shorter form.
 */
function page<T>(
  key: 'peers' | 'rooms',
  source: Iterable<T>,
  entry: (item: T, isShort: boolean) => Entry,
  limit: number | undefined,
  session: Session,
): Outcome {
  const room = (session.isExtended ? MAX_OBJECT_BYTES : MAX_REFERENCE_OBJECT_BYTES) - ENVELOPE_BYTES;
  const most = limit ?? (session.isExtended ? DEFAULT_PAGE : Number.POSITIVE_INFINITY);
  const texts: string[] = [];
  let bytes = 0;
  let last: string | undefined;
  let next: string | undefined;
  for (const item of source) {
    const { name, json } = entry(item, false);
    let text = `${JSON.stringify(name)}:${json}`;
    let size = Buffer.byteLength(text);
    if (size > room) {
      text = `${JSON.stringify(name)}:${entry(item, true).json}`;
      size = Buffer.byteLength(text);
    }
    bytes += size + 1;
    if (texts.length >= most || bytes > room) {
      next = last;
      break;
    }
    texts.push(text);
    last = name;
  }
  const what = texts.length === 1 ? key.slice(0, -1) : key;
  const msg = `${texts.length} ${what}${next === undefined ? '' : ', and there are more'}.`;
  const envelope = ok(msg, next === undefined ? undefined : { next });
  return { reply: withField(envelope, key, `{${texts.join(',')}}`) };
}
