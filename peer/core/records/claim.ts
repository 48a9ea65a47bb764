import type { Roster } from '../../../commons/protocol/peer-messages.ts';

/**
 * What is made of a member's roster while it contradicts ours at another revision:
 *
 * - `newer`: it is of a later revision than ours. After LATE_MS of time in which we were connected it is reported.
 * - `older`: it is of an earlier one. After ASK_MS the member is pinged, since a machine that sleeps sends no new one.
 * - `pinged`: the answer is awaited.
 * - `late`: the member is alive, and sends no newer roster. After LATE_MS it is reported.
 * - `settled`: nothing contradicts, or it was reported.
 */
export type ClaimState = 'settled' | 'newer' | 'older' | 'pinged' | 'late';

/** How long after one member another member may receive the same report of the tracker. */
const LATE_MS = 5_000;

/** Members compare within milliseconds; a member whose roster is older for longer than this is pinged. */
const ASK_MS = 1_000;

/** The last roster of a member, and what follows from its difference to ours. */
export class Claim {
  #roster: Roster;
  #state: ClaimState = 'settled';
  #since: number;
  /**
   * How long it was newer before the last interruption, so that cutting our connection again and again gains no time.
   */
  #newerMs = 0;

  constructor(roster: Roster, atMs: number) {
    this.#roster = roster;
    this.#since = atMs;
  }

  get roster(): Roster {
    return this.#roster;
  }

  get state(): ClaimState {
    return this.#state;
  }

  /** When the state ends (monotonic ms); null: it has no time limit. */
  get dueAt(): number | null {
    if (this.#state === 'newer') return this.#since + LATE_MS - this.#newerMs;
    if (this.#state === 'older') return this.#since + ASK_MS;
    return this.#state === 'late' ? this.#since + LATE_MS : null;
  }

  replace(roster: Roster): void {
    this.#roster = roster;
  }

  enter(state: ClaimState, atMs: number): void {
    if (this.#state === 'newer') this.#newerMs += atMs - this.#since;
    this.#state = state;
    this.#since = atMs;
  }

  settle(atMs: number): void {
    this.enter('settled', atMs);
    this.#newerMs = 0;
  }
}
