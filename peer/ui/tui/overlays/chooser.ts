// A list to choose from, narrowed by typing: rooms, people, conversations, commands, invitations, and what to do with
// one.

import { rank } from '../editor/fuzzy.ts';
import type { Face } from '../face.ts';
import type { Key, Mouse, Size } from '../screen/picture.ts';
import { cutText, padRow } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { boxed, insideOf, roomInBox } from '../views/box.ts';
import { foundLetters } from '../views/found-letters.ts';
import { LineField } from './line-field.ts';
import type { Overlay, OverlayPicture } from './overlay.ts';

export interface Choice {
  readonly label: string;
  /**
   * To the right of it, dimmed. Only that of choices in view is asked for: where there are thousands, it may be a
   * getter.
   */
  readonly detail: string;
  choose(): void;
  /** What the Delete key does to it, if anything. */
  remove?(): void;
}

export interface ChooserOptions {
  readonly name: string;
  title(): string;
  readonly hint: string;
  /** Whether typing narrows the list. */
  readonly isTyped: boolean;
  /** Said when there is nothing to choose from. */
  empty(query: string): string;
  /** Everything there is now: it is asked for each frame. */
  choices(): readonly Choice[];
  /** What can be chosen beside what was found. */
  extra?(query: string): readonly Choice[];
}

const MAX_WIDTH = 76;
const MAX_ROWS = 16;
/** A list that is narrowed by typing does not jump with every letter. */
const MIN_TYPED_ROWS = 6;

/** As many of the facts as fit, the first ones, rather than half of one. */
function wholeFacts(detail: string, width: number, ellipsis: string): string {
  let facts = detail;
  while (widthOf(facts) > width && facts.includes(', ')) facts = facts.slice(0, facts.lastIndexOf(', '));
  return cutText(facts, width, ellipsis);
}

export class Chooser implements Overlay {
  readonly name: string;
  readonly #options: ChooserOptions;
  readonly #query = new LineField();
  /** Nothing is selected (-1) if what was selected has gone: something else has taken its place under the finger. */
  #selected = 0;
  /** Of the selected choice; null: the first one, whichever that is. */
  #selectedLabel: string | null = null;
  /** The last key moved through the list; else it was typed for the query. */
  #isMoving = false;
  #top = 0;
  #height = 1;
  /** What was found for the last picture, and what the keys are for; null: something else has been typed since. */
  #shown: readonly Choice[] | null = null;

  constructor(options: ChooserOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /** What can be chosen without typing was on the screen before a key is for it. */
  get isQuestion(): boolean {
    return !this.#options.isTyped;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const { hint, isTyped, empty } = this.#options;
    const title = this.#options.title();
    const most = roomInBox(size);
    const width = Math.min(MAX_WIDTH, most.columns);
    const all = this.#options.choices();
    const found = this.#findIn(all);
    this.#shown = found;
    this.#follow(found);
    const typedRows = isTyped ? 1 : 0;
    const wanted = Math.min(MAX_ROWS, Math.max(isTyped ? MIN_TYPED_ROWS : 1, all.length + 1));
    this.#height = Math.max(1, Math.min(wanted, most.rows - typedRows));
    this.#keepInView(found.length);
    const rows: Row[] = isTyped ? [this.#query.row('> ', width)] : [];
    if (found.length === 0) rows.push([{ text: empty(this.#query.text), style: 'dim' }]);
    for (const [index, choice] of found.slice(this.#top, this.#top + this.#height).entries()) {
      rows.push(this.#choiceRow(face, choice, this.#top + index === this.#selected, width));
    }
    const height = this.#height + typedRows;
    const pane = boxed(face, size, { name: this.name, title, hint, width, height }, rows);
    const inside = insideOf(pane);
    // While the user moves through the list the cursor is on the selected row, for screen readers.
    const selected = { x: inside.x, y: inside.y + typedRows + Math.max(0, this.#selected - this.#top) };
    const typing = { x: inside.x + 2 + this.#query.cursorColumn, y: inside.y };
    return { pane, cursor: isTyped && !this.#isMoving ? typing : selected };
  }

  key(key: Key): void {
    const found = this.#found();
    switch (key.name) {
      case 'up':
      case 'ctrl+p':
      case 'shift+tab':
        return this.#move(-1, found.length);
      case 'down':
      case 'ctrl+n':
      case 'tab':
        return this.#move(1, found.length);
      case 'pageup':
        return this.#move(-this.#height, found.length);
      case 'pagedown':
        return this.#move(this.#height, found.length);
      case 'home':
        return this.#move(Number.NEGATIVE_INFINITY, found.length);
      case 'end':
        return this.#move(Number.POSITIVE_INFINITY, found.length);
      case 'enter':
        return found[this.#selected]?.choose();
      case 'delete':
        return found[this.#selected]?.remove?.();
      default:
        if (this.#options.isTyped && this.#query.key(key)) this.#queryChanged();
    }
  }

  pasted(text: string): void {
    if (!this.#options.isTyped) return;
    this.#query.insert(text);
    this.#queryChanged();
  }

  mouse({ kind, row }: Mouse): void {
    const found = this.#found();
    if (kind === 'wheelup') return this.#move(-1, found.length);
    if (kind === 'wheeldown') return this.#move(1, found.length);
    const index = this.#top + row - 1 - (this.#options.isTyped ? 1 : 0);
    if (kind !== 'press' || row < 1 || index < this.#top || !found[index]) return;
    this.#selected = index;
    found[index].choose();
  }

  #queryChanged(): void {
    this.#isMoving = false;
    this.#selected = 0;
    this.#selectedLabel = null;
    this.#shown = null;
  }

  /** The list may be another one by now: the selection stays with its choice. */
  #follow(found: readonly Choice[]): void {
    const label = this.#selectedLabel;
    if (label !== null && found[this.#selected]?.label !== label) {
      this.#selected = found.findIndex((choice) => choice.label === label);
    }
    if (this.#selected >= 0) this.#selectedLabel = found[this.#selected]?.label ?? null;
  }

  #found(): readonly Choice[] {
    this.#shown ??= this.#findIn(this.#options.choices());
    return this.#shown;
  }

  #findIn(all: readonly Choice[]): readonly Choice[] {
    const query = this.#query.text.trim();
    const extra = this.#options.extra?.(query) ?? [];
    const found = rank(query, all, ({ label }) => label);
    return extra.length > 0 ? [...found, ...extra] : found;
  }

  #move(by: number, count: number): void {
    this.#isMoving = count > 0;
    this.#selected = Math.max(0, Math.min(count - 1, this.#selected + by));
    this.#selectedLabel = this.#found()[this.#selected]?.label ?? null;
  }

  #keepInView(count: number): void {
    const most = Math.max(0, count - this.#height);
    const selected = this.#selected < 0 ? this.#top : this.#selected;
    this.#top = Math.max(0, Math.min(Math.max(this.#top, selected - this.#height + 1), selected, most));
  }

  #choiceRow({ characters }: Face, { label, detail }: Choice, isSelected: boolean, width: number): Row {
    const shown = cutText(label, width - 2, characters.ellipsis);
    const room = width - 3 - widthOf(shown);
    const side = room > 4 ? wholeFacts(detail, room, characters.ellipsis) : '';
    const gap = ' '.repeat(Math.max(0, width - 2 - widthOf(shown) - widthOf(side)));
    const [style, dim] = isSelected ? (['itemSelected', 'itemSelected'] as const) : (['item', 'dim'] as const);
    const row: Row = [
      { text: isSelected ? '> ' : '  ', style },
      ...foundLetters(this.#query.text, shown, style),
      { text: `${gap}${side}`, style: dim },
    ];
    return padRow(row, width, style);
  }
}
