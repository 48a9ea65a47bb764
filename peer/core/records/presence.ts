import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';

/** The address and the key of a person, as the tracker reported them last. */
export class Presence {
  #endpoint: Endpoint | null = null;
  #listed: Fingerprint | null = null;
  #isPresent = false;

  /** Where they listen, or where they listened before they went away. */
  get endpoint(): Endpoint | null {
    return this.#endpoint;
  }

  /** Their registered key; null: none. */
  get listed(): Fingerprint | null {
    return this.#listed;
  }

  get isPresent(): boolean {
    return this.#isPresent;
  }

  setKey(fingerprint: Fingerprint | null): void {
    this.#listed = fingerprint;
  }

  setPresent(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
    this.#isPresent = true;
  }

  setAway(): void {
    this.#isPresent = false;
  }
}
