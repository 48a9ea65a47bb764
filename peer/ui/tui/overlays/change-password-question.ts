// Asks for the current password, and twice for a new one, in one box.

import type { BothPasswords } from '../../../core/events.ts';
import type { Face } from '../face.ts';
import type { Key, Size } from '../screen/picture.ts';
import { NewSecretQuestion } from './new-secret-question.ts';
import type { Overlay, OverlayPicture } from './overlay.ts';
import { SecretQuestion } from './question.ts';

export class ChangePasswordQuestion implements Overlay {
  readonly name = 'secret';
  readonly isQuestion = true;
  readonly #answered: (both: BothPasswords | null) => void;
  #asked: SecretQuestion | NewSecretQuestion;

  /** `answered` gets null if the user cancels. */
  constructor(answered: (both: BothPasswords | null) => void) {
    this.#answered = answered;
    this.#asked = new SecretQuestion(
      ({ phrases }) => phrases.currentPassword,
      (current) => this.#knows(current),
      () => answered(null),
    );
  }

  picture(face: Face, size: Size): OverlayPicture {
    return this.#asked.picture(face, size);
  }

  key(key: Key): void {
    this.#asked.key(key);
  }

  pasted(text: string): void {
    this.#asked.pasted(text);
  }

  dismissed(): void {
    this.#answered(null);
  }

  #knows(current: string): void {
    if (current === '') return this.#answered(null);
    this.#asked = new NewSecretQuestion(
      ({ phrases }) => phrases.newPassword,
      (next) => this.#answered({ current, next }),
      () => this.#answered(null),
    );
  }
}
