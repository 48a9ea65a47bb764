// What the tracker does with its records beside the requests: writes seats and presence every second, and deletes rooms
// that nobody has entered for a month.

import { type Cancel, type Clock, every } from '../../commons/clock.ts';
import type { Logger } from '../../commons/process/logger.ts';
import { isRefusal } from '../../commons/protocol/errors.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { RoomOutcome } from '../rooms/operation.ts';
import { isExpired } from '../rooms/rooms.ts';
import type { RoomChanges } from './room-changes.ts';

/** Changes of seats and presence are on disk at the latest after this. */
const SAVE_INTERVAL_MS = 1_000;

/** How often rooms are looked through. */
const EXPIRY_INTERVAL_MS = 60 * 60 * 1000;

export interface UpkeepDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repositories: Repositories;
  readonly changes: RoomChanges;
}

export class Upkeep {
  readonly #deps: UpkeepDeps;
  readonly #timers: Cancel[] = [];
  #isSaving = false;

  constructor(deps: UpkeepDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { clock } = this.#deps;
    this.#timers.push(
      every(clock, SAVE_INTERVAL_MS, () => void this.#save()),
      every(clock, EXPIRY_INTERVAL_MS, () => void this.#expireRooms()),
    );
    void this.#expireRooms();
  }

  /** Writes everything once more, and is done. Rejects with a StorageError. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    await this.#deps.repositories.save();
    await this.#deps.repositories.close();
  }

  /** One save at a time. A refusal of the disk is logged, and the next save writes what is missing. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    const { repositories, logger } = this.#deps;
    await repositories.save().catch(reportStorage(logger, 'seats and presence are not saved'));
    this.#isSaving = false;
  }

  async #expireRooms(): Promise<void> {
    const { clock, logger, repositories, changes } = this.#deps;
    const at = clock.now();
    await changes.apply({ do: 'countEmptyDays', at }, () => {});
    for (const { name } of [...repositories.rooms.after(undefined)].filter(isExpired)) {
      // Nothing happens to a room that was entered while others were being deleted.
      const done = (outcome: RoomOutcome): void => {
        if (!isRefusal(outcome)) logger.info('expired', { room: name });
      };
      await changes
        .apply({ do: 'deleteExpired', at, room: name }, done)
        .catch(reportStorage(logger, `#${name} has not expired yet`));
    }
  }
}
