import type { ListedPeerView, PeerView, RoomView } from '../commons/model/views.ts';
import type { Peer, PeerRepository } from './repositories/peer-repository.ts';
import type { RoomRepository } from './repositories/room-repository.ts';
import { type Room, type Seat, seatOf } from './rooms.ts';

/** A peer as others see it. */
export function viewPeer({ username, address, port, connected, last_ping }: Peer): PeerView {
  return { username, address, port, connected, last_ping };
}

/** A peer as LIST_PEERS tells of it: with the rooms that it is present in. */
export function viewListedPeer(peer: Peer, rooms: RoomRepository): ListedPeerView {
  const present = rooms.roomsOf(peer.username).filter((room) => seatOf(room, peer.username)?.state === 'present');
  const names = present.map((room) => room.name);
  return { ...viewPeer(peer), room: names.at(-1) ?? null, rooms: names };
}

/** A room as its members see it: who is not present is null in the three places, and named in `seats` alone. */
export function viewRoom(room: Room, peers: PeerRepository): RoomView {
  const present = (seat: Seat | undefined): PeerView | null => {
    const peer = seat?.state === 'present' ? peers.find(seat.username) : undefined;
    return peer ? viewPeer(peer) : null;
  };
  const others = room.seats.filter((seat) => seat.username !== room.owner);
  return {
    name: room.name,
    peer_owner: present(seatOf(room, room.owner)),
    peer_one: present(others[0]),
    peer_two: present(others[1]),
    owner: room.owner,
    revision: room.revision,
    seats: room.seats.map(({ username, state }) => ({ username, state })),
  };
}
