import { nameKey } from '../../../commons/model/names.ts';
import { Lookup } from './lookup.ts';
import type { RoomState } from './room-state.ts';

/** The rooms in which we have a seat, by the key of their names. */
export class Rooms extends Lookup<RoomState> {
  #toLeave = new Set<string>();

  add(room: RoomState): void {
    this.map.set(nameKey(room.name), room);
  }

  remove(room: RoomState): void {
    this.map.delete(nameKey(room.name));
  }

  /** The room was left while the tracker is away: the tracker is sent that after the next login. */
  leaveLater(name: string): void {
    this.#toLeave.add(nameKey(name));
  }

  /** Those of the names whose rooms were left while the tracker was away. Forgets all such rooms. */
  takeToLeave(names: readonly string[]): readonly string[] {
    const left = names.filter((name) => this.#toLeave.has(nameKey(name)));
    this.#toLeave.clear();
    return left;
  }
}
