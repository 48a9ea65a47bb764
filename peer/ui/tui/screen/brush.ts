import { eachGrapheme } from '../text/graphemes.ts';
import { graphemeWidth } from '../text/width.ts';
import { COVERED, glyphOf, isHarmful, type Line, putCell } from './cells.ts';

const ASCII = /^[\x20-\x7e]*$/;

/** Writes text into a part of one line of the screen, from left to right; what does not fit is cut off. */
export class Brush {
  readonly #line: Line;
  readonly #y: number;
  readonly #end: number;
  readonly #isAscii: boolean;
  #x: number;
  /** The last character: marks that come after it belong to it. */
  #last = { grapheme: '', width: 0, x: 0 };

  /** @param isAscii Shows `?` for whatever is not ASCII. */
  constructor(line: Line, y: number, left: number, end: number, isAscii: boolean) {
    this.#line = line;
    this.#y = y;
    this.#x = left;
    this.#end = end;
    this.#isAscii = isAscii;
    this.#blankBefore(left);
  }

  write(text: string, attribute: number): void {
    if (ASCII.test(text)) this.#writeAscii(text, attribute);
    else eachGrapheme(text, (grapheme) => this.#writeGrapheme(grapheme, attribute));
  }

  /** Spaces up to the end. */
  finish(attribute: number): void {
    for (; this.#x < this.#end; this.#x += 1) putCell(this.#line, this.#x, attribute, ' ');
    for (let x = this.#end; this.#line[x]?.[1] === COVERED; x += 1) this.#blank(x);
  }

  /** The first cells of a wide character must not stay when the others are painted over. */
  #blankBefore(left: number): void {
    let first = left;
    while (this.#line[first]?.[1] === COVERED) first -= 1;
    for (let x = first; x < left; x += 1) this.#blank(x);
  }

  #blank(x: number): void {
    putCell(this.#line, x, this.#line[x]?.[0] ?? 0, ' ');
  }

  #writeAscii(text: string, attribute: number): void {
    const count = Math.min(text.length, this.#end - this.#x);
    if (count <= 0) return;
    for (let at = 0; at < count; at += 1) putCell(this.#line, this.#x + at, attribute, text.charAt(at));
    this.#x += count;
    this.#last = { grapheme: text.charAt(count - 1), width: 1, x: this.#x - 1 };
  }

  #writeGrapheme(grapheme: string, attribute: number): boolean {
    if (ASCII.test(grapheme)) {
      this.#writeAscii(grapheme, attribute);
      return this.#x < this.#end;
    }
    const width = graphemeWidth(grapheme);
    if (width === 0) {
      this.#addMarks(grapheme, attribute);
      return true;
    }
    if (this.#x + width > this.#end) {
      this.finish(attribute);
      return false;
    }
    if (this.#isAscii || isHarmful(grapheme)) {
      for (let column = 0; column < width; column += 1) this.#put('?', 1, attribute);
    } else this.#put(grapheme, width, attribute);
    return true;
  }

  #put(grapheme: string, width: number, attribute: number): void {
    this.#last = { grapheme, width, x: this.#x };
    const { text, reach } = glyphOf(grapheme, width, this.#x, this.#y);
    putCell(this.#line, this.#x, attribute, text, reach);
    for (let x = this.#x + 1; x < this.#x + width; x += 1) putCell(this.#line, x, attribute, COVERED);
    this.#x += width;
  }

  /** Marks with nothing before them in the row are not shown: they would stand on another pane's character. */
  #addMarks(marks: string, attribute: number): void {
    const { grapheme, width, x } = this.#last;
    if (grapheme === '' || this.#isAscii || isHarmful(marks)) return;
    this.#x = x;
    this.#put(grapheme + marks, width, attribute);
  }
}
