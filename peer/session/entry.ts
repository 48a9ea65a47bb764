import type { Delivery } from './delivery.ts';

/** A message of somebody else, or of our own. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Wall-clock ms: when it arrived, or was typed. */
  readonly at: number;
  /** When it was written, if it arrived long after that. */
  readonly writtenAt: number | null;
  /** Harmless, as the text is. */
  readonly from: string;
  readonly text: string;
  readonly isOwn: boolean;
  /** `/me`: what the sender does. */
  readonly isAction: boolean;
  /** It is for us: private, or with our name in it. */
  readonly isHighlight: boolean;
  /** It crossed the wire unencrypted. */
  readonly isPlaintext: boolean;
  /** Of our own messages. */
  readonly delivery: Delivery | null;
}
