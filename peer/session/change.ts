import type { Conversation } from './conversation.ts';
import type { MessageEntry } from './entry.ts';
import type { Fact } from './facts.ts';
import type { OwnMessage } from './session.ts';

/** How new a message is to the user: read at once, out of view below what is being read, or unread. */
export type Notice = 'read' | 'below' | 'unread';

export interface NewMessage {
  readonly conversation: Conversation;
  readonly entry: MessageEntry;
  readonly notice: Notice;
}

/** What a front end has to show after a report, beside what the session has now. */
export interface Change {
  readonly message: NewMessage | null;
  /** An own message whose delivery has come further. */
  readonly delivery: OwnMessage | null;
  readonly facts: readonly Fact[];
}
