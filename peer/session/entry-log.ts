// Entries with ids that count up, newest last; the oldest are dropped when there are too many. They are stored in
// blocks, so that dropping some does not move the others.

/** A block has a power of two of entries, so an id gives the block and the place in it. */
const BLOCK_BITS = 9;
const BLOCK = 1 << BLOCK_BITS;

/** If entries take too many bytes, this share of the limit is dropped at a time. */
const SLAB_SHARE = 1 / 32;

/** How much may be kept; the oldest entries are dropped first, and the newest one never. */
export interface LogLimits<Entry> {
  /** Up to 512 more may be stored before the oldest are dropped. 0: nothing is kept. */
  readonly entries: number;
  readonly bytes: number;
  /** What an entry takes in memory, in bytes. */
  weigh(entry: Entry): number;
}

export class EntryLog<Entry> {
  readonly #limits: LogLimits<Entry>;
  /** Dropped entries of the first block are undefined. */
  readonly #blocks: (Entry | undefined)[][] = [];
  /** The id of the first place in the first block. */
  #origin = 0;
  #firstId = 0;
  #nextId = 0;
  #bytes = 0;

  constructor(limits: LogLimits<Entry>) {
    this.#limits = limits;
  }

  /** What all entries take in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  get firstId(): number {
    return this.#firstId;
  }

  /** The id that the next entry gets. */
  get nextId(): number {
    return this.#nextId;
  }

  get(id: number): Entry | undefined {
    const place = id - this.#origin;
    return place < 0 ? undefined : this.#blocks[place >> BLOCK_BITS]?.[place & (BLOCK - 1)];
  }

  get last(): Entry | undefined {
    return this.get(this.#nextId - 1);
  }

  /** Returns the entry's id. */
  push(entry: Entry): number {
    const id = this.#nextId;
    const { entries, bytes, weigh } = this.#limits;
    this.#nextId += 1;
    if (entries === 0) {
      this.#firstId = this.#origin = this.#nextId;
      return id;
    }
    const index = (id - this.#origin) >> BLOCK_BITS;
    const block = this.#blocks[index];
    if (block) block.push(entry);
    else this.#blocks.push([entry]);
    this.#bytes += weigh(entry);
    if (this.#nextId - this.#firstId >= entries + BLOCK) this.#drop(BLOCK);
    if (this.#bytes > bytes) this.shrinkTo(bytes * (1 - SLAB_SHARE));
    return id;
  }

  /** Drops the oldest entries until the others take at most `bytes`, or the newest alone is left. */
  shrinkTo(bytes: number): void {
    let id = this.#firstId;
    for (let rest = this.#bytes; rest > bytes && id < this.#nextId - 1; id += 1) rest -= this.#weightAt(id);
    this.dropBefore(id);
  }

  /** Drops the entries before that one. */
  dropBefore(id: number): void {
    const count = Math.min(id, this.#nextId) - this.#firstId;
    if (count > 0) this.#drop(count);
  }

  clear(): void {
    this.dropBefore(this.#nextId);
  }

  /** The newest entry before `id` that matches. */
  findBefore(id: number, matches: (entry: Entry) => boolean): number | null {
    for (let at = Math.min(id, this.#nextId) - 1; at >= this.#firstId; at -= 1) {
      const entry = this.get(at);
      if (entry !== undefined && matches(entry)) return at;
    }
    return null;
  }

  /** The oldest entry after `id` that matches. */
  findAfter(id: number, matches: (entry: Entry) => boolean): number | null {
    for (let at = Math.max(id + 1, this.#firstId); at < this.#nextId; at += 1) {
      const entry = this.get(at);
      if (entry !== undefined && matches(entry)) return at;
    }
    return null;
  }

  /** All that is kept, oldest first. */
  *entries(): IterableIterator<Entry> {
    for (let id = this.#firstId; id < this.#nextId; id += 1) {
      const entry = this.get(id);
      if (entry !== undefined) yield entry;
    }
  }

  #weightAt(id: number): number {
    const entry = this.get(id);
    return entry === undefined ? 0 : this.#limits.weigh(entry);
  }

  #drop(count: number): void {
    const from = this.#firstId;
    for (let id = from; id < from + count; id += 1) {
      const place = id - this.#origin;
      this.#bytes -= this.#weightAt(id);
      const block = this.#blocks[place >> BLOCK_BITS];
      if (block) block[place & (BLOCK - 1)] = undefined;
    }
    this.#firstId += count;
    const emptied = (this.#firstId - this.#origin) >> BLOCK_BITS;
    this.#blocks.splice(0, emptied);
    this.#origin += emptied << BLOCK_BITS;
    this.dropped(from);
  }

  /** The entries from `firstId` on were dropped, up to the first that is still there. */
  protected dropped(_firstId: number): void {}
}
