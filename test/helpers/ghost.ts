import type { PeerView, RoomView } from '../../commons/model/views.ts';
import type { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';
import { someIdentity } from './identities.ts';
import type { TrackerWorld } from './tracker-world.ts';

/** Somebody whom only a lying tracker has seen. */
export const GHOST: PeerView = {
  username: 'ghost',
  address: '127.0.0.1',
  port: 7_777,
  connected: true,
  last_ping: null,
  fingerprint: someIdentity().fingerprint,
};

/** The room with a ghost on its third seat, as of `revision`. */
export function withGhost(room: RoomView, revision = room.revision): RoomView {
  const seats = [...room.seats, { username: 'ghost', state: 'present' as const }];
  return { ...room, revision, peer_two: GHOST, seats };
}

/** #dev as the tracker itself would tell of it now. */
export function devAsTold({ repositories: { rooms, peers } }: TrackerWorld): RoomView {
  const room = rooms.find('dev');
  const place = (seat: number): PeerView | null => {
    const peer = peers.find(room?.seats[seat]?.username ?? '');
    return peer ? (JSON.parse(JSON.stringify(peer)) as PeerView) : null;
  };
  const seats = (room?.seats ?? []).map(({ username, state }) => ({ username, state }));
  const places = { peer_owner: place(0), peer_one: place(1), peer_two: null };
  return { name: 'dev', owner: 'bob', revision: room?.revision ?? 0, seats, ...places };
}

/** The tracker in the middle tells its peer of the room. */
export async function tellsOf(world: TrackerWorld, middle: TrackerInTheMiddle, room: RoomView): Promise<void> {
  middle.tell({ status: 'ROOM_UPDATE', msg: '', room });
  await world.clock.advance(100);
}
