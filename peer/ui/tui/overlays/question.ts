// A question that is answered with yes or no, or with something that is not shown.

import type { Face } from '../face.ts';
import type { Key, Size } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, insideOf, roomInBox } from '../views/box.ts';
import { LineField } from './line-field.ts';
import type { Overlay, OverlayPicture } from './overlay.ts';

const MAX_WIDTH = 60;

/** Enter is yes, Escape is no; nothing else answers. */
export class Confirm implements Overlay {
  readonly name = 'confirm';
  readonly #question: (face: Face) => string;
  readonly #yes: () => void;
  readonly #no: () => void;

  constructor(question: (face: Face) => string, yes: () => void, no: () => void = () => {}) {
    this.#question = question;
    this.#yes = yes;
    this.#no = no;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const width = Math.min(MAX_WIDTH, roomInBox(size).columns);
    const rows = wrapRow([{ text: this.#question(face), style: 'strong' }], width, 0);
    const box = { name: this.name, title: '?', hint: face.phrases.confirmHint, width, height: rows.length };
    return { pane: boxed(face, size, box, rows), cursor: null };
  }

  key(key: Key): void {
    if (key.name === 'enter') this.#yes();
  }

  dismissed(): void {
    this.#no();
  }
}

/** Asks for a password. */
export class SecretQuestion implements Overlay {
  readonly name = 'secret';
  readonly #title: (face: Face) => string;
  readonly #answered: (secret: string) => void;
  readonly #cancelled: () => void;
  readonly #field = new LineField('', true);

  constructor(title: (face: Face) => string, answered: (secret: string) => void, cancelled: () => void) {
    this.#title = title;
    this.#answered = answered;
    this.#cancelled = cancelled;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const title = this.#title(face);
    const width = Math.min(roomInBox(size).columns, Math.max(40, widthOf(title) + 4));
    const rows: Row[] = [this.#field.row('> ', width)];
    const pane = boxed(face, size, { name: this.name, title, hint: face.phrases.passwordHint, width, height: 1 }, rows);
    const inside = insideOf(pane);
    return { pane, cursor: { x: inside.x + 2 + this.#field.cursorColumn, y: inside.y } };
  }

  key(key: Key): void {
    if (key.name === 'enter') this.#answered(this.#field.text);
    else this.#field.key(key);
  }

  pasted(text: string): void {
    this.#field.insert(text);
  }

  dismissed(): void {
    this.#cancelled();
  }
}
