/** Who has proven what on one link: rooms are named by their keys, and rooms whose key is not known by their names. */
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

  /** The proof has been looked at. */
  discard(room: string): void {
    this.#waiting.delete(room);
  }

  markVerified(roomKey: string): void {
    this.#verified.add(roomKey);
  }
}
