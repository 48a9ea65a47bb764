// A text with a cursor and a past: the one way in which a text that is being written changes.

import { EditHistory, type EditKind } from './edit-history.ts';
import { GraphemeText } from './grapheme-text.ts';

/** In UTF-16 units: more than can be sent in one message, and little enough that each keystroke stays cheap. */
export const MAX_EDITOR_UNITS = 64 * 1024;

export class EditedText {
  readonly #buffer = new GraphemeText();
  readonly #history = new EditHistory();
  #cursor = 0;

  get text(): string {
    return this.#buffer.text;
  }

  get graphemes(): readonly string[] {
    return this.#buffer.graphemes;
  }

  /** The grapheme that the cursor stands before. */
  get index(): number {
    return this.#cursor;
  }

  /** Where the cursor is, in UTF-16 units. */
  get offset(): number {
    return this.#buffer.offsetOf(this.#cursor);
  }

  offsetOf(index: number): number {
    return this.#buffer.offsetOf(index);
  }

  indexAt(offset: number): number {
    return this.#buffer.indexAt(offset);
  }

  /** To before a grapheme, or the nearest end. The next edit is a step of its own. False if it is there already. */
  moveTo(index: number): boolean {
    const to = Math.max(0, Math.min(this.graphemes.length, index));
    const hasMoved = to !== this.#cursor;
    this.#cursor = to;
    this.#history.close();
    return hasMoved;
  }

  /** Puts `inserted` in the place of a range, in UTF-16 units. False if that is more than fits: nothing has changed. */
  edit(start: number, end: number, inserted: string, kind: EditKind): boolean {
    if (this.text.length - (end - start) + inserted.length > MAX_EDITOR_UNITS) return false;
    const removed = this.text.slice(start, end);
    const before = this.offset;
    const after = start + inserted.length;
    if (removed !== inserted) this.#history.add({ at: start, removed, inserted, before, after }, kind);
    this.#apply(start, end, inserted, after);
    return true;
  }

  /** Takes the graphemes from one up to another away, and says what they were; nothing if they are not all there. */
  remove(from: number, to: number, kind: EditKind): string {
    if (from < 0 || from >= to || to > this.graphemes.length) return '';
    const removed = this.graphemes.slice(from, to).join('');
    const start = this.offsetOf(from);
    this.edit(start, start + removed.length, '', kind);
    return removed;
  }

  undo(): boolean {
    const edit = this.#history.undo();
    if (edit) this.#apply(edit.at, edit.at + edit.inserted.length, edit.removed, edit.before);
    return edit !== undefined;
  }

  redo(): boolean {
    const edit = this.#history.redo();
    if (edit) this.#apply(edit.at, edit.at + edit.removed.length, edit.inserted, edit.after);
    return edit !== undefined;
  }

  /** There is no way back to what was. */
  forgetPast(): void {
    this.#history.clear();
  }

  #apply(start: number, end: number, text: string, cursor: number): void {
    this.#buffer.replace(start, end, text);
    this.#cursor = this.#buffer.indexAt(cursor);
  }
}
