import type { LinkId } from './link-id.ts';
import { Outbox } from './outbox.ts';

/** Our lines for one person: those that are not delivered yet, and the link that they leave on. */
export class Outgoing {
  readonly outbox = new Outbox();
  #link: LinkId | null = null;
  #isAckAwaited = false;

  /** The link that lines leave on; null: none so far, or it is gone. */
  get link(): LinkId | null {
    return this.#link;
  }

  /** The timer for acknowledgements is running. */
  get isAckAwaited(): boolean {
    return this.#isAckAwaited;
  }

  /** Lines leave on this link from now on, first those that were sent on another link and not acknowledged. */
  useLink(link: LinkId): void {
    if (this.#link === link) return;
    this.outbox.requeue();
    this.#link = link;
  }

  /** Lines that were sent on this link and not acknowledged return to the queue. */
  linkGone(link: LinkId): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.outbox.requeue();
  }

  setAckAwaited(isAwaited: boolean): void {
    this.#isAckAwaited = isAwaited;
  }
}
