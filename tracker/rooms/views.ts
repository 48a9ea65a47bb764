// Rooms and peers on the wire (commons/model/views), as JSON text. A peer's record is replaced, never changed, so its
// text is computed once, however many replies and notices use it.

import { withoutZone } from '../../commons/net/ip-address.ts';
import type { Peer, PeerRepository } from '../repositories/peer-repository.ts';
import type { KnownRooms } from './port.ts';
import { type Room, type Seat, seatOf } from './rooms.ts';

interface PeerTexts {
  readonly whole: string;
  /** The seat of the peer in a room where they are present. */
  readonly seat: string;
}

const peerTexts = new WeakMap<Peer, PeerTexts>();

/**
 * The texts of peers in lists, with the rooms that they name: a peer is listed far more often than it changes rooms.
 */
const listedPeers = new WeakMap<Peer, { readonly names: readonly string[]; readonly text: string }>();

/** The room that was encoded last: the reply and the notices of one request show the same room. */
let latest: { readonly room: Room; readonly present: readonly (Peer | undefined)[]; readonly text: string } | null =
  null;

/** A peer in a LIST_PEERS reply: with the room joined last and, unless the entry must be short, all its rooms. */
export function encodeListedPeer(peer: Peer, rooms: KnownRooms, isShort: boolean): string {
  const names: string[] = [];
  for (const room of rooms.roomsOf(peer.username)) {
    if (seatOf(room, peer.username)?.state === 'present') names.push(room.name);
  }
  const open = (): string => `${encodePeer(peer).slice(0, -1)},"room":${JSON.stringify(names.at(-1) ?? null)}`;
  if (isShort) return `${open()}}`;
  const kept = listedPeers.get(peer);
  if (kept && isSameList(kept.names, names)) return kept.text;
  const text = `${open()},"rooms":${JSON.stringify(names)}}`;
  listedPeers.set(peer, { names, text });
  return text;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** A peer without its rooms, as in a room or a notice. */
export function encodePeer(peer: Peer): string {
  return textsOf(peer).whole;
}

/** A room as its members see it: a user who is not present is named in `seats` only; their peer field is null. */
export function encodeRoom(room: Room, peers: PeerRepository): string {
  const present = room.seats.map(({ username, state }) => (state === 'present' ? peers.find(username) : undefined));
  if (latest?.room === room && latest.present.every((peer, seat) => peer === present[seat])) return latest.text;
  const [owner, one, two] = present; // The owner's seat is the first.
  const seats = room.seats.map((seat, index) => encodeSeat(seat, present[index]));
  // join() makes a flat string. Concatenation with + makes a tree of pieces (a rope), which V8 would flatten once for
  // the reply and once for each notice that contains it.
  const text = [
    `{"name":${JSON.stringify(room.name)},"peer_owner":`,
    encodePlace(owner),
    ',"peer_one":',
    encodePlace(one),
    ',"peer_two":',
    encodePlace(two),
    `,"owner":${JSON.stringify(room.owner)},"revision":${room.revision},"seats":[`,
    seats.join(','),
    room.lock ? `],"access":"${room.lock.access}"}` : ']}',
  ].join('');
  latest = { room, present, text };
  return text;
}

function encodePlace(peer: Peer | undefined): string {
  return peer ? textsOf(peer).whole : 'null';
}

function encodeSeat({ username, state }: Seat, present: Peer | undefined): string {
  return present ? textsOf(present).seat : seatText(username, state);
}

function seatText(username: string, state: Seat['state']): string {
  return `{"username":${JSON.stringify(username)},"state":"${state}"}`;
}

function textsOf(peer: Peer): PeerTexts {
  const kept = peerTexts.get(peer);
  if (kept !== undefined) return kept;
  const { username, port, connected, last_ping, fingerprint } = peer;
  const address = withoutZone(peer.address);
  const whole = JSON.stringify({ username, address, port, connected, last_ping, fingerprint });
  const texts = { whole, seat: seatText(username, 'present') };
  peerTexts.set(peer, texts);
  return texts;
}
