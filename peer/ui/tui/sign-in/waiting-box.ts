// Something takes a while: what it is, how it goes, and the way out.

import type { Face } from '../face.ts';
import type { Overlay, OverlayPicture } from '../overlays/overlay.ts';
import type { Size } from '../screen/picture.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, roomInBox } from '../views/box.ts';

const MAX_WIDTH = 66;

export class WaitingBox implements Overlay {
  readonly name = 'waiting';
  readonly #text: (face: Face) => string;
  readonly #cancelled: () => void;

  constructor(text: (face: Face) => string, cancelled: () => void) {
    this.#text = text;
    this.#cancelled = cancelled;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const width = Math.min(MAX_WIDTH, roomInBox(size).columns);
    const rows = wrapRow([{ text: this.#text(face), style: 'text' }], width, 0);
    const { signInTitle, cancelHint } = face.phrases;
    const box = { name: this.name, title: signInTitle, hint: cancelHint, width, height: rows.length };
    return { pane: boxed(face, size, box, rows), cursor: null };
  }

  key(): void {}

  dismissed(): void {
    this.#cancelled();
  }
}
