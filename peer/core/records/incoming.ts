import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import type { BlockPeriod } from './block-period.ts';
import type { LinkId } from './link-id.ts';
import type { RecentIds } from './recent-ids.ts';

/** A message to a room whose sender is not known to be a member yet, and the link on which it came. */
export interface EarlyMessage {
  readonly link: LinkId;
  readonly message: ChatMessage;
}

/** The messages of one person: the ids of those received, and those that wait. */
export class Incoming {
  /** The ids of received messages. */
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

  /**
   * When they were blocked last, set when the first link after the block opens; null: they were not, or no link has.
   */
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
