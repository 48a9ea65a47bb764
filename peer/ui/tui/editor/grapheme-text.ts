// A text as graphemes, for an editor: each change segments again only where the boundaries can have changed, so that a keystroke
// costs the same in a long text as in a short one.

import { graphemesOf, isPlain } from '../text/graphemes.ts';

const HAN_OR_KANA = /^(?=\p{Lo})[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]$/u;

/**
 * Whether the cut after it is the same whatever comes before it: a change on its one side then changes no cut on its
 * other side. Marks, emoji, flags and the scripts with conjuncts are not like that.
 */
function standsAlone(grapheme: string): boolean {
  return (grapheme.length === 1 && (grapheme === '\n' || isPlain(grapheme))) || HAN_OR_KANA.test(grapheme);
}

export class GraphemeText {
  #graphemes: readonly string[] = [];
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** How many graphemes. */
  get length(): number {
    return this.#graphemes.length;
  }

  get graphemes(): readonly string[] {
    return this.#graphemes;
  }

  /** The grapheme at `index`; empty outside. */
  at(index: number): string {
    return this.#graphemes[index] ?? '';
  }

  /** Where the grapheme at `index` begins, in UTF-16 units. */
  offsetOf(index: number): number {
    const isNearEnd = index > this.length / 2;
    const between = isNearEnd ? this.#graphemes.slice(index) : this.#graphemes.slice(0, index);
    const units = between.reduce((sum, { length }) => sum + length, 0);
    return isNearEnd ? this.#text.length - units : units;
  }

  /** The first grapheme that begins at `offset` or after it. */
  indexAt(offset: number): number {
    let [index, at] = [0, 0];
    while (at < offset && index < this.length) {
      at += this.at(index).length;
      index += 1;
    }
    return index;
  }

  /** Puts `text` in the place of what is between two offsets, in UTF-16 units. */
  replace(start: number, end: number, text: string): void {
    const first = this.indexAt(start);
    let left = (this.offsetOf(first) > start ? first - 1 : first) - 1;
    let right = this.indexAt(end);
    while (left > 0 && !standsAlone(this.at(left))) left -= 1;
    while (right < this.length && !standsAlone(this.at(right))) right += 1;
    [left, right] = [Math.max(0, left), right + 1];
    const base = this.offsetOf(left);
    const old = this.#graphemes.slice(left, right).join('');
    const fresh = graphemesOf(old.slice(0, start - base) + text + old.slice(end - base));
    this.#graphemes = this.#graphemes.slice(0, left).concat(fresh, this.#graphemes.slice(right));
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
  }
}
