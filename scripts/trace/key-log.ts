import { forgetOldest } from '../../commons/limits/forget-oldest.ts';

/** Connections whose keys are kept: a capture that goes on for weeks has more, and the old ones are over. */
const MAX_CONNECTIONS = 20_000;

/** Keys of TLS connections (NSS format: a label, the client's random and a secret, in hex), by connection. */
export class KeyLog {
  readonly #secrets = new Map<string, Map<string, Buffer>>();

  /** Lines that are none are passed over. */
  add(text: string): void {
    for (const [, label = '', random = '', secret = ''] of text.matchAll(
      /^([A-Z0-9_]+) ([0-9a-f]{64}) ([0-9a-f]+)\s*$/gim,
    )) {
      const known = this.#secrets.get(random) ?? new Map<string, Buffer>();
      known.set(label, Buffer.from(secret, 'hex'));
      this.#secrets.set(random, known);
      forgetOldest(this.#secrets, MAX_CONNECTIONS);
    }
  }

  /** `random`: of the client, in hex. */
  secret(random: string, label: string): Buffer | null {
    return this.#secrets.get(random)?.get(label) ?? null;
  }
}
