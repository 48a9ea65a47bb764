const PASTE_ENDS = '\x1b[201~';

// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const HALF_END = /\x1b(?:\[(?:2(?:0(?:1)?)?)?)?$/;

/** In UTF-16 units: more than anybody sends, and no burden to hold. What is more is dropped. */
export const MAX_PASTE = 1 << 20;

/** Text between the brackets that a terminal puts around what is pasted. Linear, however it is split into reads. */
export class Paste {
  readonly #pieces: string[] = [];
  #length = 0;
  /** The end of the last piece, where the closing bracket may have begun. */
  #tail = '';

  /** Takes text up to the closing bracket; returns what comes after it, or null if it has not come. */
  take(text: string): string | null {
    const seen = this.#tail + text;
    const end = seen.indexOf(PASTE_ENDS);
    const kept = end < 0 ? Math.max(0, seen.length - PASTE_ENDS.length + 1) : end;
    this.#keep(seen.slice(0, kept));
    this.#tail = end < 0 ? seen.slice(kept) : '';
    return end < 0 ? null : seen.slice(end + PASTE_ENDS.length);
  }

  /** All that has come; of a closing bracket that was cut off, nothing. */
  get text(): string {
    return (this.#pieces.join('') + this.#tail.replace(HALF_END, '')).toWellFormed();
  }

  #keep(text: string): void {
    const piece = text.slice(0, MAX_PASTE - this.#length);
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#length += piece.length;
  }
}
