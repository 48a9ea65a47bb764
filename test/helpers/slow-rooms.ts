import type { Clock } from '../../commons/clock.ts';
import type { RoomOperation, RoomOutcome } from '../../tracker/rooms/operation.ts';
import type { KnownRooms, Rooms } from '../../tracker/rooms/port.ts';
import type { Room } from '../../tracker/rooms/rooms.ts';

/** Rooms that are shared with other machines: each operation is applied a while after it was asked for, in order. */
export class SlowRooms implements Rooms {
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #delayMs: () => number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(rooms: Rooms, clock: Clock, delayMs: () => number) {
    this.#rooms = rooms;
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  async apply(operation: RoomOperation): Promise<RoomOutcome> {
    const before = this.#last;
    const turn = new Promise<void>((resolve) => this.#clock.after(this.#delayMs(), resolve));
    const done = Promise.all([before, turn]).then(() => this.#rooms.apply(operation));
    this.#last = done;
    return done;
  }

  get count(): number {
    return this.#rooms.count;
  }

  find(name: string): Room | undefined {
    return this.#rooms.find(name);
  }

  roomsOf(username: string): readonly Room[] {
    return this.#rooms.roomsOf(username);
  }

  countOf(username: string): number {
    return this.#rooms.countOf(username);
  }

  seatHolders(): Iterable<string> {
    return this.#rooms.seatHolders();
  }

  after(after: string | undefined): ReturnType<KnownRooms['after']> {
    return this.#rooms.after(after);
  }

  save(): Promise<void> {
    return this.#rooms.save();
  }
}
