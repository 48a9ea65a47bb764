// A long row made into rows that fit. Greedy: a word goes where it fits, else to the next row. Linear in the text.
import { eachGrapheme, isPlain, partsOf } from './graphemes.ts';
import type { Row, Span } from './row.ts';
import { graphemeWidth, isWide } from './width.ts';

/** A wide character must fit. */
const MIN_WIDTH = 2;

/** They close what stands before them, and never begin a row. */
const CLOSING = /^[、。，．：；！？）〕］｝〉》」』】…]/u;

/**
 * Breaks a row at spaces, and between the characters of scripts that write none. Rows after the first begin with
 * `indent` spaces, at most half of the width. A word longer than a row is broken where it must be. The spaces at a
 * break are dropped; nothing else is.
 *
 * @param width Columns, at least 2; no row is wider.
 */
export function wrapRow(row: Row, width: number, indent = 0): Row[] {
  if (fitsAsItIs(row, width)) return [joined(row)];
  const wrapping = new Wrapping(Math.max(MIN_WIDTH, width), indent);
  for (const span of row) {
    eachGrapheme(span.text, (grapheme) => {
      wrapping.add(grapheme, span);
      return true;
    });
  }
  return wrapping.end();
}

/** Most of what people say is short and plain: there is nothing to be broken. */
function fitsAsItIs(row: Row, width: number): boolean {
  let room = width;
  for (const { text } of row) {
    room -= text.length;
    if (room < 0 || !isPlain(text)) return false;
  }
  return true;
}

function joined(row: Row): Row {
  const piece = new Piece();
  for (const span of row) if (span.text !== '') piece.add(span.text, span, span.text.length);
  return piece.spans;
}

/** What a span is besides its text. */
type Look = Omit<Span, 'text'>;

/** Spans that grow at their end, and how wide they are. */
class Piece {
  readonly spans: (Look & { text: string })[] = [];
  width = 0;

  add(text: string, look: Look, width: number): void {
    const last = this.spans.at(-1);
    if (last?.style === look.style && last.address === look.address) last.text += text;
    else this.spans.push({ ...look, text });
    this.width += width;
  }

  append(other: Piece): void {
    for (const span of other.spans) this.add(span.text, span, 0);
    this.width += other.width;
  }
}

class Wrapping {
  readonly #width: number;
  readonly #indent: number;
  readonly #rows: Span[][] = [];
  #line = new Piece();
  /** Spaces after the line, kept only if a word follows on it. */
  #gap = new Piece();
  #word = new Piece();
  /** The word is one wide character: the next one begins a word of its own. */
  #isWide = false;

  constructor(width: number, indent: number) {
    this.#width = width;
    this.#indent = Math.min(indent, width >> 1, width - MIN_WIDTH);
  }

  add(grapheme: string, look: Look): void {
    const width = graphemeWidth(grapheme);
    if (grapheme === ' ') {
      this.#endWord();
      if (this.#line.width + this.#gap.width < this.#width) this.#gap.add(grapheme, look, width);
      return;
    }
    if (width > 0) {
      const isBreakable = width > 1 && isWide(grapheme);
      if ((isBreakable || this.#isWide) && !CLOSING.test(grapheme)) this.#endWord();
      this.#isWide = isBreakable;
    }
    if (this.#word.width + width > this.#widest()) this.#endWord();
    if (width <= this.#widest()) this.#word.add(grapheme, look, width);
    else for (const part of partsOf(grapheme, 1)) this.add(part, look);
  }

  end(): Row[] {
    this.#endWord();
    this.#line.append(this.#gap);
    this.#rows.push(this.#line.spans);
    return this.#rows;
  }

  /** How wide a word can be: all of the first row if it begins there, else a later row after its indent. */
  #widest(): number {
    const isFirst = this.#rows.length === 0 && this.#line.width + this.#gap.width === 0;
    return isFirst ? this.#width : this.#width - this.#indent;
  }

  #endWord(): void {
    if (this.#word.spans.length === 0) return;
    const isFitting = this.#line.width + this.#gap.width + this.#word.width <= this.#width;
    if (isFitting) this.#line.append(this.#gap);
    else this.#breakLine();
    this.#line.append(this.#word);
    this.#gap = new Piece();
    this.#word = new Piece();
  }

  #breakLine(): void {
    this.#rows.push(this.#line.spans);
    this.#line = new Piece();
    if (this.#indent > 0) this.#line.add(' '.repeat(this.#indent), { style: 'text' }, this.#indent);
  }
}
