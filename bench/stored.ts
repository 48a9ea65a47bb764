// Data folders as the tracker would have them after a while, made by its own classes.

import { createHash } from 'node:crypto';
import { systemClock } from '../commons/clock.ts';
import type { Fingerprint } from '../commons/identity/fingerprint.ts';
import { TOKEN_MS } from '../commons/protocol/limits.ts';
import type { Peer } from '../tracker/repositories/peer-repository.ts';
import { type JsonStores, jsonStores } from '../tracker/repositories/repositories.ts';
import type { User } from '../tracker/repositories/user-repository.ts';
import type { Room } from '../tracker/rooms/rooms.ts';

const CREATED_AT = '2026-01-01T12:00:00.000Z';

/** What scrypt makes is as long as this. */
const SECRET = `scrypt$15$8$1$${'s'.repeat(22)}$${'k'.repeat(43)}`;

export function storedUser(username: string, secret: string = SECRET): User {
  return { username, secret, created_at: CREATED_AT };
}

/** The token that `storedPeer` lets somebody in with. */
export const tokenOf = (username: string): string => `token of ${username}`;

/** Somebody who was connected when the tracker ended; null: in plaintext. */
export function storedPeer(username: string, fingerprint: Fingerprint | null): Peer {
  const hash = createHash('sha256').update(tokenOf(username)).digest('hex');
  const token = { hash, expires_at: systemClock.now() + TOKEN_MS };
  const key = fingerprint === null ? {} : { fingerprint };
  const seen = { address: '127.0.0.1', port: 5000, connected: true, last_ping: CREATED_AT };
  return { username, ...seen, token: { ...token, ...key }, ...key };
}

/** A room that its owner has left, a moment ago. */
export function storedRoom(name: string, owner: string, revision: number): Room {
  const seats = [{ username: owner, state: 'away', isHeld: false }] as const;
  return { name, owner, seats, revision, emptySince: systemClock.now() };
}

/** Names must be in lower case, so that they are their own keys. */
export async function makeFolder(
  folder: string,
  users: readonly User[],
  rooms: readonly Room[] = [],
  peers: readonly Peer[] = [],
): Promise<void> {
  const { stores } = await storesIn(folder);
  const all = Object.values(stores);
  await Promise.all(all.map((store) => store.load()));
  await stores.users.commit(new Map(users.map((user) => [user.username, user])));
  await stores.rooms.commit(new Map(rooms.map((room) => [room.name, room])));
  await stores.peers.commit(new Map(peers.map((peer) => [peer.username, peer])));
  await Promise.all(all.map((store) => store.close()));
}

/** Whatever is wrong with the files is an error: they were made here. */
export function storesIn(folder: string): Promise<JsonStores> {
  const warn = (message: string): void => {
    throw new Error(message);
  };
  return jsonStores(folder, { clock: systemClock, warn });
}
