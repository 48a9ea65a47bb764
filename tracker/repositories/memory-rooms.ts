import { nameKey } from '../../commons/model/names.ts';
import { isRefusal } from '../../commons/protocol/errors.ts';
import { fold } from '../rooms/fold.ts';
import type { ChangedRooms, RoomOperation, RoomOutcome } from '../rooms/operation.ts';
import type { Rooms } from '../rooms/port.ts';
import { type Room, seatOf } from '../rooms/rooms.ts';
import { SortedNames } from './sorted-names.ts';

/** Rooms in memory only, lost when the process ends. Each operation is applied at once. */
export class MemoryRooms implements Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #names = new SortedNames();
  /** The keys of the rooms in which each user has a seat; the one joined last comes last. */
  readonly #roomsOf = new Map<string, Set<string>>();
  #revision: number;

  /** `revision`: the highest revision that a room has ever had. */
  constructor(rooms: Iterable<Room> = [], revision = 0) {
    this.#revision = revision;
    for (const room of rooms) this.#put({ ...room });
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** The highest revision of a room so far. */
  get revision(): number {
    return this.#revision;
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(nameKey(name));
  }

  roomsOf(username: string): Room[] {
    const rooms: Room[] = [];
    for (const key of this.#roomsOf.get(username) ?? []) {
      const room = this.#rooms.get(key);
      if (room) rooms.push(room);
    }
    return rooms;
  }

  countOf(username: string): number {
    return this.#roomsOf.get(username)?.size ?? 0;
  }

  seatHolders(): Iterable<string> {
    return this.#roomsOf.keys();
  }

  *after(after: string | undefined): Generator<Room> {
    for (const name of this.#names.after(after)) {
      const room = this.find(name);
      if (room) yield room;
    }
  }

  async apply(operation: RoomOperation): Promise<RoomOutcome> {
    return this.applyNow(operation);
  }

  async save(): Promise<void> {}

  protected applyNow(operation: RoomOperation): RoomOutcome {
    const outcome = fold(this, operation);
    if (!isRefusal(outcome)) this.keep(operation, outcome);
    return outcome;
  }

  /** Stores the rooms that an operation has changed, and gives each its next revision. */
  protected keep(operation: RoomOperation, { changed }: ChangedRooms): void {
    for (const { before, after } of changed) {
      if (before && after === null) this.#remove(before);
      if (before && operation.do === 'join') this.#joinsAgain(operation.username, before);
      if (after && after !== before) this.#put(after);
    }
  }

  /** Makes the room the last one that the member has joined. */
  #joinsAgain(username: string, room: Room): void {
    const keys = this.#roomsOf.get(username);
    const key = nameKey(room.name);
    if (!keys || keys.size === 1 || !keys.delete(key)) return;
    keys.add(key);
  }

  /** Stores a room that no other code holds yet, so that its revision can still be set. */
  #put(room: { -readonly [Field in keyof Room]: Room[Field] }): void {
    const key = nameKey(room.name);
    this.#revision += 1;
    room.revision = this.#revision;
    const before = this.#rooms.get(key);
    for (const { username } of before?.seats ?? []) if (!seatOf(room, username)) this.#unseat(username, key);
    for (const { username } of room.seats) if (!before || !seatOf(before, username)) this.#seat(username, key);
    this.#rooms.set(key, room);
    if (!before) this.#names.add(room.name);
  }

  #remove(room: Room): void {
    const key = nameKey(room.name);
    for (const { username } of room.seats) this.#unseat(username, key);
    this.#rooms.delete(key);
    this.#names.delete(room.name);
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
