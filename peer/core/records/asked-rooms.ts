import { nameKey } from '../../../commons/model/names.ts';
import { Lookup } from './lookup.ts';

/** When the user was asked about a room: the number of intents before that, and the time (monotonic ms). */
export interface AskedRoom {
  readonly intents: number;
  readonly at: number;
}

/** Rooms that the user is asked about, by the key of their names. */
export class AskedRooms extends Lookup<AskedRoom> {
  add(room: string, asked: AskedRoom): void {
    this.map.set(nameKey(room), asked);
  }

  remove(room: string): void {
    this.map.delete(nameKey(room));
  }
}
