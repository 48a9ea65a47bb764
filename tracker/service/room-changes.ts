import { isRefusal } from '../../commons/protocol/errors.ts';
import type { PeerRepository } from '../repositories/peer-repository.ts';
import type { Notice } from '../requests/outcome.ts';
import { noticeOf } from '../rooms/notices.ts';
import type { ChangedRooms, RoomOperation, RoomOutcome } from '../rooms/operation.ts';
import type { Rooms } from '../rooms/port.ts';

/**
 * The one way in which the shell changes rooms: whatever the reason for an operation, members are notified of what came
 * of it.
 */
export class RoomChanges {
  readonly #rooms: Rooms;
  readonly #peers: PeerRepository;
  readonly #notify: (notice: Notice) => void;

  constructor(rooms: Rooms, peers: PeerRepository, notify: (notice: Notice) => void) {
    this.#rooms = rooms;
    this.#peers = peers;
    this.#notify = notify;
  }

  /**
   * Calls `done` when the members have been notified. All is done by the first `then` of the promise of the outcome: so
   * replies and notices leave in the order of the revisions, though requests wait for their outcomes. Calls `failed` if
   * the operation could not be applied; rejects if there is no such function.
   */
  apply(
    operation: RoomOperation,
    done: (outcome: RoomOutcome) => void,
    failed?: (error: unknown) => void,
  ): Promise<void> {
    return this.#rooms.apply(operation).then((outcome) => {
      if (!isRefusal(outcome)) this.#notifyOf(operation, outcome);
      done(outcome);
    }, failed);
  }

  #notifyOf(operation: RoomOperation, { changed }: ChangedRooms): void {
    for (const each of changed) {
      const notice = noticeOf(operation, each, this.#peers);
      if (notice) this.#notify(notice);
    }
  }
}
