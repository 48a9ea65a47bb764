import type { RoomOperation, RoomOutcome } from './operation.ts';
import type { Room } from './rooms.ts';

/** The rooms as they are known here. */
export interface KnownRooms {
  /** Those that are about to be made, too. */
  readonly count: number;
  find(name: string): Room | undefined;
  /** Rooms in which the user has a seat, present or not; the one joined last comes last. */
  roomsOf(username: string): readonly Room[];
  /** How many rooms the user has a seat in. */
  countOf(username: string): number;
  /** Users who have a seat somewhere. */
  seatHolders(): Iterable<string>;
  /** Rooms in the order of their names, from the one after `after` on. */
  after(after: string | undefined): Iterable<Room>;
}

/**
 * The port for the rooms of a tracker: they are read from memory, and change by `apply` alone. An adapter folds operations
 * one after the other, whichever session sent them, and gives each changed room the next revision of one sequence for all rooms,
 * so that the revisions of a room rise strictly even if it is deleted and made again.
 */
export interface Rooms extends KnownRooms {
  /**
   * Resolves with the outcome when `find` shows it; a room that is made or deleted is durable by then. Promises resolve in the
   * order of the revisions: notices are in order if each is sent by the first `then` of its promise. Rejects with a
   * StorageError, and nothing has changed.
   */
  apply(operation: RoomOperation): Promise<RoomOutcome>;
  /** Writes the seats that have changed. Rejects with a StorageError, and tries again the next time. */
  save(): Promise<void>;
}
