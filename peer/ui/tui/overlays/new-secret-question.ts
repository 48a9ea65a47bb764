// Asks for a password that is new: twice in one box, since nobody sees what is typed.

import type { Face } from '../face.ts';
import type { Key, Size } from '../screen/picture.ts';
import type { Overlay, OverlayPicture } from './overlay.ts';
import { SecretQuestion } from './question.ts';

export interface NewSecretTitles {
  readonly first: string;
  readonly again: string;
  /** Instead of `first`, after two that were not the same. */
  readonly differ: string;
}

export class NewSecretQuestion implements Overlay {
  readonly name = 'secret';
  readonly isQuestion = true;
  readonly #titles: (face: Face) => NewSecretTitles;
  readonly #answered: (secret: string) => void;
  readonly #cancelled: () => void;
  #step: keyof NewSecretTitles = 'first';
  #first = '';
  #field: SecretQuestion;

  /** An empty secret is answered at once: there is nothing to be compared. */
  constructor(titles: (face: Face) => NewSecretTitles, answered: (secret: string) => void, cancelled: () => void) {
    this.#titles = titles;
    this.#answered = answered;
    this.#cancelled = cancelled;
    this.#field = this.#newField();
  }

  picture(face: Face, size: Size): OverlayPicture {
    return this.#field.picture(face, size);
  }

  key(key: Key): void {
    this.#field.key(key);
  }

  pasted(text: string): void {
    this.#field.pasted(text);
  }

  dismissed(): void {
    this.#cancelled();
  }

  #newField(): SecretQuestion {
    const title = (face: Face): string => this.#titles(face)[this.#step];
    return new SecretQuestion(title, (secret) => this.#entered(secret), this.#cancelled);
  }

  #entered(secret: string): void {
    const isSecond = this.#step === 'again';
    if (isSecond ? secret === this.#first : secret === '') return this.#answered(secret);
    this.#step = isSecond ? 'differ' : 'again';
    this.#first = isSecond ? '' : secret;
    this.#field = this.#newField();
  }
}
