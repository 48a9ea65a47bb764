import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';

/** Where somebody is, and with which key, as the tracker told last. */
export class Presence {
  #endpoint: Endpoint | null = null;
  #listed: Fingerprint | null = null;
  #isPresent = false;

  /** Where they listen; of somebody who is away, where they were. */
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
