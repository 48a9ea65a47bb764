import { renderUnicodeCompact } from 'uqr';
import type { Face } from '../face.ts';
import { UNICODE } from '../screen/characters.ts';
import type { Row } from '../text/row.ts';

/** A text as a QR code. */
export class QrCode {
  readonly #text: string;
  #drawn: readonly Row[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The rows of the code; none if the terminal lacks the characters for it, or the columns. */
  rows({ characters }: Face, columns: number): readonly Row[] {
    if (characters !== UNICODE) return [];
    this.#drawn ??= draw(this.#text); // Drawing takes milliseconds, and each frame needs it.
    const width = this.#drawn[0]?.[0]?.text.length ?? 0;
    return width > columns ? [] : this.#drawn;
  }
}

/** Dark on light, as cameras expect it. */
function draw(text: string): Row[] {
  const rows = renderUnicodeCompact(text, { border: 2, invert: true }).split('\n');
  return rows.map((row): Row => [{ text: row, style: 'qr' }]);
}
