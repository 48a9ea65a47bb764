// A page of text of any length: the help, the legend of the marks, a number to compare, an invitation to pass on.

import type { Face } from '../face.ts';
import type { Key, Mouse, Size } from '../screen/picture.ts';
import { cutText } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { rowWidth } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, roomInBox } from '../views/box.ts';
import { type Overlay, type OverlayPicture, readFromStart } from './overlay.ts';

export interface PageOptions {
  readonly name: string;
  title(face: Face): string;
  hint(face: Face): string;
  /**
   * The rows for a width; rows that are too wide are wrapped. Called for each frame, so that the page is up to date.
   */
  rows(face: Face, columns: number): readonly Row[];
  /** Receives each key first. Returns whether it has used the key; the page is then shown from its top. */
  typed?(key: Key): boolean;
  /** The hint for the keys that `typed` uses. */
  typedHint?(face: Face): string;
  /** The effects of keys other than those that scroll. */
  readonly keys?: { readonly [name: string]: () => void };
  /** The effects of letters, in either case; the letters depend on the language. */
  letters?(face: Face): { readonly [letter: string]: () => void };
  /**
   * The number of first rows that must have been on the screen before letters take effect; until then they scroll down.
   */
  readonly rowsToSee?: number;
  /** Whether letters typed before the page was on the screen are ignored. */
  readonly isQuestion?: boolean;
  dismissed?(): void;
}

const MAX_WIDTH = 92;

export class Page implements Overlay {
  readonly name: string;
  readonly #options: PageOptions;
  #top = 0;
  #height = 1;
  #count = 0;
  #letters: { readonly [letter: string]: () => void } = {};
  /** The rows that have been on the screen, as wrapped for `#seenWidth`. */
  readonly #seen = new Set<number>();
  #seenWidth = 0;
  #rowsToSee = 0;

  constructor(options: PageOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get isQuestion(): boolean {
    return this.#options.isQuestion ?? false;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const most = roomInBox(size);
    const all = this.#options.rows(face, Math.min(MAX_WIDTH, most.columns));
    const widest = all.reduce((width, row) => Math.max(width, rowWidth(row)), 30);
    const width = Math.min(MAX_WIDTH, most.columns, widest);
    const wrapped = all.map((row) => wrapRow(row, width, indentOf(row)));
    const rows = wrapped.flat();
    this.#count = rows.length;
    this.#height = Math.min(most.rows, Math.max(1, rows.length));
    this.#scroll(0);
    this.#rowsToSee = wrapped.slice(0, this.#options.rowsToSee ?? 0).flat().length;
    this.#letters = this.#options.letters?.(face) ?? {};
    this.#looked(width);
    const isCut = rows.length > this.#height;
    const own = this.#options.hint(face);
    const { scrollHint, closeHint, moreHint } = face.phrases;
    const plainHint = !isCut ? own : own === closeHint ? scrollHint : `${own}   ${moreHint}`;
    const hint = withItem(plainHint, this.#options.typedHint?.(face));
    const more = isCut ? ` ${this.#top + this.#height}/${rows.length}` : '';
    // The title is cut rather than the count, since only the count shows that there is more.
    const title = `${cutText(this.#options.title(face), width - 2 - more.length, face.characters.ellipsis)}${more}`;
    const box = { name: this.name, title, hint, width, height: this.#height };
    return readFromStart(boxed(face, size, box, rows.slice(this.#top, this.#top + this.#height)));
  }

  key(key: Key): void {
    if (this.#options.typed?.(key)) return this.#scroll(Number.NEGATIVE_INFINITY);
    const own = this.#options.keys?.[key.name];
    if (own) return own();
    const letter = this.#letters[key.text.toLowerCase()];
    if (letter) return this.#isSeen ? letter() : this.#scroll(this.#height - 1);
    switch (key.name) {
      case 'up':
        return this.#scroll(-1);
      case 'down':
        return this.#scroll(1);
      case 'pageup':
        return this.#scroll(-this.#height + 1);
      case 'pagedown':
      case 'space':
        return this.#scroll(this.#height - 1);
      case 'home':
        return this.#scroll(Number.NEGATIVE_INFINITY);
      case 'end':
        return this.#scroll(Number.POSITIVE_INFINITY);
      default:
        return;
    }
  }

  mouse({ kind }: Mouse): void {
    if (kind === 'wheelup') this.#scroll(-3);
    if (kind === 'wheeldown') this.#scroll(3);
  }

  dismissed(): void {
    this.#options.dismissed?.();
  }

  #looked(width: number): void {
    if (width !== this.#seenWidth) this.#seen.clear();
    this.#seenWidth = width;
    for (let row = this.#top; row < Math.min(this.#top + this.#height, this.#rowsToSee); row += 1) this.#seen.add(row);
  }

  get #isSeen(): boolean {
    return this.#seen.size >= this.#rowsToSee;
  }

  #scroll(rows: number): void {
    this.#top = Math.max(0, Math.min(this.#count - this.#height, this.#top + rows));
  }
}

/** Inserts an item before the last one, which shows how to leave the page. */
function withItem(hint: string, item: string | undefined): string {
  const items = hint.split('   ');
  return item === undefined ? hint : [...items.slice(0, -1), item, ...items.slice(-1)].join('   ');
}

/** The indent of wrapped rows: in a table, the beginning of the last column. */
function indentOf(row: Row): number {
  return row.length > 1 ? rowWidth(row.slice(0, -1)) : 0;
}
