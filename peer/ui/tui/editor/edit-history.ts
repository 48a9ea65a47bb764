// What can be undone. Typing comes back a word at a time, erasing a stretch at a time, everything else step by step.

/** One change, by offsets in UTF-16 units. Undoing it puts `removed` where `inserted` is. */
export interface Edit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
  /** Where the cursor was, and where it was afterwards. */
  readonly before: number;
  readonly after: number;
}

/** `typed` and `erased` go on where the last one of their kind has ended; `other` stands for itself. */
export type EditKind = 'typed' | 'erased' | 'other';

/** Beyond it the oldest are forgotten: as much text as sixteen full editors. */
const MAX_KEPT_UNITS = 1024 * 1024;
const MAX_EDITS = 1_000;

export class EditHistory {
  #done: Edit[] = [];
  #undone: Edit[] = [];
  #openKind: EditKind = 'other';
  #keptUnits = 0;

  /** What is undone cannot be done again after a new edit. */
  add(edit: Edit, kind: EditKind): void {
    this.#keptUnits -= this.#undone.reduce((sum, undone) => sum + unitsOf(undone), 0);
    this.#undone = [];
    const last = this.#done.at(-1);
    const joined = last && kind !== 'other' && kind === this.#openKind ? join(last, edit, kind) : null;
    if (joined) this.#done.pop();
    this.#done.push(joined ?? edit);
    this.#openKind = kind;
    this.#keptUnits += unitsOf(edit);
    while (this.#done.length > MAX_EDITS || (this.#keptUnits > MAX_KEPT_UNITS && this.#done.length > 1)) {
      this.#keptUnits -= unitsOf(this.#done.shift());
    }
  }

  /** The next edit begins a step of its own: the cursor has been moved. */
  close(): void {
    this.#openKind = 'other';
  }

  /** The edit to take back, or undefined. */
  undo(): Edit | undefined {
    return this.#move(this.#done, this.#undone);
  }

  /** The edit to do again, or undefined. */
  redo(): Edit | undefined {
    return this.#move(this.#undone, this.#done);
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#keptUnits = 0;
    this.close();
  }

  #move(from: Edit[], to: Edit[]): Edit | undefined {
    this.close();
    const edit = from.pop();
    if (edit) to.push(edit);
    return edit;
  }
}

function unitsOf(edit: Edit | undefined): number {
  return edit ? edit.removed.length + edit.inserted.length : 0;
}

/** Both as one, or null if the second is not the first's going on. */
function join(first: Edit, second: Edit, kind: 'typed' | 'erased'): Edit | null {
  const { before } = first;
  const { after } = second;
  if (kind === 'typed') {
    const goesOn = second.removed === '' && second.at === first.at + first.inserted.length;
    const isNewWord = /\s$/.test(first.inserted) && !/^\s/.test(second.inserted);
    if (!goesOn || isNewWord) return null;
    return { ...first, inserted: first.inserted + second.inserted, before, after };
  }
  if (second.at + second.removed.length === first.at) {
    return { at: second.at, removed: second.removed + first.removed, inserted: '', before, after };
  }
  return second.at === first.at ? { ...first, removed: first.removed + second.removed, after } : null;
}
