import { join } from 'node:path';
import type { Clock } from '../../commons/clock.ts';
import { onDisk } from '../../commons/storage/disk.ts';
import { JsonStore } from '../../commons/storage/json-store.ts';
import { makeFolder } from '../../commons/storage/make-folder.ts';
import { MemoryStore } from '../../commons/storage/memory-store.ts';
import type { Store } from '../../commons/storage/store.ts';
import type { Rooms } from '../rooms/port.ts';
import type { Room } from '../rooms/rooms.ts';
import { MissingUsers } from './missing-users.ts';
import { type Peer, PeerRepository, peerRecord } from './peer-repository.ts';
import { roomRecord, StoredRooms } from './stored-rooms.ts';
import { type User, UserRepository, userRecord } from './user-repository.ts';

/** The store that each repository keeps its records in. */
export interface Stores {
  readonly users: Store<User>;
  readonly rooms: Store<Room>;
  readonly peers: Store<Peer>;
}

export interface Repositories {
  readonly users: UserRepository;
  readonly rooms: Rooms;
  readonly peers: PeerRepository;
  readonly missingUsers: MissingUsers;
  /** Writes what follows presence. Rejects with a StorageError if some of it could not be written. */
  save(): Promise<void>;
  close(): Promise<void>;
}

/** `now` is wall-clock ms. Rejects with a StorageError if a store cannot be read. */
export async function openRepositories(stores: Stores, now: number): Promise<Repositories> {
  const [users, rooms, peers] = await Promise.all([
    UserRepository.open(stores.users),
    StoredRooms.open(stores.rooms, now),
    PeerRepository.open(stores.peers),
  ]);
  return {
    users,
    rooms,
    peers,
    missingUsers: new MissingUsers(users, rooms, peers),
    save: async () => {
      await Promise.all([rooms.save(), peers.save()]);
    },
    close: async () => {
      await Promise.all([stores.users.close(), stores.rooms.close(), stores.peers.close()]);
    },
  };
}

export function memoryStores(): Stores {
  return { users: new MemoryStore(), rooms: new MemoryStore(), peers: new MemoryStore() };
}

export interface JsonStores {
  readonly stores: Stores;
  /** Snapshots are renewed from now on. Called once the tracker listens: a renewal must not delay the first login. */
  startRenewals(): void;
  /** Afterwards no file of users holds records that were replaced before. Rejects with a StorageError. */
  forgetReplacedUsers(): Promise<void>;
}

export interface JsonStoresDeps {
  readonly clock: Clock;
  /** Receives, in a sentence, a problem with the files and its consequence. */
  warn(message: string): void;
}

/** The three files in `folder`, which is made if it is missing. */
export async function jsonStores(folder: string, deps: JsonStoresDeps): Promise<JsonStores> {
  await onDisk(`the data folder ${folder}`, 'cannot be made', async () => makeFolder(folder));
  const file = (name: string): string => join(folder, name);
  const options = { ...deps, holdsRenewals: true };
  const users = new JsonStore({ ...options, file: file('users_db.json'), collection: 'users', schema: userRecord });
  const rooms = new JsonStore({ ...options, file: file('rooms_db.json'), collection: 'rooms', schema: roomRecord });
  const peers = new JsonStore({ ...options, file: file('peers_db.json'), collection: 'peers', schema: peerRecord });
  const startRenewals = (): void => {
    for (const store of [users, rooms, peers]) store.startRenewals();
  };
  return { stores: { users, rooms, peers }, startRenewals, forgetReplacedUsers: () => users.forgetReplaced() };
}
