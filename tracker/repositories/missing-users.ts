// Users who have seats in stored rooms and are not stored themselves: the files are of different days, as after a restore of
// some of them. Rooms and seats go by the name of a user, so nobody else may have such a name while they are there.

import { nameKey } from '../../commons/model/names.ts';
import type { KnownRooms } from '../rooms/port.ts';
import type { PeerRepository } from './peer-repository.ts';
import type { UserRepository } from './user-repository.ts';

export class MissingUsers {
  /** By the key of their names. */
  readonly #missing: ReadonlyMap<string, string>;
  readonly #rooms: KnownRooms;
  readonly #peers: PeerRepository;

  constructor(users: UserRepository, rooms: KnownRooms, peers: PeerRepository) {
    const missing = [...rooms.seatHolders()].filter((username) => !users.find(username));
    this.#missing = new Map(missing.map((username) => [nameKey(username), username]));
    this.#rooms = rooms;
    this.#peers = peers;
  }

  /** Those who were missing when the files were read. */
  get usernames(): readonly string[] {
    return [...this.#missing.values()];
  }

  /**
   * Whether the name still has seats, and belongs to somebody else than who proves that key: a user who was lost gets name
   * and rooms back with the key that they last logged in with.
   */
  isReserved(name: string, fingerprint: string | null): boolean {
    const username = this.#missing.get(nameKey(name));
    if (username === undefined || this.#rooms.roomsOf(username).length === 0) return false;
    const isTheirs = fingerprint !== null && this.#peers.find(username)?.fingerprint === fingerprint;
    return !(isTheirs && name === username);
  }
}
