// Data folders as the tracker would have them after a while, made by its own classes.

import { systemClock } from '../commons/clock.ts';
import { jsonStores } from '../tracker/repositories/repositories.ts';
import type { User } from '../tracker/repositories/user-repository.ts';
import type { Room } from '../tracker/rooms.ts';

const CREATED_AT = '2026-01-01T12:00:00.000Z';

/** What scrypt makes is as long as this. */
const SECRET = `scrypt$15$8$1$${'s'.repeat(22)}$${'k'.repeat(43)}`;

export function storedUser(username: string, secret: string = SECRET): User {
  return { username, secret, created_at: CREATED_AT };
}

/** A room that its owner has left, a moment ago. */
export function storedRoom(name: string, owner: string, revision: number): Room {
  const seats = [{ username: owner, state: 'away', isHeld: false }] as const;
  return { name, owner, seats, revision, emptySince: systemClock.now() };
}

/** Names must be in lower case, so that they are their own keys. */
export async function makeFolder(folder: string, users: readonly User[], rooms: readonly Room[] = []): Promise<void> {
  const warn = (message: string): void => {
    throw new Error(message);
  };
  const stores = await jsonStores(folder, { clock: systemClock, warn });
  await Promise.all(Object.values(stores).map((store) => store.load()));
  await stores.users.commit(new Map(users.map((user) => [user.username, user])));
  await stores.rooms.commit(new Map(rooms.map((room) => [room.name, room])));
  await Promise.all(Object.values(stores).map((store) => store.close()));
}
