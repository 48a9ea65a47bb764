// What became of one of our own lines, person by person.

export type Fate = 'waiting' | 'sent' | 'delivered' | 'failed';

/** One word for all of them: the mark beside the line says no more than that. */
export type Outcome = 'waiting' | 'partly' | 'sent' | 'delivered' | 'failed';

interface Receiver {
  fate: Fate;
  reason: string;
}

export class Delivery {
  readonly #receivers = new Map<string, Receiver>();

  constructor(people: readonly string[]) {
    for (const name of people) this.#receivers.set(name, { fate: 'waiting', reason: '' });
  }

  /** What is settled stays so: a copy that fails after another has arrived changes nothing. */
  became(name: string, fate: Fate, reason = ''): void {
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

  /** Whether nothing can change any more. */
  get isSettled(): boolean {
    return this.count('waiting') === 0 && this.count('sent') === 0;
  }

  count(fate: Fate): number {
    let count = 0;
    for (const receiver of this.#receivers.values()) if (receiver.fate === fate) count += 1;
    return count;
  }

  /** The names of those to whom that happened. */
  names(fate: Fate): string[] {
    return [...this.#receivers].filter(([, receiver]) => receiver.fate === fate).map(([name]) => name);
  }

  /** Why it failed, by name. */
  reasonFor(name: string): string {
    return this.#receivers.get(name)?.reason ?? '';
  }
}
