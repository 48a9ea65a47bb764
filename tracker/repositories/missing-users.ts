// Users who have seats in stored rooms but are not stored themselves, as after a restore of only some of the files.
// Rooms and seats refer to users by name, so nobody else may register such a name while they exist (protocol 5.2.1).

import { nameKey } from '../../commons/model/names.ts';
import type { KnownRooms } from '../rooms/port.ts';
import type { PeerRepository } from './peer-repository.ts';
import type { UserRepository } from './user-repository.ts';

export class MissingUsers {
  /** Their names, by name key. */
  readonly #missing: ReadonlyMap<string, string>;
  readonly #rooms: KnownRooms;
  readonly #peers: PeerRepository;

  constructor(users: UserRepository, rooms: KnownRooms, peers: PeerRepository) {
    const missing = [...rooms.seatHolders()].filter((username) => !users.find(username));
    this.#missing = new Map(missing.map((username) => [nameKey(username), username]));
    this.#rooms = rooms;
    this.#peers = peers;
  }

  /** The users who were missing when the files were read. */
  get usernames(): readonly string[] {
    return [...this.#missing.values()];
  }

  /**
   * Whether `name` must not be registered: it still has seats, and `fingerprint` is not that of the key with which its
   * user last logged in. With that key, a lost user gets the name and the rooms back.
   */
  isReserved(name: string, fingerprint: string | null): boolean {
    const username = this.#missing.get(nameKey(name));
    if (username === undefined || this.#rooms.roomsOf(username).length === 0) return false;
    const isTheirs = fingerprint !== null && this.#peers.find(username)?.fingerprint === fingerprint;
    return !(isTheirs && name === username);
  }
}
