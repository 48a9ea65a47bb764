/** Members of a room by invitation who have had their time, and have proven no invitation. */
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

  /** They have their time again, and nothing more is reported if they fail again. */
  retry(username: string): void {
    this.#usernames.delete(username);
  }

  /** They have proven it, have left, or are back. */
  forget(username: string): void {
    this.#usernames.delete(username);
    this.#reported.delete(username);
  }
}
