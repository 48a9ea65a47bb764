/**
 * The ids of the last messages of one sender, by which messages that are sent again after a lost link are recognised.
 * More ids must be kept than a sender may have in flight. They are kept in two generations, of which the older one is
 * forgotten as a whole, so that forgetting costs nothing.
 */
export class RecentIds {
  readonly #generationSize: number;
  #young = new Set<string>();
  #old = new Set<string>();

  /** At least the last `generationSize` ids are remembered, and at most twice as many. */
  constructor(generationSize = 8_192) {
    this.#generationSize = generationSize;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id);
  }

  /** Forgets the id: its message is new if it is sent again. */
  delete(id: string): void {
    this.#young.delete(id);
    this.#old.delete(id);
  }

  add(id: string): void {
    if (this.#young.size >= this.#generationSize) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(id);
  }

  /** Forgets the older half of the ids. */
  forgetHalf(): void {
    const ids = [...this.#old, ...this.#young];
    this.#old = new Set();
    this.#young = new Set(ids.slice(Math.ceil(ids.length / 2)));
  }
}
