import { isRefusal } from '../../commons/protocol/errors.ts';
import type { ChangedRooms, RoomOperation, RoomOutcome } from '../rooms/operation.ts';
import type { Room } from '../rooms/rooms.ts';
import { type Outcome, refuse } from './outcome.ts';

/**
 * What a handler returns that rooms have to change for. The shell applies the operation, notifies the members, and concludes in
 * the same turn: replies and notices leave in the order of the revisions.
 */
export interface RoomChange {
  readonly operation: RoomOperation;
  /** What follows from what came of it. Called once, if the operation could be applied. */
  conclude(outcome: RoomOutcome): Step;
}

/** All that follows from a request, or what has to happen first. */
export type Step = Outcome | RoomChange;

/**
 * What a handler returns that had to wait, for the disk or for a hash: the decision itself, taken in one turn on the state as
 * it is then.
 */
export type Decision = () => Step;

export function isOutcome(step: Step): step is Outcome {
  return 'reply' in step;
}

/** `conclude` gets the one room that the operation is about: as it is now, or was when it was deleted. Refusals are replied. */
export function changeRoom(
  operation: RoomOperation & { readonly room: string },
  conclude: (room: Room) => Step,
): RoomChange {
  return {
    operation,
    conclude: (outcome) => (isRefusal(outcome) ? refuse(outcome) : conclude(roomOf(outcome))),
  };
}

/** For an operation on all rooms of a user, which is never refused. */
export function changeSeats(
  operation: RoomOperation & { readonly username: string },
  conclude: () => Step,
): RoomChange {
  return { operation, conclude };
}

function roomOf({ changed: [changed] }: ChangedRooms): Room {
  return (changed?.after ?? changed?.before) as Room;
}
