import type { Program } from '../program.ts';
import type { Laboratory } from './laboratory.ts';
import type { Person } from './places.ts';

/** Starts a peer for each name in the room dev, which the first creates. Resolves when all are linked to each other. */
export async function inRoom(lab: Laboratory, names: readonly Person[], args: readonly string[]): Promise<Program[]> {
  const peers: Program[] = [];
  for (const name of names) {
    const peer = await lab.peer(name, { args });
    peer.type(peers.length === 0 ? '/create dev' : '/join dev');
    await peer.fact({ event: 'room_joined' });
    for (const other of peers) {
      await peer.fact({ event: 'link', peer: other.name, state: 'open' });
      await other.fact({ event: 'link', peer: name, state: 'open' });
    }
    peers.push(peer);
  }
  return peers;
}
