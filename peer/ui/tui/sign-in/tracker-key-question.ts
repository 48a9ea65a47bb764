// Asks whether to trust a tracker whose key has changed: shows both keys, and a letter to answer with. Enter has no
// effect, since it is pressed too easily.

import type { TrackerKeys } from '../../../tracker/login.ts';
import type { Face } from '../face.ts';
import { type Overlay, type OverlayPicture, readFromStart } from '../overlays/overlay.ts';
import type { Key, Size } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, roomInBox } from '../views/box.ts';

const MAX_WIDTH = 66;

export class TrackerKeyQuestion implements Overlay {
  readonly name = 'tracker-key';
  readonly isQuestion = true;
  readonly #tracker: string;
  readonly #keys: TrackerKeys;
  readonly #answered: (isTrusted: boolean) => void;
  /** The letter that was shown last; it depends on the language. */
  #letter = '';

  constructor(tracker: string, keys: TrackerKeys, answered: (isTrusted: boolean) => void) {
    this.#tracker = tracker;
    this.#keys = keys;
    this.#answered = answered;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const { trackerKey, questionCancel } = face.phrases;
    const width = Math.min(MAX_WIDTH, roomInBox(size).columns);
    const paragraphs: Row[] = [
      [{ text: trackerKey.changed(this.#tracker), style: 'strong' }],
      [{ text: unbroken(trackerKey.known(this.#keys.known)), style: 'text' }],
      [{ text: unbroken(trackerKey.shown(this.#keys.shown)), style: 'warning' }],
      [{ text: trackerKey.advice, style: 'text' }],
    ];
    const rows = paragraphs.flatMap((row) => wrapRow(row, width));
    const { letter, label } = trackerKey.trust;
    this.#letter = letter;
    const hint = `${letter}: ${label}   ${questionCancel}`;
    const box = { name: this.name, title: face.phrases.signInTitle, hint, width, height: rows.length };
    return readFromStart(boxed(face, size, box, rows));
  }

  key(key: Key): void {
    if (key.text.toLowerCase() === this.#letter) this.#answered(true);
  }

  dismissed(): void {
    this.#answered(false);
  }
}

/** Text that does not break at spaces, so that a key wider than the box begins beside its label, which saves a row. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
