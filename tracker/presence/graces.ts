// Whose seats are held, and until when. A user who is lost has the grace; one who is only known to be alive (after a
// restart of the tracker, by PING) is held without an end for as long as that lasts. Times are monotonic ms.

export class Graces {
  readonly #graceMs: number;
  /** In the order in which they end: every grace is equally long. */
  readonly #until = new Map<string, number>();
  readonly #heldAlive = new Set<string>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** The user was lost at `now`; a grace that runs already starts anew. */
  begin(username: string, now: number): void {
    this.end(username);
    this.#until.set(username, now + this.#graceMs);
  }

  /** The user is back, or gone for good. */
  end(username: string): void {
    this.#until.delete(username);
    this.#heldAlive.delete(username);
  }

  /** The user answers PING, though it has no connection: nothing runs out. Does nothing for one that is not held. */
  suspend(username: string): void {
    if (this.#until.delete(username)) this.#heldAlive.add(username);
  }

  isHeld(username: string): boolean {
    return this.#until.has(username) || this.#heldAlive.has(username);
  }

  /** Those whose grace is over at `now`, at most `most` of them; they are forgotten. */
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
