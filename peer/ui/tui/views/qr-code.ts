import { renderUnicodeCompact } from 'uqr';
import type { Face } from '../face.ts';
import { UNICODE } from '../screen/characters.ts';
import type { Row } from '../text/row.ts';

/** A text for a camera. */
export class QrCode {
  readonly #text: string;
  #drawn: readonly Row[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Nothing where there are no characters to draw it with, or not so many columns. */
  rows({ characters }: Face, columns: number): readonly Row[] {
    if (characters !== UNICODE) return [];
    this.#drawn ??= draw(this.#text); // It takes milliseconds, and is asked for each frame.
    const width = this.#drawn[0]?.[0]?.text.length ?? 0;
    return width > columns ? [] : this.#drawn;
  }
}

/** Dark on light, as cameras expect it. */
function draw(text: string): Row[] {
  const rows = renderUnicodeCompact(text, { border: 2, invert: true }).split('\n');
  return rows.map((row): Row => [{ text: row, style: 'qr' }]);
}
