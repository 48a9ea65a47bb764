import { HELLO_MS } from '../../commons/protocol/limits.ts';
import type { Reason } from '../reasons.ts';
import { LinkFacts, type LinkOptions } from './link-facts.ts';
import { ended, type LinkInput, type LinkOutput } from './link-io.ts';
import { type Cell, LINK_TABLE, type LinkState } from './link-table.ts';

/** One connection to a peer, from its first byte to its last: its facts, and its state, which the table changes. */
export class Link extends LinkFacts {
  #state: LinkState;

  constructor(options: LinkOptions) {
    super(options);
    this.#state = options.dialled === null ? 'accepted' : 'dialling';
  }

  get state(): LinkState {
    return this.#state;
  }

  /** What to do first: the side that accepted waits for HELLO until a deadline. */
  begin(): LinkOutput[] {
    return this.#state === 'accepted' ? [{ do: 'setDeadline', ms: HELLO_MS }] : [];
  }

  /** What follows from `input`. An input that the state does not allow, or that its cell refuses, ends the link. */
  handle(input: LinkInput): LinkOutput[] {
    if (this.#state === 'closed') return [];
    const cell: Cell<LinkInput> | undefined = LINK_TABLE[this.#state][input.on];
    if (!cell) return this.#destroy({ why: 'not_allowed', message: input.on });
    const refused = cell.refuse?.(this, input) ?? null;
    if (refused !== null) return this.#destroy(refused);
    this.#state = cell.to;
    const outputs = cell.do(this, input);
    const replayed = cell.replay?.(this, input) ?? [];
    return replayed.length === 0 ? outputs : [...outputs, ...replayed.flatMap((each) => this.handle(each))];
  }

  #destroy(reason: Reason): LinkOutput[] {
    this.#state = 'closed';
    return ended({ do: 'destroy', reason }, reason);
  }
}
