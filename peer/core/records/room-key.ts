// What opens a private room.

import { z } from 'zod';

export const roomKeyRecord = z.object({
  room: z.string().min(1).max(256),
  owner: z.string().min(1).max(256),
  /** What the tracker wants to see. */
  secret: z.string().length(43),
  /** Of a room by invitation: what members prove to each other. */
  key: z.string().length(22).nullable(),
});

export type RoomKey = Readonly<z.infer<typeof roomKeyRecord>>;

/** What opens a room that is about to be made or joined. */
export interface Opening extends Pick<RoomKey, 'secret' | 'key'> {
  /** It came from a member, over a link: it must not take the place of what we know. */
  readonly isHearsay?: true;
}
