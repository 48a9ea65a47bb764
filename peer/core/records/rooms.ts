import { nameKey } from '../../../commons/model/names.ts';
import { Lookup } from './lookup.ts';
import type { RoomState } from './room-state.ts';

/** The rooms that we sit in, by the key of their names. */
export class Rooms extends Lookup<RoomState> {
  #toLeave = new Set<string>();

  add(room: RoomState): void {
    this.map.set(nameKey(room.name), room);
  }

  remove(room: RoomState): void {
    this.map.delete(nameKey(room.name));
  }

  /** The room is left while the tracker is away, which is to be told of it at the next login. */
  leaveLater(name: string): void {
    this.#toLeave.add(nameKey(name));
  }

  /** Of these names those of rooms that were left while the tracker was away; they are returned once. */
  takeToLeave(names: readonly string[]): readonly string[] {
    const left = names.filter((name) => this.#toLeave.has(nameKey(name)));
    this.#toLeave.clear();
    return left;
  }
}
