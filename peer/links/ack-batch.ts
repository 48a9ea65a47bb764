import type { Cancel, Clock } from '../../commons/clock.ts';
import { type Ack, MAX_IDS_PER_ACK } from '../../commons/protocol/peer-messages.ts';

/**
 * How long an acknowledgement may wait for others: too short to be noticed, and a burst needs a tenth of the objects.
 */
const ACK_DELAY_MS = 2;

/** This many are sent without waiting, so that the sender does not have to pause for its window. */
const ENOUGH_IDS = Math.min(128, MAX_IDS_PER_ACK);

/** Acknowledgements of one link, in as few messages as the other side understands. */
export class AckBatch {
  /** Whether the other side reads more than one id in an ACK. */
  isBatching = false;
  readonly #clock: Clock;
  readonly #send: (message: Ack) => void;
  #ids: string[] = [];
  #cancel: Cancel | null = null;

  constructor(clock: Clock, send: (message: Ack) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(id: string): void {
    this.#ids.push(id);
    if (!this.isBatching || this.#ids.length >= ENOUGH_IDS) this.flush();
    else this.#cancel ??= this.#clock.after(ACK_DELAY_MS, () => this.flush());
  }

  /** Sends the waiting ids. To be called before the link ends. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const [id, ...ids] = this.#ids;
    if (id === undefined) return;
    this.#ids = [];
    this.#send(ids.length > 0 ? { cmd: 'ACK', id, ids } : { cmd: 'ACK', id });
  }
}
