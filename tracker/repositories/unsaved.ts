import type { Store } from '../../commons/storage/store.ts';

/** The records written at once. After a restart, all may have changed; requests are handled between two writes. */
const KEYS_AT_ONCE = 1_000;

/**
 * Keys of records that have changed in memory and will soon be written together: seats and presence need not be on disk
 * before they are reported.
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

  /**
   * Writes the records changed since the last call. If the disk refuses, it rejects; the next call writes them again.
   */
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
