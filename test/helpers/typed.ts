import { readLine } from '../../peer/commands/read-line.ts';
import type { PeerEvent } from '../../peer/core/events.ts';
import type { Conversation } from '../../peer/core/records/conversation.ts';

/** A line as a face of lines reads it; `from`: the conversation in which it was typed. */
export function asTyped(text: string, from?: Conversation | null): Extract<PeerEvent, { type: 'intended' }> {
  return { type: 'intended', ...readLine(text), from };
}
