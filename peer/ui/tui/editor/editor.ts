// A text that is being written, and all that can be done to it. It knows no terminal and no keys; every action says
// whether it has done anything.

import { EditedText, MAX_EDITOR_UNITS } from './edited-text.ts';
import { type EditorLayout, EditorView } from './editor-view.ts';
import { KilledText } from './killed-text.ts';
import { shownGrapheme } from './shown-grapheme.ts';
import { lineEnd, lineStart, wordEnd, wordStart } from './stops.ts';

/** In UTF-16 units: what a key or an input method types in one go. Anything longer is a step of its own to undo. */
const MAX_TYPED_UNITS = 16;

export class Editor {
  readonly #edited = new EditedText();
  readonly #view = new EditorView();
  readonly #killed = new KilledText();
  /** How the graphemes are shown, and which ones those were. */
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

  /** Puts text without controls at the cursor. What does not fit any more is refused as a whole. */
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

  /** A row up, as they were laid out last. False if there is none. */
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

  /** To the start of the line; from there, the newline before it. */
  killToStart(): boolean {
    const start = lineStart(this.#graphemes, this.#index);
    return this.#kill(start === this.#index ? start - 1 : start, this.#index);
  }

  /** To the end of the line; from there, the newline after it. */
  killToEnd(): boolean {
    const end = lineEnd(this.#graphemes, this.#index);
    return this.#kill(this.#index, end === this.#index ? end + 1 : end);
  }

  /** Puts what was killed last, in one go, at the cursor. */
  yank(): boolean {
    return this.#killed.text !== '' && this.#edit(this.cursor, this.cursor, this.#killed.text, 'other');
  }

  /** Swaps what is on both sides of the cursor, and steps over it; at the end of a line, the two before it. */
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

  /** Puts `text` in the place of a range, in UTF-16 units, and the cursor after it. */
  replaceRange(start: number, end: number, text: string): boolean {
    const [from, to] = [Math.max(0, start), Math.min(this.text.length, end)];
    return from <= to && this.#edit(from, to, text, 'other');
  }

  /** Puts `text` in the place of all, with the cursor at its end. It can be undone. */
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

  /** The cursor to an offset in UTF-16 units, or to the next place after it where it can stand. */
  moveTo(offset: number): boolean {
    return this.#moveTo(this.#edited.indexAt(offset));
  }

  /**
   * The rows that fit into `height`, the cursor's among them, at most `width` less one column wide: the cursor has to
   * stand somewhere. They are harmless, whatever was typed. The indents are columns that the caller fills; the text keeps three at least.
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

  /** One for each grapheme. */
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

  /** Something else is done than killing on, or moving on up or down. */
  #settle(): void {
    this.#killed.close();
    this.#view.forgetColumn();
  }
}
