import type { EndCode } from './end-code.ts';
// The bytes held for all connections of a program: incomplete objects, and bytes that wait to be written. A channel
// limits one connection; connections are cheap to open, so this file limits all of them together (protocol 2.2.11).

export interface Holder {
  /** The current number; it falls without notice when the other side reads. */
  readonly heldBytes: number;
  destroy(reason: string, code: EndCode): void;
}

/**
 * Smaller holders are not counted, such as a request that arrives in two pieces or a reply that is about to be sent.
 */
const MIN_COUNTED_BYTES = 1024;

export class HeldBytes {
  readonly #most: number;
  /** The bytes of each holder when it last grew. */
  readonly #holders = new Map<Holder, number>();
  #total = 0;

  /** `most`: bytes of all holders together. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The holder holds more than before. If all together hold too much, those that hold the most are destroyed. */
  grew(holder: Holder): void {
    this.#count(holder, holder.heldBytes);
    if (this.#total > this.#most) this.#shrink();
  }

  /** The holder holds nothing any more. */
  gone(holder: Holder): void {
    this.#count(holder, 0);
  }

  #count(holder: Holder, bytes: number): void {
    this.#total -= this.#holders.get(holder) ?? 0;
    if (bytes < MIN_COUNTED_BYTES) {
      this.#holders.delete(holder);
      return;
    }
    this.#holders.set(holder, bytes);
    this.#total += bytes;
  }

  #shrink(): void {
    for (const holder of [...this.#holders.keys()]) this.#count(holder, holder.heldBytes);
    while (this.#total > this.#most) {
      const [most] = [...this.#holders].reduce((a, b) => (b[1] > a[1] ? b : a));
      this.gone(most);
      most.destroy('all connections together hold too much, and this one the most', 'too_much');
    }
  }
}
