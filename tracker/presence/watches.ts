// Who wants to be told when somebody logs in. Kept for a session only: whoever comes back asks again.

import { nameKey } from '../../commons/model/names.ts';

export class Watches {
  /** The keys of the names that each user watches: at most MAX_WATCHED. */
  readonly #watched = new Map<string, readonly string[]>();
  readonly #watchers = new Map<string, Set<string>>();

  /** Names that are watched, each as often as somebody watches it. */
  #count = 0;

  /** How many names there would be if `watcher` watched so many. */
  countWith(watcher: string, names: number): number {
    return this.#count - (this.#watched.get(watcher)?.length ?? 0) + names;
  }

  /** `names` take the place of those before. Whether somebody is called so makes no difference. */
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

  /** Everybody else who wants to be told of `username`. */
  of(username: string): string[] {
    return [...(this.#watchers.get(nameKey(username)) ?? [])].filter((watcher) => watcher !== username);
  }
}
