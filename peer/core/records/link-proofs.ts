/** The proofs of both sides on one link, by room key; those for rooms whose key is not known yet by the room's name. */
export class LinkProofs {
  readonly #shown = new Set<string>();
  readonly #waiting = new Map<string, string>();
  readonly #verified = new Set<string>();

  /** Proofs of theirs that are not verified yet, by the key of the room's name. */
  get waiting(): ReadonlyMap<string, string> {
    return this.#waiting;
  }

  /** Whether we have proven on this link that we know the room's key. */
  hasShown(roomKey: string): boolean {
    return this.#shown.has(roomKey);
  }

  /** Whether they have proven on this link that they know the room's key. */
  isVerified(roomKey: string): boolean {
    return this.#verified.has(roomKey);
  }

  markShown(roomKey: string): void {
    this.#shown.add(roomKey);
  }

  /** Keeps a proof until the room's key is known; the last one of a room counts. */
  keep(room: string, proof: string): void {
    this.#waiting.set(room, proof);
  }

  /** Removes a proof that was checked. */
  discard(room: string): void {
    this.#waiting.delete(room);
  }

  markVerified(roomKey: string): void {
    this.#verified.add(roomKey);
  }
}
