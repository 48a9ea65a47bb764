import { nameKey } from '../../../commons/model/names.ts';
import type { KeptRoom } from './kept.ts';
import { ReportedNames } from './reported-names.ts';
import type { Opening } from './room-key.ts';

/** Rooms that are reported as not entered: a tracker can claim any number of seats for us. */
const MAX_REPORTED = 256;

/** The rooms of the last session, and seats that the tracker claims for us. */
export class Returning {
  /** Rooms that were reported as not entered, with the reason. */
  readonly reported = new ReportedNames(MAX_REPORTED);
  readonly #undecided = new Map<string, KeptRoom>();
  readonly #unanswered = new Map<string, Opening | null>();
  #isOfEarlierVersion: boolean;

  /** `isOfEarlierVersion`: earlier versions kept no list of rooms. */
  constructor(isOfEarlierVersion: boolean) {
    this.#isOfEarlierVersion = isOfEarlierVersion;
  }

  /** Rooms that may be entered again, but are not decided about yet; by the key of their names. */
  get undecided(): ReadonlyMap<string, KeptRoom> {
    return this.#undecided;
  }

  /** An earlier version has stored no list of rooms; false once the tracker has reported our seats. */
  get isOfEarlierVersion(): boolean {
    return this.#isOfEarlierVersion;
  }

  /** The secrets in an unanswered request for a seat; null: it had none; undefined: there is no such request. */
  unanswered(room: string): Opening | null | undefined {
    return this.#unanswered.get(nameKey(room));
  }

  add(room: KeptRoom): void {
    this.#undecided.set(nameKey(room.room), room);
  }

  decide(room: string): void {
    this.#undecided.delete(nameKey(room));
  }

  /** A request for a seat in the room got no answer: if the tracker reports a seat there, we have asked for it. */
  markUnanswered(room: string, opening: Opening | null): void {
    this.#unanswered.set(nameKey(room), opening);
  }

  /** The tracker has reported our seats. */
  seatsKnown(): void {
    this.#unanswered.clear();
    this.#isOfEarlierVersion = false;
  }
}
