import type { Store } from '../../commons/storage/store.ts';

/** Records written at once: after a restart all may have changed, and requests run in between. */
const KEYS_AT_ONCE = 1_000;

/**
 * Keys whose records have changed in memory and will be written soon, together: seats and presence need not be on disk before they
 * are reported.
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
