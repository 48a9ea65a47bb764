// Everything that can happen to rooms, as values. An operation is complete: with the rooms as they are it has one
// outcome, which does not depend on who computes it (`fold`), or when.

import type { Refusal } from '../../commons/protocol/errors.ts';
import type { Lock, Room } from './rooms.ts';

/** `room`: its name, in any spelling but for `create`. `username`: in its registered spelling. */
export type RoomOperation = { /** Wall-clock ms. */ readonly at: number } & (
  | Create
  | Join
  | { readonly do: 'leave'; readonly room: string; readonly username: string }
  | { readonly do: 'delete'; readonly room: string; readonly username: string }
  /** The user signed out: as leaving every room. */
  | { readonly do: 'leaveAll'; readonly username: string }
  /** The user can no longer be reached: seats are held. */
  | { readonly do: 'lose'; readonly username: string }
  /** The grace of a lost user is over: held seats are free. */
  | { readonly do: 'expire'; readonly username: string }
  /** The user logged in: present again where a seat is held. `isElsewhere`: at another address than before. */
  | { readonly do: 'comeBack'; readonly username: string; readonly isElsewhere: boolean }
  /** Counts a day for each room that was empty for one. To be applied at least once a day. */
  | { readonly do: 'countEmptyDays' }
  /** Deletes the room if it has been empty for too many days. */
  | { readonly do: 'deleteExpired'; readonly room: string }
);

export type OperationOf<D extends RoomOperation['do']> = Extract<RoomOperation, { readonly do: D }>;

interface Create {
  readonly do: 'create';
  /** In its normal form. */
  readonly room: string;
  readonly username: string;
  readonly lock: Lock | undefined;
  /** Refused if the tracker has so many rooms already. */
  readonly capacity: number;
}

interface Join {
  readonly do: 'join';
  readonly room: string;
  readonly username: string;
  /** SHA-256 of a secret, in hex, that was found to open the room when the operation was made. */
  readonly proven: string | undefined;
}

/** A room before and after an operation: null where there was or is none, twice the same if nothing changed. */
export interface ChangedRoom {
  readonly before: Room | null;
  readonly after: Room | null;
}

export interface ChangedRooms {
  /** In the order of their new revisions. */
  readonly changed: readonly ChangedRoom[];
}

/** What came of an operation. A refused one has changed nothing. */
export type RoomOutcome = ChangedRooms | Refusal;
