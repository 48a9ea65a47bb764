import type { Store } from '../../commons/storage/store.ts';

/** After a restart everything may have changed; requests have their turn in between. */
const KEYS_AT_ONCE = 1_000;

/**
 * Keys whose records have changed in memory and are to be written soon, together: who sits where and who is online
 * follows presence, and need not be on disk before it is told.
 */
export class Unsaved<T> {
  readonly #store: Store<T>;
  readonly #read: (key: string) => T | null;
  readonly #keys = new Set<string>();

  constructor(store: Store<T>, read: (key: string) => T | null) {
    this.#store = store;
    this.#read = read;
  }

  add(key: string): void {
    this.#keys.add(key);
  }

  remove(key: string): void {
    this.#keys.delete(key);
  }

  /** Writes what has changed since the last time. When the disk refuses it rejects, and the changes wait for the next. */
  async save(): Promise<void> {
    const keys = [...this.#keys];
    this.#keys.clear();
    for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
      const some = keys.slice(start, start + KEYS_AT_ONCE);
      try {
        await this.#store.commit(new Map(some.map((key) => [key, this.#read(key)])));
      } catch (error) {
        for (const key of keys.slice(start)) this.#keys.add(key);
        throw error;
      }
    }
  }
}
