import type { StorageError } from './storage-error.ts';

/** The new record under each key, or null to delete it. */
export type Changes<T> = ReadonlyMap<string, T | null>;

/**
 * The port for one named collection of records on durable storage.
 *
 * Repositories keep the working copy in memory, and use the store for durability. A later store may be a cluster:
 * callers must not assume more than is written here.
 */
export interface Store<T> {
  /** All records, called once and first. Records that cannot be read are kept aside and reported, not returned. */
  load(): Promise<ReadonlyMap<string, T>>;
  /**
   * Resolves when all of `changes` are durable. Rejects with a {@link StorageError} when they may not be: then none of
   * them counts any more here, though a crash at that moment may still bring them back. Changes that are handed over at
   * the same time share one write.
   */
  commit(changes: Changes<T>): Promise<void>;
  /** Resolves when no write is pending. */
  close(): Promise<void>;
}
