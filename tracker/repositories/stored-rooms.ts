import { z } from 'zod';
import { nameKey } from '../../commons/model/names.ts';
import { isRefusal } from '../../commons/protocol/errors.ts';
import type { Store } from '../../commons/storage/store.ts';
import { fold } from '../rooms/fold.ts';
import type { OperationOf, RoomOperation, RoomOutcome } from '../rooms/operation.ts';
import { noSuchRoom, roomExists } from '../rooms/refusals.ts';
import { afterRestart, type Room } from '../rooms/rooms.ts';
import { MemoryRooms } from './memory-rooms.ts';
import { Unsaved } from './unsaved.ts';

export const roomRecord = z
  .object({
    name: z.string().min(1),
    owner: z.string().min(1),
    seats: z
      .array(z.object({ username: z.string().min(1), state: z.enum(['present', 'away']), isHeld: z.boolean() }))
      .max(3),
    revision: z.int().nonnegative(),
    emptySince: z.number().nullable(),
    emptyDays: z.int().nonnegative().optional(),
    lock: z.object({ access: z.enum(['password', 'invite']), hash: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  })
  .refine(({ owner, seats }) => seats[0]?.username === owner, "the first seat is the owner's");

/**
 * Revisions that a restart skips at least. Seats are written within a second, so a tracker that was killed may have
 * sent members revisions that are not on disk; none of those may come again.
 */
const SKIPPED_REVISIONS = 1_000_000;

/**
 * Rooms in memory that are written to a store: those that are made or deleted before the outcome is known, all other
 * changes by `save`.
 */
export class StoredRooms extends MemoryRooms {
  readonly #store: Store<Room>;
  readonly #beingCreated = new Set<string>();
  readonly #beingDeleted = new Set<string>();
  readonly #unsaved: Unsaved<Room>;

  private constructor(store: Store<Room>, rooms: Iterable<Room>, revision: number) {
    super(rooms, revision);
    this.#store = store;
    this.#unsaved = new Unsaved(store, (name) => this.#toStore(name));
  }

  /** Loads what was stored; nobody is present any more. `now` is wall-clock ms. */
  static async open(store: Store<Room>, now: number): Promise<StoredRooms> {
    const stored = [...(await store.load()).values()];
    const last = stored.reduce((highest, room) => Math.max(highest, room.revision), 0);
    // The time in ms rises faster than revisions do: it counts if the room with the highest revision was deleted.
    const revision = Math.max(now, last + SKIPPED_REVISIONS);
    const rooms = new StoredRooms(
      store,
      stored.map((room) => afterRestart(room, now)),
      revision,
    );
    for (const { name, seats } of stored) {
      if (seats.some(({ state }) => state === 'present')) rooms.#unsaved.add(nameKey(name));
    }
    // The room that has the highest revision now is on disk before any member is sent one: the clock may go back.
    const latest = rooms.find(stored.at(-1)?.name ?? '');
    if (latest) await store.commit(new Map([[nameKey(latest.name), latest]]));
    return rooms;
  }

  override get count(): number {
    return super.count + this.#beingCreated.size;
  }

  override apply(operation: RoomOperation): Promise<RoomOutcome> {
    switch (operation.do) {
      case 'create':
        return this.#create(operation);
      case 'delete':
      case 'deleteExpired':
        return this.#delete(operation);
      default:
        return this.#changeSeats(operation);
    }
  }

  override save(): Promise<void> {
    return this.#unsaved.save();
  }

  async #changeSeats(operation: RoomOperation): Promise<RoomOutcome> {
    if (operation.do === 'join' && this.#isBeingDeleted(operation.room)) return noSuchRoom(operation.room);
    const outcome = this.applyNow(operation);
    if (isRefusal(outcome)) return outcome;
    for (const { before, after } of outcome.changed) {
      if (after && after !== before && !this.#isBeingDeleted(after.name)) this.#unsaved.add(nameKey(after.name));
    }
    return outcome;
  }

  /** The name is taken while the room is written. */
  async #create(operation: OperationOf<'create'>): Promise<RoomOutcome> {
    const key = nameKey(operation.room);
    if (this.#beingCreated.has(key)) return roomExists(operation.room);
    const outcome = fold(this, operation);
    if (isRefusal(outcome)) return outcome;
    const { revision } = this;
    this.#beingCreated.add(key);
    try {
      await this.#store.commit(new Map(outcome.changed.map(({ after }) => [key, after && { ...after, revision }])));
      this.#unsaved.add(key);
      this.keep(operation, outcome);
      return outcome;
    } finally {
      this.#beingCreated.delete(key);
    }
  }

  /** While a room is deleted, members may leave it and nobody joins. */
  async #delete(operation: OperationOf<'delete' | 'deleteExpired'>): Promise<RoomOutcome> {
    const key = nameKey(operation.room);
    const planned = this.#beingDeleted.has(key) ? noSuchRoom(operation.room) : fold(this, operation);
    if (isRefusal(planned)) return planned;
    this.#beingDeleted.add(key);
    this.#unsaved.remove(key);
    try {
      await this.#store.commit(new Map([[key, null]]));
      const deleted = { changed: [{ before: this.find(operation.room) ?? null, after: null }] };
      this.keep(operation, deleted);
      return deleted;
    } catch (error) {
      this.#unsaved.add(key);
      throw error;
    } finally {
      this.#beingDeleted.delete(key);
    }
  }

  #isBeingDeleted(name: string): boolean {
    return this.#beingDeleted.size > 0 && this.#beingDeleted.has(nameKey(name));
  }

  /** Null for a room that is being deleted: it must not be written once more. */
  #toStore(key: string): Room | null {
    return this.#beingDeleted.has(key) ? null : (this.find(key) ?? null);
  }
}
