import { forgetOldest } from '../../../commons/limits/forget-oldest.ts';
import type { RoomView } from '../../../commons/model/views.ts';

export interface Member {
  readonly username: string;
  readonly state: 'present' | 'away';
}

/** Former members stored for one room. Only a dishonest tracker reports that two seats change hands more often. */
const MAX_FORMER = 64;

/** The members of a room, and those who have left it a moment ago. */
export class Membership {
  #revision = 0;
  #members: Map<string, Member> = new Map();
  #hasOwnerLeft = false;
  readonly #former = new Map<string, number>();

  constructor(view: RoomView) {
    this.update(view);
  }

  /** The revision of the last view of the room. */
  get revision(): number {
    return this.#revision;
  }

  /** Everyone who has a seat, ourselves included, the owner first. */
  get members(): ReadonlyMap<string, Member> {
    return this.#members;
  }

  /** The owner has left on purpose: their seat stays, but lines are not kept for them. */
  get hasOwnerLeft(): boolean {
    return this.#hasOwnerLeft;
  }

  /** Until when messages that a former member wrote before they left may arrive (monotonic ms); 0: no recent member. */
  formerUntil(username: string): number {
    return this.#former.get(username) ?? 0;
  }

  update({ revision, seats, owner }: RoomView): void {
    this.#revision = revision;
    this.#members = new Map(seats.map(({ username, state }) => [username, { username, state }]));
    if (this.#members.get(owner)?.state === 'present') this.#hasOwnerLeft = false;
  }

  /** The member is away, before the tracker has reported it. */
  setAway(username: string): void {
    this.#members.set(username, { username, state: 'away' });
  }

  /** The member has left, before the tracker has reported it. */
  remove(username: string): void {
    this.#members.delete(username);
  }

  markOwnerLeft(): void {
    this.#hasOwnerLeft = true;
  }

  keepFormer(username: string, untilMs: number, nowMs: number): void {
    for (const [name, until] of this.#former) if (until < nowMs) this.#former.delete(name);
    this.#former.set(username, untilMs);
    forgetOldest(this.#former, MAX_FORMER);
  }
}
