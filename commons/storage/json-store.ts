// The only importer of lowdb: a Store in a human-readable JSON file, the snapshot, and a journal of the changes since.

import { Low } from 'lowdb';
import type { Clock } from '../clock.ts';
import { Journal } from './journal.ts';
import { encodeLine } from './journal-lines.ts';
import { Renewal } from './renewal.ts';
import { type Snapshot, SnapshotFile, type SnapshotOptions } from './snapshot-file.ts';
import { StorageError } from './storage-error.ts';
import type { Changes, Store } from './store.ts';

export interface JsonStoreOptions<T> extends SnapshotOptions<T> {
  readonly clock: Clock;
  /**
   * Whether the snapshot is not renewed before `startRenewals`; but for one that is damaged, which is renewed at once.
   */
  readonly holdsRenewals?: boolean;
}

interface Batch<T> {
  readonly changes: Map<string, T | null>;
  readonly done: Promise<void>;
}

export class JsonStore<T> implements Store<T> {
  readonly #options: JsonStoreOptions<T>;
  readonly #file: SnapshotFile<T>;
  readonly #low: Low<Snapshot<T>>;
  readonly #journal: Journal;
  readonly #renewal: Renewal;
  /** The generation that the snapshot on disk names. */
  #generation = 0;
  #next: Batch<T> | null = null;
  /** Serialises all work on the journal. */
  #lastInTurn: Promise<void> = Promise.resolve();

  constructor(options: JsonStoreOptions<T>) {
    this.#options = options;
    this.#file = new SnapshotFile(options);
    this.#low = new Low<Snapshot<T>>(this.#file, { generation: 0, records: new Map() });
    this.#journal = new Journal(options.file);
    const isHeld = options.holdsRenewals ?? false;
    this.#renewal = new Renewal({ clock: options.clock, renew: () => this.#tryRenew(), isHeld });
  }

  startRenewals(): void {
    this.#renewal.release();
  }

  /**
   * Renews the snapshot until neither it nor the one before, which is kept, holds what was replaced earlier. Resolves
   * too if the disk refuses that. Rejects with a StorageError.
   */
  async forgetReplaced(): Promise<void> {
    for (let renewals = 0; renewals < 2; renewals += 1) {
      const [unchanged] = this.#low.data.records;
      if (unchanged) await this.commit(new Map([unchanged])); // Nothing to do without records.
      await this.#renewal.renewNow();
    }
  }

  async load(): Promise<ReadonlyMap<string, T>> {
    await this.#low.read();
    const { generation, records } = this.#low.data;
    this.#generation = generation;
    const damage = await this.#journal.replay(generation, this.#options.schema, (key, record) =>
      put(records, key, record),
    );
    for (const message of damage) this.#options.warn(message);
    // The damage is reported only once: from now on a new snapshot counts.
    if (damage.length > 0 || this.#file.isOutdated) await this.#renew();
    else if (this.#journal.size > 0) this.#changed();
    return new Map(records);
  }

  /** Changes that arrive during a write share the next one. */
  commit(changes: Changes<T>): Promise<void> {
    if (this.#next) {
      for (const [key, value] of changes) this.#next.changes.set(key, value);
    } else {
      const batched = new Map(changes);
      this.#next = { changes: batched, done: this.#inTurn(() => this.#write(batched)) };
    }
    return this.#next.done;
  }

  async close(): Promise<void> {
    await this.#lastInTurn;
    await this.#renewal.finish();
    await this.#inTurn(() => this.#journal.close());
  }

  async #write(changes: Changes<T>): Promise<void> {
    this.#next = null;
    if (changes.size === 0) return;
    let lines = '';
    for (const [key, record] of changes) lines += encodeLine(key, record);
    await this.#journal.append(lines);
    for (const [key, record] of changes) put(this.#low.data.records, key, record);
    this.#changed();
  }

  #changed(): void {
    this.#renewal.changed(this.#journal.size, this.#file.bytes);
  }

  async #tryRenew(): Promise<boolean> {
    try {
      await this.#renew();
      return true;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#options.warn(`${error.message}: nothing is lost, its journal has what has changed since`);
      return false;
    }
  }

  async #renew(): Promise<void> {
    const generation = await this.#inTurn(() => this.#journal.startGeneration());
    if (generation === this.#generation && !this.#file.isOutdated) return; // Nothing has changed since.
    this.#low.data = { ...this.#low.data, generation };
    await this.#low.write();
    const before = this.#generation;
    this.#generation = generation;
    await this.#journal.forgetBefore(before); // The snapshot before is kept, and what goes with it.
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#lastInTurn.then(work);
    this.#lastInTurn = done.then(
      () => {},
      () => {},
    );
    return done;
  }
}

function put<T>(records: Map<string, T>, key: string, record: T | null): void {
  if (record === null) records.delete(key);
  else records.set(key, record);
}
