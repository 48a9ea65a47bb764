import type { MessageReport } from '../../reports.ts';

/** Somebody whom the user does not know has written, and waits for an answer. */
export interface ContactRequest {
  readonly from: string;
  /** What waits, the oldest first, and how many UTF-16 units of it. */
  readonly messages: MessageReport[];
  units: number;
  /** Messages that were refused because no more may wait. */
  refused: number;
  /** The user was told of it. */
  isReported: boolean;
  /** They wrote before this start, and what they wrote then was not kept. */
  readonly isFromBefore: boolean;
  /** Monotonic ms of the first one. */
  readonly at: number;
}

export function newRequest(from: string, at: number, isFromBefore = false): ContactRequest {
  return { from, messages: [], units: 0, refused: 0, isReported: false, isFromBefore, at };
}
