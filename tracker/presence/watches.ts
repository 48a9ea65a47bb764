// The names that each session watches (protocol 3.11). They last as long as the session: after a new login, a peer
// sends its list again.

import { nameKey } from '../../commons/model/names.ts';

export class Watches {
  /** The keys of the names that each user watches: at most MAX_WATCHED. */
  readonly #watched = new Map<string, readonly string[]>();
  readonly #watchers = new Map<string, Set<string>>();

  /** The number of watched names, each counted once for each watcher. */
  #count = 0;

  /** The number of watched names if `watcher` watched `names` of them. */
  countWith(watcher: string, names: number): number {
    return this.#count - (this.#watched.get(watcher)?.length ?? 0) + names;
  }

  /** `names` replace the watcher's earlier ones. They need not be registered. */
  set(watcher: string, names: readonly string[]): void {
    this.forget(watcher);
    const keys = [...new Set(names.map(nameKey))];
    if (keys.length > 0) this.#watched.set(watcher, keys);
    this.#count += keys.length;
    for (const key of keys) {
      const watchers = this.#watchers.get(key) ?? new Set();
      watchers.add(watcher);
      this.#watchers.set(key, watchers);
    }
  }

  forget(watcher: string): void {
    const keys = this.#watched.get(watcher) ?? [];
    this.#count -= keys.length;
    for (const key of keys) {
      const watchers = this.#watchers.get(key);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchers.delete(key);
    }
    this.#watched.delete(watcher);
  }

  /** The other users who watch `username`. */
  of(username: string): string[] {
    return [...(this.#watchers.get(nameKey(username)) ?? [])].filter((watcher) => watcher !== username);
  }
}
