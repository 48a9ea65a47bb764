import type { Changes, Store } from './store.ts';

/** A Store in memory only: for tests, and as the simplest form of the contract. */
export class MemoryStore<T> implements Store<T> {
  readonly #records: Map<string, T>;

  constructor(records: Iterable<readonly [string, T]> = []) {
    this.#records = new Map(records);
  }

  async load(): Promise<ReadonlyMap<string, T>> {
    return new Map(this.#records);
  }

  async commit(changes: Changes<T>): Promise<void> {
    for (const [key, value] of changes) {
      if (value === null) this.#records.delete(key);
      else this.#records.set(key, value);
    }
  }

  async close(): Promise<void> {}
}
