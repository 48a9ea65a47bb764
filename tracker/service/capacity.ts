// How many users, rooms and watched names the tracker stores (protocol 2.2.18). Registrations are limited for each
// network but never expire, so their number is bounded too: a full tracker refuses more, and existing ones keep
// working.

export interface Capacity {
  readonly users: number;
  readonly rooms: number;
  /** Watched names of all sessions together. */
  readonly watchedNames: number;
}

/**
 * The most heap bytes of one user, room or watched name, with all that belongs to it (test/small-heap/tracker.long.ts):
 * the record, its keys in two maps, its text for lists, the user's last address, seats, graces, pings.
 */
export const BYTES_OF = { user: 2_048, room: 3_072, watchedName: 640 } as const;

/** Users and rooms may fill half of the heap; the rest is for connections, and for work. */
const SHARES = { user: 0.25, room: 0.25, watchedName: 0.05 } as const;

/** `heapBytes`: the limit of the heap. */
export function capacityOf(heapBytes: number): Capacity {
  const most = (what: keyof typeof BYTES_OF): number => Math.floor((heapBytes * SHARES[what]) / BYTES_OF[what]);
  return { users: most('user'), rooms: most('room'), watchedNames: most('watchedName') };
}
