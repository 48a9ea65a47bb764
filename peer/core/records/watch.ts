/** The people for whom the tracker watches. */
export class Watch {
  #watched: readonly string[] | null = null;
  #isOutdated = false;
  #after = '';
  #isDue = false;

  /** The names in the last request; null: none was sent in this session. */
  get watched(): readonly string[] | null {
    return this.#watched;
  }

  /** Private chats have begun or ended, or lines wait for other people: other people may have to be watched. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** If lines wait for more people than can be watched at once: those behind this name, in order, are next. */
  get after(): string {
    return this.#after;
  }

  /** The timer for the next request is running. */
  get isDue(): boolean {
    return this.#isDue;
  }

  markOutdated(): void {
    this.#isOutdated = true;
  }

  clearOutdated(): void {
    this.#isOutdated = false;
  }

  setWatched(usernames: readonly string[]): void {
    this.#watched = usernames;
  }

  /** The tracker watches for nobody: the session is new, or the request has failed. */
  clearWatched(): void {
    this.#watched = null;
  }

  setDue(): void {
    this.#isDue = true;
  }

  /** The timer came: the next ones are to be watched. */
  goOn(): void {
    this.#isDue = false;
    this.#isOutdated = true;
    this.#after = this.#watched?.at(-1) ?? '';
  }
}
