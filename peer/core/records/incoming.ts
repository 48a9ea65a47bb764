import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import type { BlockPeriod } from './block-period.ts';
import type { LinkId } from './link-id.ts';
import type { RecentIds } from './recent-ids.ts';

/** A message to a room of which its sender is not known to be a member yet, and the link on which it came. */
export interface EarlyMessage {
  readonly link: LinkId;
  readonly message: ChatMessage;
}

/** The messages of one person: which have come, and which wait. */
export class Incoming {
  /** Of what has come. */
  readonly ids: RecentIds;
  #early: EarlyMessage[] = [];
  #blockPeriod: BlockPeriod | null = null;

  constructor(ids: RecentIds) {
    this.ids = ids;
  }

  /** In the order in which they came. */
  get early(): readonly EarlyMessage[] {
    return this.#early;
  }

  /** When they were blocked last, from the first link after it on; null: that is not known, or of no concern. */
  get blockPeriod(): BlockPeriod | null {
    return this.#blockPeriod;
  }

  keepEarly(link: LinkId, message: ChatMessage): void {
    this.#early.push({ link, message });
  }

  takeEarly(): readonly EarlyMessage[] {
    const early = this.#early;
    this.#early = [];
    return early;
  }

  setBlockPeriod(period: BlockPeriod): void {
    this.#blockPeriod = period;
  }
}
