// Who is to be pinged, and when. Pure: it is told the time and what came of each ping, and says whom to ping now; the
// service does it. Times are monotonic ms.

export interface LivenessOptions {
  readonly intervalMs: number;
  /** Pings under way at once: beyond this they only make the event loop lag. */
  readonly concurrency: number;
  /** 0 <= random() < 1: spreads the pings, so that peers who came together are not pinged together for ever. */
  random(): number;
}

/** Part of the interval by which a ping may come early. */
const JITTER = 0.2;

export class Liveness {
  readonly #options: LivenessOptions;
  readonly #dueAt = new Map<string, number>();
  readonly #due = new Set<string>();
  readonly #underWay = new Set<string>();

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** The peer gave a sign of life at `now` (a login, a PONG): the next ping is an interval away. */
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

  /** Looks through all peers for those who are due at `now`; `take` then hands them out. */
  scan(now: number): void {
    for (const [username, at] of this.#dueAt) {
      if (at <= now && !this.#underWay.has(username)) this.#due.add(username);
    }
  }

  /** Whom to ping now, as many as may be under way. Each of them must be followed by `heardFrom` or `forget`. */
  take(): string[] {
    const taken: string[] = [];
    for (const username of this.#due) {
      if (this.#underWay.size >= this.#options.concurrency) break;
      this.#due.delete(username);
      this.#underWay.add(username);
      taken.push(username);
    }
    return taken;
  }

  /** Whether `username` has been pinged and not been heard from since. */
  isUnderWay(username: string): boolean {
    return this.#underWay.has(username);
  }
}
