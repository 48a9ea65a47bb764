import { type Ack, MAX_IDS_PER_ACK } from '../../commons/protocol/peer-messages.ts';

/** Acknowledgements of one turn of the event loop, in as few messages as the other side understands. */
export class AckBatch {
  /** Whether the other side reads more than one id in an ACK. */
  isBatching = false;
  readonly #send: (message: Ack) => void;
  #ids: string[] = [];
  #isScheduled = false;

  constructor(send: (message: Ack) => void) {
    this.#send = send;
  }

  add(id: string): void {
    this.#ids.push(id);
    if (!this.isBatching || this.#ids.length > MAX_IDS_PER_ACK) {
      this.flush();
    } else if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(() => {
        this.#isScheduled = false;
        this.flush();
      });
    }
  }

  flush(): void {
    const [id, ...ids] = this.#ids;
    if (id === undefined) return;
    this.#ids = [];
    this.#send(ids.length > 0 ? { cmd: 'ACK', id, ids } : { cmd: 'ACK', id });
  }
}
