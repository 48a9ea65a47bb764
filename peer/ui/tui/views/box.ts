// A framed rectangle over the chat: a title in its upper edge, what can be done in its lower one.

import type { Face } from '../face.ts';
import type { PanePicture, Size } from '../screen/picture.ts';
import { cutRow, cutText, padRow } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';

export interface Box {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  /** Of what is inside. */
  readonly width: number;
  readonly height: number;
}

/** How much of a screen a box may hold inside its frame. */
export function roomInBox({ columns, rows }: Size): Size {
  return { columns: Math.max(10, columns - 4), rows: Math.max(1, rows - 4) };
}

/** The box in the middle of the screen. `inside(width, height)` makes its rows. */
export function boxed(face: Face, size: Size, box: Box, rows: readonly Row[]): PanePicture {
  const most = roomInBox(size);
  const width = Math.min(box.width, most.columns);
  const height = Math.min(box.height, most.rows);
  const { horizontal, vertical, cornerTopLeft, cornerTopRight, cornerBottomLeft, cornerBottomRight } = face.characters;
  const edge = (text: string, from: string, to: string): Row => {
    const shown = text === '' ? '' : ` ${cutText(text, width - 2, face.characters.ellipsis)} `;
    const line = horizontal.repeat(Math.max(0, width + 1 - widthOf(shown)));
    return [
      { text: `${from}${horizontal}`, style: 'box' },
      { text: shown, style: 'boxTitle' },
      { text: `${line}${to}`, style: 'box' },
    ];
  };
  const side = { text: vertical, style: 'box' } as const;
  const inside = Array.from({ length: height }, (_, index): Row => {
    const row = padRow(cutRow(rows[index] ?? [], width, face.characters.ellipsis), width, 'text');
    return [side, { text: ' ', style: 'text' }, ...row, { text: ' ', style: 'text' }, side];
  });
  return {
    name: box.name,
    left: Math.max(0, (size.columns - width - 4) >> 1),
    top: Math.max(0, (size.rows - height - 2) >> 1),
    width: width + 4,
    height: height + 2,
    rows: [
      edge(box.title, cornerTopLeft, cornerTopRight),
      ...inside,
      edge(wholeItems(box.hint, width - 2), cornerBottomLeft, cornerBottomRight),
    ],
    style: 'text',
  };
}

/** As many keys as fit, each with all that is said of it, rather than half of one: the way out, and the first ones. */
export function wholeItems(hint: string, width: number): string {
  const items = hint.split('   ');
  if (widthOf(hint) <= width) return hint;
  while (items.length > 1 && widthOf(items.join('  ')) > width) items.splice(Math.max(0, items.length - 2), 1);
  return items.join('  ');
}

/** Where the inside of a box begins, on the whole screen. */
export function insideOf(pane: PanePicture): { readonly x: number; readonly y: number } {
  return { x: pane.left + 2, y: pane.top + 1 };
}
