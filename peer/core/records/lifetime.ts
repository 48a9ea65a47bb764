/** How far this run of the program is. */
export class Lifetime {
  #isReady = false;
  #isQuitting = false;

  /** We have logged in once. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get isQuitting(): boolean {
    return this.#isQuitting;
  }

  setReady(): void {
    this.#isReady = true;
  }

  setQuitting(): void {
    this.#isQuitting = true;
  }
}
