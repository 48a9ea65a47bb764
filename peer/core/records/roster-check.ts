import { forgetOldest } from '../../../commons/limits/forget-oldest.ts';
import type { Roster } from '../../../commons/protocol/peer-messages.ts';
import { Claim } from './claim.ts';

/** Revisions of a room that are remembered: another member may be a few behind. */
const REMEMBERED = 32;

/** The members of a room as the tracker reported them to us, and as the members say that it reported them to them. */
export class RosterCheck {
  readonly #rosters = new Map<number, Roster['members']>();
  readonly #claims = new Map<string, Claim>();
  readonly #contradictions = new Map<string, number>();

  /** The last roster of each member. */
  get claims(): ReadonlyMap<string, Claim> {
    return this.#claims;
  }

  /**
   * The members and their keys at that revision, as the tracker reported them; undefined: it did not send us that one.
   */
  rosterAt(revision: number): Roster['members'] | undefined {
    return this.#rosters.get(revision);
  }

  /** The same for the newest revision before that one. */
  newestBefore(revision: number): Roster['members'] | undefined {
    const known = [...this.#rosters.keys()].filter((each) => each < revision);
    return known.length > 0 ? this.#rosters.get(Math.max(...known)) : undefined;
  }

  /** When a contradiction with the member was last reported (monotonic ms). */
  reportedAt(username: string): number {
    return this.#contradictions.get(username) ?? Number.NEGATIVE_INFINITY;
  }

  remember(revision: number, members: Roster['members']): void {
    this.#rosters.set(revision, members);
    forgetOldest(this.#rosters, REMEMBERED);
  }

  /** Stores the roster that a member has sent: the tracker's last report to them. */
  claim(username: string, roster: Roster, atMs: number): Claim {
    const claim = this.#claims.get(username) ?? new Claim(roster, atMs);
    claim.replace(roster);
    this.#claims.set(username, claim);
    return claim;
  }

  markReported(username: string, atMs: number): void {
    this.#contradictions.set(username, atMs);
  }

  /** The tracker was away: its earlier reports are out of date. */
  interrupt(atMs: number): void {
    this.#rosters.clear();
    for (const claim of this.#claims.values()) claim.enter('settled', atMs);
  }

  forget(username: string): void {
    this.#claims.delete(username);
    this.#contradictions.delete(username);
  }
}
