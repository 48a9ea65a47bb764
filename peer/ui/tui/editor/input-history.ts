// The history of the input line. Lines that begin with a space are not kept, so that a user can keep a line out of it.
// Callers must never add a password.

export const MAX_HISTORY_ENTRIES = 500;

/** In UTF-16 units, for one entry and for all: nobody recalls a pasted log, and a small file is quick to write. */
export const MAX_HISTORY_ENTRY_UNITS = 8 * 1024;
const MAX_HISTORY_UNITS = 256 * 1024;

export class InputHistory {
  #entries: string[] = [];
  /** The index of the entry in the editor; the number of entries stands for the line that is being written. */
  #position = 0;
  /** The edited texts of entries, and of the line that was being written, while the user moves through the history. */
  readonly #drafts = new Map<number, string>();

  /** `kept`: the entries of earlier runs, the oldest first. */
  constructor(kept: readonly string[] = []) {
    for (const entry of kept) this.add(entry);
  }

  /** The oldest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /** Adds an entry. Returns false if it is blank, too long, the same as the last one, or begins with a space. */
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

  /** The entry before the one in the editor, or null. {@link next} returns to `current`, the editor's text. */
  previous(current: string): string | null {
    return this.#move(current, -1);
  }

  /** The entry after the one in the editor, finally the line that was being written; or null. */
  next(current: string): string | null {
    return this.#move(current, 1);
  }

  /** The editor's text was changed by other means: the next {@link previous} starts from the newest entry. */
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

/** The newest entries that fit into the limits. */
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
