import type { TrackerState } from '../../reports.ts';

/** What the tracker reports at a login. */
export interface TrackerFacts {
  /** What it can do. */
  readonly features: readonly string[];
  /** The address at which it sees us, and which it sends to others; null: it does not report it. */
  readonly seenAs: string | null;
  /** The key exchange of the connection; null: it is plaintext, or that is not known. */
  readonly keyExchange: string | null;
}

/** The connection to the tracker, and what it reported at the last login. */
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

  /** The address at which the tracker sees us, and which it sends to others; null: it does not report it. */
  get seenAs(): string | null {
    return this.#seenAs;
  }

  /** The key exchange of the connection; null: that is not known. */
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
