import type { RoomOperation, RoomOutcome } from './operation.ts';
import type { Room } from './rooms.ts';

/** The rooms in memory. */
export interface KnownRooms {
  /** The number of rooms, including those that are being created. */
  readonly count: number;
  find(name: string): Room | undefined;
  /** Rooms in which the user has a seat, present or not; the one joined last comes last. */
  roomsOf(username: string): readonly Room[];
  /** The number of rooms in which the user has a seat. */
  countOf(username: string): number;
  /** Users who have a seat somewhere. */
  seatHolders(): Iterable<string>;
  /** Rooms in the order of their names, beginning with the first after `after`. */
  after(after: string | undefined): Iterable<Room>;
}

/**
 * The port for the rooms of a tracker: they are read from memory, and changed only by `apply`. An adapter applies
 * operations one after the other, whichever session sent them, and gives each changed room the next revision of one
 * sequence for all rooms, so that the revisions of a room rise strictly even if it is deleted and created again.
 */
export interface Rooms extends KnownRooms {
  /**
   * Resolves with the outcome when `find` shows it; a room that was created or deleted is durable by then. Promises
   * resolve in the order of the revisions, so notices are in order if each is sent by the first `then` of its promise.
   * If it rejects with a StorageError, nothing has changed.
   */
  apply(operation: RoomOperation): Promise<RoomOutcome>;
  /** Writes the seats that have changed. After a StorageError, the next call writes them again. */
  save(): Promise<void>;
}
