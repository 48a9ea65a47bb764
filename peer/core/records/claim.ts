import type { Roster } from '../../../commons/protocol/peer-messages.ts';

/**
 * The last roster of a member, and what is made of it while it contradicts ours at another revision:
 *
 * - `newer`: it is of a later revision than ours. After LATE_MS of time in which we were connected it is reported.
 * - `older`: it is of an earlier one. After ASK_MS the member is pinged, since a machine that sleeps sends no new one.
 * - `pinged`: the answer is awaited.
 * - `late`: the member is alive, and sends no newer roster. After LATE_MS it is reported.
 * - `settled`: nothing contradicts, or it was reported.
 */
export interface Claim {
  roster: Roster;
  state: 'settled' | 'newer' | 'older' | 'pinged' | 'late';
  /** Since when it is in this state (monotonic ms). */
  since: number;
  /** How long it was newer before the last interruption: who cuts our connection again and again gains no time. */
  newerMs: number;
}
