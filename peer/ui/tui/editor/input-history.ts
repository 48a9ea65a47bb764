// What was written before, to be called back. Lines that begin with a space are not kept: that is how one asks for it.
// Passwords are never offered to it, which is the caller's to see to.

export const MAX_HISTORY_ENTRIES = 500;

/** In UTF-16 units, for one entry and for all: a pasted log is not written again, and the file stays quick to write. */
export const MAX_HISTORY_ENTRY_UNITS = 8 * 1024;
const MAX_HISTORY_UNITS = 256 * 1024;

export class InputHistory {
  #entries: string[] = [];
  /** Which entry is in the editor; as many as there are: what is being written. */
  #position = 0;
  /** What became of entries, and of what was being written, while walking through them. */
  readonly #drafts = new Map<number, string>();

  /** `kept` are entries of before, the oldest first. */
  constructor(kept: readonly string[] = []) {
    for (const entry of kept) this.add(entry);
  }

  /** The oldest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /** Whether it is kept: not what is blank, too long, the same as before, or begins with a space. */
  add(entry: string): boolean {
    const isKept =
      entry.trim() !== '' &&
      !entry.startsWith(' ') &&
      entry.length <= MAX_HISTORY_ENTRY_UNITS &&
      entry !== this.#entries.at(-1);
    if (isKept) this.#entries = withinLimits([...this.#entries, entry]);
    this.leave();
    return isKept;
  }

  /** What was written before what is in the editor, or null. `current`, what is there now, comes back by {@link next}. */
  previous(current: string): string | null {
    return this.#move(current, -1);
  }

  /** What was written after it, at last what was being written; or null. */
  next(current: string): string | null {
    return this.#move(current, 1);
  }

  /** The text of the editor has changed otherwise: walking starts again. */
  leave(): void {
    this.#drafts.clear();
    this.#position = this.#entries.length;
  }

  #move(current: string, step: -1 | 1): string | null {
    const to = this.#position + step;
    if (to < 0 || to > this.#entries.length) return null;
    this.#drafts.set(this.#position, current);
    this.#position = to;
    return this.#drafts.get(to) ?? this.#entries[to] ?? '';
  }
}

/** The newest that may be kept. */
function withinLimits(entries: readonly string[]): string[] {
  let from = entries.length;
  let units = 0;
  while (from > 0 && entries.length - from < MAX_HISTORY_ENTRIES) {
    units += entries[from - 1]?.length ?? 0;
    if (units > MAX_HISTORY_UNITS) break;
    from -= 1;
  }
  return entries.slice(from);
}
