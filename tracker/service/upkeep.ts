// What the tracker does with its records beside the requests: writes what follows presence every second, and lets rooms
// go that nobody has entered for a month.

import { type Cancel, type Clock, every } from '../../commons/clock.ts';
import type { Logger } from '../../commons/process/logger.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { countEmptyDay, isExpired, type Room } from '../rooms/rooms.ts';

/** Changes of seats and presence are on disk at the latest after this. */
const SAVE_INTERVAL_MS = 1_000;

/** How often rooms are looked through. */
const EXPIRY_INTERVAL_MS = 60 * 60 * 1000;

export interface UpkeepDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repositories: Repositories;
  /** A room has expired. */
  expired(room: Room): void;
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

  /** One save at a time; a disk that refuses is said, and what was not written waits for the next. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    const { repositories, logger } = this.#deps;
    await repositories.save().catch(reportStorage(logger, 'seats and presence are not saved'));
    this.#isSaving = false;
  }

  async #expireRooms(): Promise<void> {
    const { clock, logger, repositories, expired } = this.#deps;
    const { rooms } = repositories;
    const now = clock.now();
    for (const room of [...rooms.after(undefined)]) {
      const counted = countEmptyDay(room, now);
      if (counted !== room) rooms.put(counted);
    }
    for (const { name } of [...rooms.after(undefined)].filter(isExpired)) {
      const found = rooms.find(name);
      if (!found || !isExpired(found)) continue; // Somebody came while others were being deleted.
      const room = await rooms.delete(name).catch(reportStorage(logger, `#${name} has not expired yet`));
      if (!room) continue;
      logger.info('expired', { room: name });
      expired(room);
    }
  }
}
