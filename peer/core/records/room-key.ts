// What opens a private room.

import { z } from 'zod';

export const roomKeyRecord = z.object({
  room: z.string().min(1).max(256),
  owner: z.string().min(1).max(256),
  /** The secret that the tracker compares. */
  secret: z.string().length(43),
  /** The invitation key, which members prove to each other; null: the room has a password. */
  key: z.string().length(22).nullable(),
});

export type RoomKey = Readonly<z.infer<typeof roomKeyRecord>>;

/** What opens a room that is about to be made or joined. */
export interface Opening extends Pick<RoomKey, 'secret' | 'key'> {
  /** It came from a member, over a link: it must not replace one that we have. */
  readonly isHearsay?: true;
}
