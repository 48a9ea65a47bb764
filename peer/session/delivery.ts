// How far one of our own messages has come, person by person.

import type { Reason } from '../reasons.ts';

export type Fate = 'waiting' | 'sent' | 'delivered' | 'failed';

/** The state of a message for all receivers together. */
export type Outcome = 'waiting' | 'partly' | 'sent' | 'delivered' | 'failed';

interface Receiver {
  fate: Fate;
  reason: Reason | null;
}

export class Delivery {
  readonly #receivers = new Map<string, Receiver>();

  constructor(people: readonly string[]) {
    for (const name of people) this.#receivers.set(name, { fate: 'waiting', reason: null });
  }

  /** A delivered message stays delivered: a copy that fails later changes nothing. */
  became(name: string, fate: Fate, reason: Reason | null = null): void {
    const receiver = this.#receivers.get(name);
    if (!receiver || receiver.fate === 'delivered') return;
    receiver.fate = fate;
    receiver.reason = reason;
  }

  get outcome(): Outcome {
    if (this.count('failed') > 0) return 'failed';
    if (this.count('waiting') > 0) return this.count('delivered') > 0 ? 'partly' : 'waiting';
    return this.count('sent') > 0 ? 'sent' : 'delivered';
  }

  get total(): number {
    return this.#receivers.size;
  }

  /** Nothing can change any more. */
  get isSettled(): boolean {
    return this.count('waiting') === 0 && this.count('sent') === 0;
  }

  count(fate: Fate): number {
    let count = 0;
    for (const receiver of this.#receivers.values()) if (receiver.fate === fate) count += 1;
    return count;
  }

  /** The receivers with that fate. */
  names(fate: Fate): string[] {
    return [...this.#receivers].filter(([, receiver]) => receiver.fate === fate).map(([name]) => name);
  }

  /** Why it failed, by name. */
  reasonFor(name: string): Reason | null {
    return this.#receivers.get(name)?.reason ?? null;
  }
}
