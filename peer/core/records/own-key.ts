import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';

/** The key that takes the place of our own at the next login by password. */
export class OwnKey {
  #next: Fingerprint | null;

  constructor(next: Fingerprint | null) {
    this.#next = next;
  }

  /** null: none was made. */
  get next(): Fingerprint | null {
    return this.#next;
  }

  setNext(fingerprint: Fingerprint): void {
    this.#next = fingerprint;
  }
}
