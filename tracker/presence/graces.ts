// The users whose seats are held, and until when (protocol 5.1). The seats of a user who lost the connection are held
// for the grace; after a restart of the tracker, those of a user who answers PING as long as they answer (protocol
// 5.3.2). Times are monotonic ms.

export class Graces {
  readonly #graceMs: number;
  /** The end of each grace, in ascending order, since every grace is equally long. */
  readonly #until = new Map<string, number>();
  readonly #heldAlive = new Set<string>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** The user lost the connection at `now`: starts the grace, or restarts it. */
  begin(username: string, now: number): void {
    this.end(username);
    this.#until.set(username, now + this.#graceMs);
  }

  /** The user is back or has left: ends the grace. */
  end(username: string): void {
    this.#until.delete(username);
    this.#heldAlive.delete(username);
  }

  /** The user answers PING without a connection: the grace does not end. Does nothing for a user who is not held. */
  suspend(username: string): void {
    if (this.#until.delete(username)) this.#heldAlive.add(username);
  }

  isHeld(username: string): boolean {
    return this.#until.has(username) || this.#heldAlive.has(username);
  }

  /** Removes and returns the users whose grace is over at `now`, at most `most` of them. */
  takeExpired(now: number, most = Number.POSITIVE_INFINITY): string[] {
    const expired: string[] = [];
    for (const [username, until] of this.#until) {
      if (until > now || expired.length >= most) break;
      expired.push(username);
    }
    for (const username of expired) this.#until.delete(username);
    return expired;
  }

  /** When the next grace ends, or null. */
  nextAt(): number | null {
    const [first] = this.#until.values();
    return first ?? null;
  }
}
