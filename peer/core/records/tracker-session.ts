import type { TrackerState } from '../../reports.ts';

/** What the tracker tells at a login. */
export interface TrackerFacts {
  /** What it can do. */
  readonly features: readonly string[];
  /** Where it sees us, and tells others that we are; null: it does not say. */
  readonly seenAs: string | null;
  /** How the keys of the connection were agreed on; null: it has none, or that is not known. */
  readonly keyExchange: string | null;
}

/** The connection to the tracker, and what it told at the last login. */
export class TrackerSession {
  #state: TrackerState = 'reconnecting';
  #features: readonly string[] = [];
  #seenAs: string | null = null;
  #keyExchange: string | null = null;

  get state(): TrackerState {
    return this.#state;
  }

  /** What the tracker can do. */
  get features(): readonly string[] {
    return this.#features;
  }

  /** The address at which the tracker sees us, and which it tells others; null: it does not say. */
  get seenAs(): string | null {
    return this.#seenAs;
  }

  /** How the keys of the connection were agreed on; null: that is not known. */
  get keyExchange(): string | null {
    return this.#keyExchange;
  }

  loggedIn({ features, seenAs, keyExchange }: TrackerFacts): void {
    this.#state = 'connected';
    this.#features = features;
    this.#seenAs = seenAs;
    this.#keyExchange = keyExchange;
  }

  setAway(state: Exclude<TrackerState, 'connected'>): void {
    this.#state = state;
  }
}
