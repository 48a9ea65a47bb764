// A text that is being edited, and the actions on it. The editor knows no terminal and no keys; every action returns
// whether it has changed anything.

import { EditedText, MAX_EDITOR_UNITS } from './edited-text.ts';
import { type EditorLayout, EditorView } from './editor-view.ts';
import { KilledText } from './killed-text.ts';
import { shownGrapheme } from './shown-grapheme.ts';
import { lineEnd, lineStart, wordEnd, wordStart } from './stops.ts';

/** The most UTF-16 units that a key or an input method types at once. A longer insertion is an undo step of its own. */
const MAX_TYPED_UNITS = 16;

export class Editor {
  readonly #edited = new EditedText();
  readonly #view = new EditorView();
  readonly #killed = new KilledText();
  /** The graphemes as they are shown, and the graphemes from which these were made. */
  #shownNow: readonly string[] = [];
  #shownOf: readonly string[] | null = null;

  get text(): string {
    return this.#edited.text;
  }

  /** In UTF-16 units of the text. */
  get cursor(): number {
    return this.#edited.offset;
  }

  get isEmpty(): boolean {
    return this.text === '';
  }

  /** Inserts text without control characters at the cursor. A text that does not fit is refused as a whole. */
  insert(text: string): boolean {
    const isTyped = text.length <= MAX_TYPED_UNITS && !text.includes('\n');
    return text !== '' && this.#edit(this.cursor, this.cursor, text, isTyped ? 'typed' : 'other');
  }

  backspace(): boolean {
    return this.#erase(this.#index - 1, this.#index);
  }

  delete(): boolean {
    return this.#erase(this.#index, this.#index + 1);
  }

  left(): boolean {
    return this.#moveTo(this.#index - 1);
  }

  right(): boolean {
    return this.#moveTo(this.#index + 1);
  }

  wordLeft(): boolean {
    return this.#moveTo(wordStart(this.#graphemes, this.#index));
  }

  wordRight(): boolean {
    return this.#moveTo(wordEnd(this.#graphemes, this.#index));
  }

  /** To the start of the line, which may take several rows. */
  home(): boolean {
    return this.#moveTo(lineStart(this.#graphemes, this.#index));
  }

  end(): boolean {
    return this.#moveTo(lineEnd(this.#graphemes, this.#index));
  }

  toStart(): boolean {
    return this.#moveTo(0);
  }

  toEnd(): boolean {
    return this.#moveTo(this.#graphemes.length);
  }

  /** Moves one row up, by the rows of the last layout. False if there is none. */
  up(): boolean {
    return this.#moveRow(-1);
  }

  down(): boolean {
    return this.#moveRow(1);
  }

  killWordBack(): boolean {
    return this.#kill(wordStart(this.#graphemes, this.#index), this.#index);
  }

  killWordForward(): boolean {
    return this.#kill(this.#index, wordEnd(this.#graphemes, this.#index));
  }

  /** Kills to the start of the line; at the start, kills the newline before it. */
  killToStart(): boolean {
    const start = lineStart(this.#graphemes, this.#index);
    return this.#kill(start === this.#index ? start - 1 : start, this.#index);
  }

  /** Kills to the end of the line; at the end, kills the newline after it. */
  killToEnd(): boolean {
    const end = lineEnd(this.#graphemes, this.#index);
    return this.#kill(this.#index, end === this.#index ? end + 1 : end);
  }

  /** Inserts the text that was killed last at the cursor. */
  yank(): boolean {
    return this.#killed.text !== '' && this.#edit(this.cursor, this.cursor, this.#killed.text, 'other');
  }

  /** Swaps the graphemes around the cursor and moves past them; at the end of a line, swaps the two before it. */
  transpose(): boolean {
    const middle = this.#index === lineEnd(this.#graphemes, this.#index) ? this.#index - 1 : this.#index;
    if (middle - 1 < lineStart(this.#graphemes, this.#index)) return false;
    const [left = '', right = ''] = this.#graphemes.slice(middle - 1, middle + 1);
    const start = this.#edited.offsetOf(middle - 1);
    return this.#edit(start, start + left.length + right.length, right + left, 'other');
  }

  undo(): boolean {
    this.#settle();
    return this.#edited.undo();
  }

  redo(): boolean {
    this.#settle();
    return this.#edited.redo();
  }

  /** Replaces a range, in UTF-16 units, by `text`, and moves the cursor to its end. */
  replaceRange(start: number, end: number, text: string): boolean {
    const [from, to] = [Math.max(0, start), Math.min(this.text.length, end)];
    return from <= to && this.#edit(from, to, text, 'other');
  }

  /** Replaces the whole text by `text`, with the cursor at its end. It can be undone. */
  set(text: string): boolean {
    return this.replaceRange(0, this.text.length, text);
  }

  clear(): boolean {
    return !this.isEmpty && this.set('');
  }

  /** Starts again with `text`: undo does not restore earlier text. */
  reset(text = ''): boolean {
    if (text.length > MAX_EDITOR_UNITS) return false;
    this.set(text);
    this.#edited.forgetPast();
    return true;
  }

  /** Moves the cursor to an offset in UTF-16 units, or to the next grapheme boundary after it. */
  moveTo(offset: number): boolean {
    return this.#moveTo(this.#edited.indexAt(offset));
  }

  /**
   * The rows that fit into `height`, the cursor's among them. They are at most `width` less one column wide, which
   * leaves a column for the cursor, and safe to show, whatever was typed. The caller fills the columns of the indents;
   * the text keeps at least three.
   */
  layout(width: number, height: number, firstIndent: number, hangingIndent: number): EditorLayout {
    const shape = { width, firstIndent, hangingIndent };
    return this.#view.layout(this.#shown, this.#index, shape, height);
  }

  get #index(): number {
    return this.#edited.index;
  }

  get #graphemes(): readonly string[] {
    return this.#edited.graphemes;
  }

  /** The shown form of each grapheme. */
  get #shown(): readonly string[] {
    if (this.#shownOf !== this.#graphemes) this.#shownNow = this.#graphemes.map(shownGrapheme);
    this.#shownOf = this.#graphemes;
    return this.#shownNow;
  }

  #moveTo(index: number): boolean {
    this.#settle();
    return this.#edited.moveTo(index);
  }

  #moveRow(step: -1 | 1): boolean {
    const to = this.#view.rowAway(this.#shown, this.#index, step);
    if (to === null) return false;
    this.#edited.moveTo(to);
    this.#killed.close();
    return true;
  }

  #erase(from: number, to: number): boolean {
    this.#settle();
    return this.#edited.remove(from, to, 'erased') !== '';
  }

  #kill(from: number, to: number): boolean {
    const isBackward = to === this.#index;
    const killed = this.#edited.remove(from, to, 'other');
    if (killed !== '') this.#killed.add(killed, isBackward);
    this.#view.forgetColumn();
    return killed !== '';
  }

  #edit(start: number, end: number, text: string, kind: 'typed' | 'erased' | 'other'): boolean {
    this.#settle();
    return this.#edited.edit(start, end, text, kind);
  }

  /** Ends a series of kills, and of moves up or down: called by every other action. */
  #settle(): void {
    this.#killed.close();
    this.#view.forgetColumn();
  }
}
