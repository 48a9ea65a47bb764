// What was said and what happened, newest last, of which a window is seen. Only what is seen is ever wrapped, so that
// the cost of a frame does not depend on how much there is. Who scrolls up is held to what they read: by the entry at
// the top and the row of it, whatever is added below and however the width changes.

import { EntryLog, type LogLimits } from '../../../session/entry-log.ts';
import type { Row } from '../text/row.ts';

/** Wrapped rows that are kept for the next frame: several screens full. */
const MAX_WRAPPED_ROWS = 2_048;

/** The first row that is seen. */
interface Anchor {
  readonly id: number;
  readonly row: number;
}

/** Makes the rows of an entry; what is before it may matter, and whether it is the first that was not seen yet. */
export interface Format<Entry> {
  (entry: Entry, before: Entry | undefined, width: number, isFirstUnread: boolean): readonly Row[];
  /** The row as it is shown at the top of the window, where what it belongs to is out of view. */
  atTop?(row: Row, entry: Entry, width: number): Row;
}

export class Scrollback<Entry> extends EntryLog<Entry> {
  readonly #format: Format<Entry>;
  #wrappedRows = 0;
  readonly #wrapped = new Map<number, readonly Row[]>();
  #width = 0;
  #height = 1;
  /** null: the newest entry is in view, and stays so. */
  #anchor: Anchor | null = null;
  /** Where the user was before the window grew so large that the newest entry came into view. */
  #outgrown: Anchor | null = null;
  #newBelow = 0;
  #firstUnread: number | null = null;

  constructor(format: Format<Entry>, limits: LogLimits<Entry>) {
    super(limits);
    this.#format = format;
  }

  get isAtBottom(): boolean {
    return this.#anchor === null;
  }

  /** Entries that were added since the user scrolled up. */
  get newBelow(): number {
    return this.#newBelow;
  }

  /** The id of the first entry that was not seen yet. */
  get firstUnread(): number | null {
    return this.#firstUnread;
  }

  set firstUnread(id: number | null) {
    for (const changed of [id, this.#firstUnread]) if (changed !== null) this.changed(changed);
    this.#firstUnread = id;
  }

  override push(entry: Entry): number {
    if (this.#anchor) this.#newBelow += 1;
    return super.push(entry);
  }

  override clear(): void {
    super.clear();
    this.#firstUnread = null;
    this.toBottom();
  }

  /** The entry looks different now. */
  changed(id: number): void {
    this.#wrappedRows -= this.#wrapped.get(id)?.length ?? 0;
    this.#wrapped.delete(id);
  }

  /** Every entry looks different now. */
  allChanged(): void {
    this.#wrapped.clear();
    this.#wrappedRows = 0;
  }

  /** The rows that are seen in a window of that size; fewer than `height` if there is no more. */
  view(width: number, height: number): Row[] {
    const isResized = this.#measure(width, height);
    // More entries fill a window, too: only another size brings the user back to where they were.
    const wanted = this.#anchor ?? (isResized ? this.#outgrown : null);
    const rows = wanted && this.#rowsFrom(wanted);
    if (rows?.length === height) {
      this.#anchor = wanted;
      this.#outgrown = null;
      return this.#headed(rows);
    }
    const outgrown = wanted ?? this.#outgrown;
    this.toBottom();
    this.#outgrown = outgrown;
    return this.#headed(this.#rowsFrom(this.#top()));
  }

  #headed(rows: Row[]): Row[] {
    const [first, ...more] = rows;
    const entry = this.get(this.#top().id);
    if (!first || entry === undefined || !this.#format.atTop) return rows;
    return [this.#format.atTop(first, entry, this.#width), ...more];
  }

  /** The ids of the first and the last entry of which something is seen, as it was viewed last. */
  get inView(): { readonly first: number; readonly last: number } {
    return { first: this.#top().id, last: this.#idAt(this.#height - 1) ?? this.nextId - 1 };
  }

  #idAt(row: number): number | null {
    let rest = row;
    for (let { id, row: first } = this.#top(); id < this.nextId; id += 1, first = 0) {
      rest -= this.#rowsOf(id).length - first;
      if (rest < 0) return id;
    }
    return null;
  }

  /** Up if `rows` is negative. Costs as much as it moves. */
  scroll(rows: number): void {
    const top = this.#top();
    let { id } = top;
    let row = top.row + rows;
    while (row < 0 && id > this.firstId) {
      id -= 1;
      row += this.#rowsOf(id).length;
    }
    while (id < this.nextId && row >= this.#rowsOf(id).length) {
      row -= this.#rowsOf(id).length;
      id += 1;
    }
    if (id >= this.nextId) this.toBottom();
    else this.#anchorAt({ id, row: Math.max(0, row) });
  }

  toTop(): void {
    this.#anchorAt({ id: this.firstId, row: 0 });
  }

  toBottom(): void {
    this.#anchor = null;
    this.#outgrown = null;
    this.#newBelow = 0;
  }

  /** Shows the entry with so many rows above it, or with more if there is nothing below. */
  toEntry(id: number, above = 0): void {
    let first = Math.max(id, this.firstId);
    let row = -above;
    while (row < 0 && first > this.firstId) {
      first -= 1;
      row += this.#rowsOf(first).length;
    }
    this.#anchorAt({ id: first, row: Math.max(0, row) });
  }

  #anchorAt(anchor: Anchor): void {
    if (!this.#anchor) this.#newBelow = 0;
    this.#outgrown = null;
    this.#anchor = anchor;
    if (this.#rowsFrom(anchor).length < this.#height) this.toBottom();
  }

  /** Returns whether the window has another size than before. */
  #measure(width: number, height: number): boolean {
    const isWidthChanged = width !== this.#width;
    const isResized = isWidthChanged || height !== this.#height;
    this.#height = height;
    this.#width = width;
    if (isWidthChanged) this.allChanged();
    return isResized;
  }

  #rowsFrom({ id, row }: Anchor): Row[] {
    const rows: Row[] = [];
    let skip = this.#within({ id, row }).row;
    for (let next = id; next < this.nextId && rows.length < this.#height; next += 1) {
      rows.push(...this.#rowsOf(next).slice(skip, skip + this.#height - rows.length));
      skip = 0;
    }
    return rows;
  }

  /** In another width, the entry may have fewer rows. */
  #within({ id, row }: Anchor): Anchor {
    return { id, row: Math.max(0, Math.min(row, this.#rowsOf(id).length - 1)) };
  }

  /** The first row that is seen now. */
  #top(): Anchor {
    if (this.#anchor) return this.#within(this.#anchor);
    let missing = this.#height;
    for (let id = this.nextId - 1; id >= this.firstId; id -= 1) {
      const count = this.#rowsOf(id).length;
      if (missing <= count) return { id, row: count - missing };
      missing -= count;
    }
    return { id: this.firstId, row: 0 };
  }

  #rowsOf(id: number): readonly Row[] {
    const known = this.#wrapped.get(id);
    if (known) return known;
    const entry = this.get(id);
    const rows =
      entry === undefined ? [] : this.#format(entry, this.get(id - 1), this.#width, id === this.#firstUnread);
    if (this.#wrappedRows >= MAX_WRAPPED_ROWS) this.allChanged();
    this.#wrapped.set(id, rows);
    this.#wrappedRows += rows.length;
    return rows;
  }

  protected override dropped(firstId: number): void {
    for (let id = firstId; id < this.firstId; id += 1) this.changed(id);
    const first = { id: this.firstId, row: 0 };
    if (this.#anchor && this.#anchor.id < first.id) this.#anchor = first;
    if (this.#outgrown && this.#outgrown.id < first.id) this.#outgrown = first;
    if (this.#firstUnread !== null && this.#firstUnread < first.id) this.firstUnread = first.id;
  }
}
