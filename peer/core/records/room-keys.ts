import { nameKey } from '../../../commons/model/names.ts';
import { Lookup } from './lookup.ts';
import type { RoomKey } from './room-key.ts';

/** What opens private rooms, by the key of their names. */
export class RoomKeys extends Lookup<RoomKey> {
  constructor(roomKeys: readonly RoomKey[]) {
    super(roomKeys.map((roomKey) => [nameKey(roomKey.room), roomKey]));
  }

  put(roomKey: RoomKey): void {
    this.map.set(nameKey(roomKey.room), roomKey);
  }

  /** Returns whether there was one. */
  remove(room: string): boolean {
    return this.map.delete(nameKey(room));
  }
}
