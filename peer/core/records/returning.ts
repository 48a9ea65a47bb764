import { nameKey } from '../../../commons/model/names.ts';
import type { KeptRoom } from './kept.ts';
import { ReportedNames } from './reported-names.ts';
import type { Opening } from './room-key.ts';

/** A tracker that claims ever new seats is not worth a line each. */
const MAX_REPORTED = 256;

/** The rooms of the last time, and seats that the tracker claims for us. */
export class Returning {
  /** Rooms of which it was reported that they were not entered, with the reason. */
  readonly reported = new ReportedNames(MAX_REPORTED);
  readonly #undecided = new Map<string, KeptRoom>();
  readonly #unanswered = new Map<string, Opening | null>();
  #isOfEarlierVersion: boolean;

  /** `isOfEarlierVersion`: earlier versions kept no list of rooms. */
  constructor(isOfEarlierVersion: boolean) {
    this.#isOfEarlierVersion = isOfEarlierVersion;
  }

  /** Rooms of which it is not decided yet whether they are entered; by the key of their names. */
  get undecided(): ReadonlyMap<string, KeptRoom> {
    return this.#undecided;
  }

  /** Until the first seats are taken again. */
  get isOfEarlierVersion(): boolean {
    return this.#isOfEarlierVersion;
  }

  /** What was to open a room that was asked for in a request without an answer; undefined: there was none. */
  unanswered(room: string): Opening | null | undefined {
    return this.#unanswered.get(nameKey(room));
  }

  add(room: KeptRoom): void {
    this.#undecided.set(nameKey(room.room), room);
  }

  decide(room: string): void {
    this.#undecided.delete(nameKey(room));
  }

  /** The request for a seat there got no answer: a seat there is ours. */
  markUnanswered(room: string, opening: Opening | null): void {
    this.#unanswered.set(nameKey(room), opening);
  }

  /** The tracker has told of our seats. */
  seatsKnown(): void {
    this.#unanswered.clear();
    this.#isOfEarlierVersion = false;
  }
}
