/** Members of a room by invitation who have not proven their invitation in time. */
export class Uninvited {
  readonly #usernames = new Set<string>();
  readonly #reported = new Set<string>();

  has(username: string): boolean {
    return this.#usernames.has(username);
  }

  isReported(username: string): boolean {
    return this.#reported.has(username);
  }

  add(username: string): void {
    this.#usernames.add(username);
  }

  markReported(username: string): void {
    this.#reported.add(username);
  }

  /** Their time for a proof starts again. If they fail again, that is not reported again. */
  retry(username: string): void {
    this.#usernames.delete(username);
  }

  /** They have proven their invitation, have left, or are back. */
  forget(username: string): void {
    this.#usernames.delete(username);
    this.#reported.delete(username);
  }
}
