// The box that is shown while an operation takes time: the operation, its progress, and how to cancel it.

import type { Face } from '../face.ts';
import type { Overlay, OverlayPicture } from '../overlays/overlay.ts';
import type { WaitingPhrase } from '../phrases/phrases.ts';
import type { Size } from '../screen/picture.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, roomInBox } from '../views/box.ts';

const MAX_WIDTH = 66;

export class WaitingBox implements Overlay {
  readonly name = 'waiting';
  readonly isBusy = true;
  readonly #phrase: (face: Face) => WaitingPhrase;
  readonly #cancelled: () => void;

  constructor(phrase: (face: Face) => WaitingPhrase, cancelled: () => void) {
    this.#phrase = phrase;
    this.#cancelled = cancelled;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const width = Math.min(MAX_WIDTH, roomInBox(size).columns);
    const { text, hint } = this.#phrase(face);
    const rows = wrapRow([{ text, style: 'text' }], width, 0);
    const box = { name: this.name, title: face.phrases.signInTitle, hint, width, height: rows.length };
    return { pane: boxed(face, size, box, rows), cursor: null };
  }

  key(): void {}

  dismissed(): void {
    this.#cancelled();
  }
}
