// A text as graphemes, for an editor: each change segments only the part again in which boundaries can have changed, so
// that a keystroke costs the same in a long text as in a short one.

import { graphemesOf, isPlain } from '../text/graphemes.ts';

const HAN_OR_KANA = /^(?=\p{Lo})[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]$/u;

/**
 * Whether the boundary after the grapheme is independent of the text before it: then a change on one side moves no
 * boundary on the other. This is false for marks, emoji, flags and the scripts with conjuncts.
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

  /** The number of graphemes. */
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

  /** The offset of the grapheme at `index`, in UTF-16 units. */
  offsetOf(index: number): number {
    const isNearEnd = index > this.length / 2;
    const between = isNearEnd ? this.#graphemes.slice(index) : this.#graphemes.slice(0, index);
    const units = between.reduce((sum, { length }) => sum + length, 0);
    return isNearEnd ? this.#text.length - units : units;
  }

  /** The index of the first grapheme that begins at or after `offset`. */
  indexAt(offset: number): number {
    let [index, at] = [0, 0];
    while (at < offset && index < this.length) {
      at += this.at(index).length;
      index += 1;
    }
    return index;
  }

  /** Replaces the text between two offsets, in UTF-16 units, by `text`. */
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
