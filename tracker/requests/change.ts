import { isRefusal } from '../../commons/protocol/errors.ts';
import type { ChangedRooms, RoomOperation, RoomOutcome } from '../rooms/operation.ts';
import type { Room } from '../rooms/rooms.ts';
import { type Outcome, refuse } from './outcome.ts';

/**
 * Returned by a handler whose request changes rooms. The shell applies the operation, notifies the members, and
 * concludes in the same turn, so that replies and notices are sent in the order of the revisions.
 */
export interface RoomChange {
  readonly operation: RoomOperation;
  /** Returns the next step for the outcome of the operation. Called once, if the operation could be applied. */
  conclude(outcome: RoomOutcome): Step;
}

/** The outcome of a request, or the change of rooms that has to be applied first. */
export type Step = Outcome | RoomChange;

/**
 * Returned by a handler that had to wait for the disk or for a hash: the function that decides, in one turn, on the
 * state at that time.
 */
export type Decision = () => Step;

export function isOutcome(step: Step): step is Outcome {
  return 'reply' in step;
}

/** `conclude` gets the room of the operation, as it is now or was when it was deleted. A refusal becomes the reply. */
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
