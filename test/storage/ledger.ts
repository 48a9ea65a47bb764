// What a store has promised. A test that commits through the ledger can check a state afterwards that was
// recovered: everything acknowledged must be in it, and nothing that was never committed, or that was refused for good.

import { StorageError } from '../../commons/storage/storage-error.ts';
import type { Changes, Store } from '../../commons/storage/store.ts';
import { type Note, sorted } from './notes.ts';

export class Ledger {
  readonly #acknowledged: Map<string, Note | null>;
  /** Handed over without an answer. */
  #pending: readonly Changes<Note>[];
  /** Refused, but not followed by anything that was acknowledged: a crash may still bring it back. */
  #inDoubt: readonly Changes<Note>[];

  constructor(
    acknowledged: Iterable<readonly [string, Note | null]> = [],
    pending: readonly Changes<Note>[] = [],
    inDoubt: readonly Changes<Note>[] = [],
  ) {
    this.#acknowledged = new Map(acknowledged);
    this.#pending = pending;
    this.#inDoubt = inDoubt;
  }

  /** As it is now. */
  copy(): Ledger {
    return new Ledger(this.#acknowledged, this.#pending, this.#inDoubt);
  }

  /** Commits, and resolves with null or with the refusal. */
  async commit(store: Store<Note>, changes: Changes<Note>): Promise<StorageError | null> {
    this.#pending = [...this.#pending, changes];
    try {
      await store.commit(changes);
      this.#inDoubt = [];
      for (const [key, note] of changes) this.#acknowledged.set(key, note);
      return null;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#inDoubt = [...this.#inDoubt, changes];
      return error;
    } finally {
      this.#pending = this.#pending.filter((other) => other !== changes);
    }
  }

  /** The store was closed in order, on a disk that works: what was refused is gone for good. */
  closed(): void {
    this.#inDoubt = [];
  }

  /** What was recovered counts from now on, whatever was in doubt. */
  restartWith(recovered: ReadonlyMap<string, Note>): Ledger {
    return new Ledger(recovered);
  }

  /** What is wrong with a recovered state, in sentences. */
  problems(recovered: ReadonlyMap<string, Note>): string[] {
    const keys = new Set([...this.#acknowledged.keys(), ...recovered.keys()]);
    return [...keys]
      .filter((key) => !this.#mayBe(key, recovered.get(key) ?? null))
      .map((key) => {
        const is = JSON.stringify(recovered.get(key) ?? null);
        return `${key} is ${is}, but ${JSON.stringify(this.#acknowledged.get(key) ?? null)} was acknowledged`;
      });
  }

  /** The acknowledged state, sorted. */
  get state(): [string, Note][] {
    return sorted(this.#acknowledged).filter((entry): entry is [string, Note] => entry[1] !== null);
  }

  #mayBe(key: string, note: Note | null): boolean {
    const others = [...this.#pending, ...this.#inDoubt].filter((changes) => changes.has(key));
    const allowed = [this.#acknowledged.get(key) ?? null, ...others.map((changes) => changes.get(key) ?? null)];
    return allowed.some((each) => JSON.stringify(each) === JSON.stringify(note));
  }
}
