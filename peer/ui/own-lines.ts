import type { ReportOf } from '../reports.ts';
import type { People } from '../session/people.ts';

type Became = ReportOf<'sent' | 'delivered' | 'failed'>;

interface Reached {
  readonly name: string;
  /** false: their program never says that a message has arrived. */
  readonly isConfirmed: boolean;
  /** It was sent in plaintext, readable by everyone on the path. */
  readonly isPlain: boolean;
}

/** A change in the delivery of one of the user's own messages that is worth a line. */
export type Verdict =
  | { readonly say: 'kept'; readonly people: readonly string[] }
  | { readonly say: 'delivered'; readonly people: readonly Reached[]; readonly isLate: boolean };

interface OwnLine {
  /** Receivers who can be reached, or are being dialled, and do not have it yet. */
  readonly pending: Set<string>;
  /** Receivers for whom it is kept, as a line has reported. */
  readonly kept: Set<string>;
  readonly done: Reached[];
}

/**
 * Decides which lines report the delivery of the user's own messages: one when everyone within reach has the message,
 * and one for each person who receives it later.
 */
export class OwnLines {
  readonly #people: People;
  readonly #lines = new Map<string, OwnLine>();

  constructor(people: People) {
    this.#people = people;
  }

  /** Whether a message to these people is sent in plaintext to at least one of them. */
  isPlain(people: readonly string[]): boolean {
    return people.some((name) => this.#isPlain(name));
  }

  queued({ id, people, refused = [] }: ReportOf<'queued'>): Verdict[] {
    const receivers = people.filter((name) => !refused.includes(name));
    const pending = receivers.filter((name) => this.#isWithinReach(name));
    const kept = receivers.filter((name) => !this.#isWithinReach(name));
    this.#lines.set(id, { pending: new Set(pending), kept: new Set(kept), done: [] });
    return kept.length > 0 ? [{ say: 'kept', people: kept }] : [];
  }

  became({ event, id, to }: Became): Verdict[] {
    const line = this.#lines.get(id);
    if (event === 'sent' && this.#people.find(to)?.confirms !== false) return [];
    const wasKept = line?.kept.delete(to) ?? false;
    const wasPending = line?.pending.delete(to) ?? false;
    const person = { name: to, isConfirmed: event === 'delivered', isPlain: this.#isPlain(to) };
    if (line && wasPending && event !== 'failed') line.done.push(person);
    const isComplete = line && wasPending && line.pending.size === 0 && line.done.length > 0;
    if (line && line.pending.size === 0 && line.kept.size === 0) this.#lines.delete(id);
    const verdicts: Verdict[] = [];
    if (event !== 'failed' && !wasPending) {
      verdicts.push({ say: 'delivered', people: [person], isLate: wasKept || !line });
    }
    if (isComplete) verdicts.push({ say: 'delivered', people: line.done, isLate: false });
    return verdicts;
  }

  #isPlain(name: string): boolean {
    return this.#people.find(name)?.isEncrypted === false;
  }

  #isWithinReach(name: string): boolean {
    const link = this.#people.find(name)?.link;
    return link === 'open' || link === 'connecting';
  }
}
