import type { EndCode } from './end-code.ts';
// The bytes held for all connections of a program: incomplete objects, and bytes that wait to be written. A channel bounds one
// connection; connections are cheap, so all of them together are bounded here (protocol 2.2.11).

export interface Holder {
  /** Now. It falls by itself when the other side reads. */
  readonly heldBytes: number;
  destroy(reason: string, code: EndCode): void;
}

/** Holders of less are not counted: a request that arrives in two pieces, a reply that leaves in a moment. */
const MIN_COUNTED_BYTES = 1024;

export class HeldBytes {
  readonly #most: number;
  /** As they were when they grew last. */
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

  /** Nothing is held for it any more. */
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
