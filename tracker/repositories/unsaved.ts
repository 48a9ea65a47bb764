import type { Store } from './store.ts';

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
    if (this.#keys.size === 0) return;
    const keys = [...this.#keys];
    this.#keys.clear();
    try {
      await this.#store.commit(new Map(keys.map((key) => [key, this.#read(key)])));
    } catch (error) {
      for (const key of keys) this.#keys.add(key);
      throw error;
    }
  }
}
