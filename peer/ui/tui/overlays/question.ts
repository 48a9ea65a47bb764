// A question that is answered by a letter, or with a hidden text such as a password.

import type { Face } from '../face.ts';
import type { LetterPhrase, TuiPhrases } from '../phrases/phrases.ts';
import type { Key, Size } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { boxed, insideOf, roomInBox } from '../views/box.ts';
import { LineField } from './line-field.ts';
import { type Overlay, type OverlayPicture, readFromStart } from './overlay.ts';

const MAX_WIDTH = 60;

/** One of the answers to a question, and its letter. */
export interface LetterAnswer {
  phrase(phrases: TuiPhrases): LetterPhrase;
  choose(): void;
}

/**
 * A question that only a letter answers, and Escape closes. Enter has no effect: it is pressed too easily, and too
 * early.
 */
export class Question implements Overlay {
  readonly name: string = 'confirm';
  readonly isQuestion = true;
  readonly #question: (face: Face) => string;
  readonly #answers: readonly LetterAnswer[];
  /** The answers as they were last shown: the letters depend on the language. */
  #shown: readonly { readonly letter: string; choose(): void }[] = [];

  constructor(question: (face: Face) => string, answers: readonly LetterAnswer[]) {
    this.#question = question;
    this.#answers = answers;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const { phrases } = face;
    const width = Math.min(MAX_WIDTH, roomInBox(size).columns);
    const rows = wrapRow([{ text: this.#question(face), style: 'strong' }], width, 0);
    const shown = this.#answers.map((answer) => ({ ...answer.phrase(phrases), choose: () => answer.choose() }));
    this.#shown = shown;
    const hint = [...shown.map(({ letter, label }) => `${letter}: ${label}`), phrases.questionCancel].join('   ');
    const box = { name: this.name, title: '?', hint, width, height: rows.length };
    return readFromStart(boxed(face, size, box, rows));
  }

  key(key: Key): void {
    const typed = key.text.toLowerCase();
    this.#shown.find(({ letter }) => letter === typed)?.choose();
  }
}

/** A question that is answered with yes, by its letter, or with Escape. */
export function yesOrNo(question: (face: Face) => string, yes: () => void): Question {
  return new Question(question, [{ phrase: (phrases) => phrases.yes, choose: yes }]);
}

/** Asks for a password. */
export class SecretQuestion implements Overlay {
  readonly name = 'secret';
  readonly isQuestion = true;
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
