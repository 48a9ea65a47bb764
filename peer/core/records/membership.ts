import { forgetOldest } from '../../../commons/limits/forget-oldest.ts';
import type { RoomView } from '../../../commons/model/views.ts';

export interface Member {
  readonly username: string;
  readonly state: 'present' | 'away';
}

/** Members of one room who have left a moment ago: two seats change hands less often, unless the tracker makes it up. */
const MAX_FORMER = 64;

/** Who sits in a room. */
export class Membership {
  #revision = 0;
  #members: Map<string, Member> = new Map();
  #hasOwnerLeft = false;
  readonly #former = new Map<string, number>();

  constructor(view: RoomView) {
    this.update(view);
  }

  /** Of the last view of the room. */
  get revision(): number {
    return this.#revision;
  }

  /** Everyone who has a seat, ourselves included, the owner first. */
  get members(): ReadonlyMap<string, Member> {
    return this.#members;
  }

  /** The owner said goodbye: their seat stays, but what is written is not kept for them. */
  get hasOwnerLeft(): boolean {
    return this.#hasOwnerLeft;
  }

  /** Until when what a member who has left wrote before may still arrive (monotonic ms); 0: they were no member lately. */
  formerUntil(username: string): number {
    return this.#former.get(username) ?? 0;
  }

  update({ revision, seats, owner }: RoomView): void {
    this.#revision = revision;
    this.#members = new Map(seats.map(({ username, state }) => [username, { username, state }]));
    if (this.#members.get(owner)?.state === 'present') this.#hasOwnerLeft = false;
  }

  /** Before the tracker has told of it. */
  setAway(username: string): void {
    this.#members.set(username, { username, state: 'away' });
  }

  /** Before the tracker has told of it. */
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
