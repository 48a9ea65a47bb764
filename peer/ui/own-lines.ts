import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import type { ReportOf } from '../reports.ts';

type Became = ReportOf<'sent' | 'delivered' | 'failed'>;

/** What there is to say of one of our own lines. */
export type Verdict =
  | { readonly say: 'kept'; readonly people: readonly string[] }
  /** `confirmed` false: their program never says that a line has come. */
  | {
      readonly say: 'delivered';
      readonly people: readonly Reached[];
      readonly isLate: boolean;
    }
  | { readonly say: 'failed'; readonly name: string; readonly reason: string; readonly content: string };

interface OwnLine {
  readonly content: string;
  /** Who can be reached, or is being dialled, and has not confirmed it yet. */
  readonly pending: Set<string>;
  /** For whom it is kept, and was said to be. */
  readonly kept: Set<string>;
  readonly done: Reached[];
}

interface Reached {
  readonly name: string;
  readonly isConfirmed: boolean;
  /** Everybody on the way could read it. */
  readonly isPlain: boolean;
}

/** Names of which it is remembered how they were reached: many more than there are people at once. */
export const MAX_NAMES = 10_000;

/**
 * Follows our own lines, so that each gets one answer when everybody who is there has it, and one for each who gets it
 * later, or never. It also knows who can be reached.
 */
export class OwnLines {
  readonly #lines = new Map<string, OwnLine>();
  readonly #links = new Map<string, 'connecting' | 'open'>();
  /** Reached, but by a program that confirms nothing. */
  readonly #silent = new Set<string>();
  /** Reached in plaintext. */
  readonly #plain = new Set<string>();

  isReached(name: string): boolean {
    return this.#links.get(name) === 'open';
  }

  /** Whether what is said to these people goes, to one of them at least, in plaintext. */
  isPlain(people: readonly string[]): boolean {
    return people.some((name) => this.#plain.has(name));
  }

  linkChanged({ peer, state, confirms, security }: ReportOf<'link'>): void {
    if (state === 'open' && security === 'plaintext') this.#plain.add(peer);
    else if (state === 'open') this.#plain.delete(peer);
    if (state === 'closed') this.#links.delete(peer);
    else this.#links.set(peer, state);
    if (confirms === false) this.#silent.add(peer);
    else if (confirms) this.#silent.delete(peer);
    forgetOldest(this.#silent, MAX_NAMES);
    forgetOldest(this.#plain, MAX_NAMES);
  }

  queued({ id, people, refused = [], content }: ReportOf<'queued'>): Verdict[] {
    const pending = people.filter((name) => this.#links.has(name) && !refused.includes(name));
    const kept = people.filter((name) => !this.#links.has(name) && !refused.includes(name));
    this.#lines.set(id, { content, pending: new Set(pending), kept: new Set(kept), done: [] });
    return kept.length > 0 ? [{ say: 'kept', people: kept }] : [];
  }

  became({ event, id, to, ...report }: Became): Verdict[] {
    const line = this.#lines.get(id);
    if (event === 'sent' && !this.#silent.has(to)) return [];
    const wasKept = line?.kept.delete(to) ?? false;
    const wasPending = line?.pending.delete(to) ?? false;
    const person = { name: to, isConfirmed: event === 'delivered', isPlain: this.#plain.has(to) };
    if (line && wasPending && event !== 'failed') line.done.push(person);
    const summary = line && wasPending && line.pending.size === 0 && line.done.length > 0;
    if (line && line.pending.size === 0 && line.kept.size === 0) this.#lines.delete(id);
    const verdicts: Verdict[] = [];
    if (event === 'failed') {
      const reason = 'reason' in report ? report.reason : '';
      verdicts.push({ say: 'failed', name: to, reason, content: line?.content ?? '' });
    } else if (!wasPending) {
      verdicts.push({ say: 'delivered', people: [person], isLate: wasKept || !line });
    }
    if (summary) verdicts.push({ say: 'delivered', people: line.done, isLate: false });
    return verdicts;
  }
}
