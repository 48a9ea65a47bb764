// How much the tracker keeps of what anybody may add: users, rooms, watched names. Registrations are limited for each
// network, and stay for ever, so there is an end to them too: what is full refuses more, and all that is kept goes on.

import { refusal } from '../../commons/protocol/errors.ts';

export interface Capacity {
  readonly users: number;
  readonly rooms: number;
  /** Of all sessions together. */
  readonly watchedNames: number;
}

/**
 * What the largest of each takes in the heap, with all that is kept beside it (test/small-heap/tracker.long.ts): the record,
 * its keys in two maps, its text for lists, where the user was last seen, seats, graces, pings.
 */
export const BYTES_OF = { user: 2_048, room: 3_072, watchedName: 640 } as const;

/** Users and rooms may fill half of the heap; the rest is for connections, and for work. */
const SHARES = { user: 0.25, room: 0.25, watchedName: 0.05 } as const;

/** `heapBytes`: the most that the heap may take. */
export function capacityOf(heapBytes: number): Capacity {
  const most = (what: keyof typeof BYTES_OF): number => Math.floor((heapBytes * SHARES[what]) / BYTES_OF[what]);
  return { users: most('user'), rooms: most('room'), watchedNames: most('watchedName') };
}

/** `what`: the beginning of a sentence, in the plural. */
export function full(what: string) {
  return refusal('TRACKER_FULL', `${what} are as many here as the tracker has room for; ask whoever runs it.`);
}
