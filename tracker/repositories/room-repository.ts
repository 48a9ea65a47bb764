import { z } from 'zod';
import { nameKey } from '../../commons/model/names.ts';
import type { Store } from '../../commons/storage/store.ts';
import { afterRestart, type Room, seatOf } from '../rooms/rooms.ts';
import { SortedNames } from './sorted-names.ts';
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
 * Revisions that a restart skips at least. Seats are written within a second, so a tracker that was killed may have told
 * members of revisions that are not on disk; none of those may come again.
 */
const SKIPPED_REVISIONS = 1_000_000;

/**
 * All rooms, and who sits in them. One sequence of revisions serves all rooms, so that the revisions of a room rise
 * strictly even when it is deleted and made anew.
 */
export class RoomRepository {
  readonly #store: Store<Room>;
  readonly #rooms = new Map<string, Room>();
  readonly #names = new SortedNames();
  readonly #roomsOf = new Map<string, Set<string>>();
  readonly #beingCreated = new Set<string>();
  readonly #beingDeleted = new Set<string>();
  readonly #unsaved: Unsaved<Room>;
  #revision = 0;

  private constructor(store: Store<Room>) {
    this.#store = store;
    this.#unsaved = new Unsaved(store, (key) => (this.#beingDeleted.has(key) ? null : (this.#rooms.get(key) ?? null)));
  }

  /** Loads what was stored; nobody is present any more. `now` is wall-clock ms. */
  static async open(store: Store<Room>, now: number): Promise<RoomRepository> {
    const repository = new RoomRepository(store);
    const stored = [...(await store.load()).values()];
    const last = stored.reduce((highest, room) => Math.max(highest, room.revision), 0);
    // The time in ms rises faster than revisions do: it has to do where no room is left that tells the last one.
    repository.#revision = Math.max(now, last + SKIPPED_REVISIONS);
    for (const room of stored) repository.#keep(afterRestart(room, now));
    for (const room of stored.filter(({ seats }) => seats.some(({ state }) => state === 'present'))) {
      repository.#unsaved.add(nameKey(room.name));
    }
    // The room that has the highest revision now is on disk before anybody is told of one: the clock may go back.
    const latest = repository.#rooms.get(nameKey(stored.at(-1)?.name ?? ''));
    if (latest) await store.commit(new Map([[nameKey(latest.name), latest]]));
    return repository;
  }

  /** Those that are about to be made, too. */
  get count(): number {
    return this.#rooms.size + this.#beingCreated.size;
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(nameKey(name));
  }

  /** Whether its deletion is under way: nobody may come in any more. */
  isBeingDeleted(room: Room): boolean {
    return this.#beingDeleted.has(nameKey(room.name));
  }

  isTaken(name: string): boolean {
    const key = nameKey(name);
    return this.#rooms.has(key) || this.#beingCreated.has(key);
  }

  /** Rooms in which the user has a seat, present or not; the one joined last comes last. */
  roomsOf(username: string): Room[] {
    const rooms: Room[] = [];
    for (const key of this.#roomsOf.get(username) ?? []) {
      const room = this.#rooms.get(key);
      if (room) rooms.push(room);
    }
    return rooms;
  }

  /** Everyone who has a seat somewhere. */
  seatHolders(): Iterable<string> {
    return this.#roomsOf.keys();
  }

  /** Rooms in the order of their names, from the one after `after` on. */
  *after(after: string | undefined): Generator<Room> {
    for (const name of this.#names.after(after)) {
      const room = this.find(name);
      if (room) yield room;
    }
  }

  /** Resolves when the room is durable; false if the name was taken. Rejects with a StorageError. */
  async create(room: Room): Promise<boolean> {
    const key = nameKey(room.name);
    if (this.isTaken(room.name)) return false;
    this.#beingCreated.add(key);
    try {
      await this.#store.commit(new Map([[key, { ...room, revision: this.#revision }]]));
      this.put(room);
      return true;
    } finally {
      this.#beingCreated.delete(key);
    }
  }

  /** Keeps a changed room: at once in memory, soon on disk. Returns it with its new revision. */
  put(room: Room): Room {
    const key = nameKey(room.name);
    if (!this.#beingDeleted.has(key)) this.#unsaved.add(key);
    return this.#keep(room);
  }

  /** Makes `room` the one that `username` joined last. */
  touch(username: string, room: Room): void {
    const key = nameKey(room.name);
    if (this.#roomsOf.get(username)?.size === 1) return;
    this.#unseat(username, key);
    this.#seat(username, key);
  }

  /**
   * Resolves when the room is gone for good, on disk and here, with its last state; null if somebody else was faster.
   * Rejects with a StorageError, and the room stays.
   */
  async delete(name: string): Promise<Room | null> {
    const key = nameKey(name);
    if (!this.#rooms.has(key) || this.#beingDeleted.has(key)) return null;
    this.#beingDeleted.add(key);
    this.#unsaved.remove(key);
    try {
      await this.#store.commit(new Map([[key, null]]));
    } catch (error) {
      this.#unsaved.add(key);
      throw error;
    } finally {
      this.#beingDeleted.delete(key);
    }
    return this.#remove(key);
  }

  /** Writes the seats that have changed. Rejects with a StorageError, and tries again the next time. */
  save(): Promise<void> {
    return this.#unsaved.save();
  }

  #keep(room: Room): Room {
    const key = nameKey(room.name);
    this.#revision += 1;
    const { name, owner, seats, emptySince, emptyDays, lock } = room; // By name, for speed, as in rooms.ts.
    const next = { name, owner, seats, revision: this.#revision, emptySince, emptyDays, lock };
    const before = this.#rooms.get(key);
    for (const { username } of before?.seats ?? []) if (!seatOf(next, username)) this.#unseat(username, key);
    for (const { username } of next.seats) if (!before || !seatOf(before, username)) this.#seat(username, key);
    this.#rooms.set(key, next);
    this.#names.add(room.name);
    return next;
  }

  #remove(key: string): Room | null {
    const room = this.#rooms.get(key) ?? null;
    for (const seat of room?.seats ?? []) this.#unseat(seat.username, key);
    this.#rooms.delete(key);
    if (room) this.#names.delete(room.name);
    return room;
  }

  #seat(username: string, key: string): void {
    const keys = this.#roomsOf.get(username);
    if (keys) keys.add(key);
    else this.#roomsOf.set(username, new Set([key]));
  }

  #unseat(username: string, key: string): void {
    const keys = this.#roomsOf.get(username);
    if (keys?.delete(key) && keys.size === 0) this.#roomsOf.delete(username);
  }
}
