// The schedule of pings (protocol 6.1.2). Pure: the time and the result of each ping are parameters, and it returns the
// users to ping now; the service sends the pings. Times are monotonic ms.

export interface LivenessOptions {
  readonly intervalMs: number;
  /** The most pings under way at once; most of them wait for a peer that does not answer. */
  readonly concurrency: number;
  /** The most pings under way that were sent within YOUNG_MS; more would only delay the event loop. */
  readonly youngConcurrency: number;
  /** 0 <= random() < 1: spreads the pings, so that peers that logged in together are not always pinged together. */
  random(): number;
}

/** After this time without an answer, a ping is no longer young: the peer may not answer at all. */
const YOUNG_MS = 100;

/** The part of the interval by which a ping may be sent early. */
const JITTER = 0.2;

export class Liveness {
  readonly #options: LivenessOptions;
  readonly #dueAt = new Map<string, number>();
  readonly #due = new Set<string>();
  /** When each ping under way was sent. */
  readonly #underWay = new Map<string, number>();

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** The peer has logged in or sent a PONG at `now`: the next ping is an interval away. */
  heardFrom(username: string, now: number): void {
    this.forget(username);
    this.#dueAt.set(username, now + this.#options.intervalMs * (1 - JITTER * this.#options.random()));
  }

  /** The peer is to be pinged within `spreadMs` from now. */
  pingSoon(username: string, now: number, spreadMs: number): void {
    this.#dueAt.set(username, now + spreadMs * this.#options.random());
  }

  /** The peer is gone, or was found dead: no more pings. */
  forget(username: string): void {
    this.#due.delete(username);
    this.#underWay.delete(username);
    this.#dueAt.delete(username);
  }

  /** Finds the peers that are due at `now`; `take` then returns them. */
  scan(now: number): void {
    for (const [username, at] of this.#dueAt) {
      if (at <= now && !this.#underWay.has(username)) this.#due.add(username);
    }
  }

  /** The users to ping at `now`, as many as may be under way. For each, `heardFrom` or `forget` must follow. */
  take(now: number): string[] {
    const { concurrency, youngConcurrency } = this.#options;
    const taken: string[] = [];
    let places = concurrency - this.#underWay.size;
    if (places > 0) places = Math.min(places, youngConcurrency - this.#countYoung(now));
    for (const username of this.#due) {
      if (taken.length >= places) break;
      this.#due.delete(username);
      this.#underWay.set(username, now);
      taken.push(username);
    }
    return taken;
  }

  #countYoung(now: number): number {
    let count = 0;
    for (const sentAt of this.#underWay.values()) if (now - sentAt < YOUNG_MS) count += 1;
    return count;
  }

  /** Whether a ping of `username` is under way. */
  isUnderWay(username: string): boolean {
    return this.#underWay.has(username);
  }
}
