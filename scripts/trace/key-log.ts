import { forgetOldest } from '../../commons/limits/forget-oldest.ts';

/** The most connections whose keys are kept: a capture of weeks has more, but its older connections have ended. */
const MAX_CONNECTIONS = 20_000;

/** Keys of TLS connections (NSS format: a label, the client's random and a secret, in hex), by connection. */
export class KeyLog {
  readonly #secrets = new Map<string, Map<string, Buffer>>();

  /** Adds the lines of a key log; other lines are ignored. */
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

  /** The secret of a connection, or null. `random`: that of the client, in hex. */
  secret(random: string, label: string): Buffer | null {
    return this.#secrets.get(random)?.get(label) ?? null;
  }
}
