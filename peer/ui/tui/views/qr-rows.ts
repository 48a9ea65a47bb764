import { renderUnicodeCompact } from 'uqr';
import type { Face } from '../face.ts';
import { UNICODE } from '../screen/characters.ts';
import type { Row } from '../text/row.ts';

/**
 * The text for a camera, dark on light as cameras expect it; nothing where there are no characters to draw it with, or
 * not so many columns.
 */
export function qrRows({ characters }: Face, text: string, columns: number): Row[] {
  if (characters !== UNICODE) return [];
  const drawn = renderUnicodeCompact(text, { border: 2, invert: true }).split('\n');
  if ((drawn[0] ?? '').length > columns) return [];
  return drawn.map((row): Row => [{ text: row, style: 'qr' }]);
}
