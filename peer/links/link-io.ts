// The inputs of a link's state table, and its outputs.

import type {
  Ack,
  ChatMessage,
  Invite,
  InviteAnswer,
  KeyChanges,
  PeerMessage,
  Prove,
  Roster,
} from '../../commons/protocol/peer-messages.ts';
import type { Reason } from '../reasons.ts';

export type LinkInput =
  | { on: 'connected' }
  | { on: 'admitted' }
  | { on: 'turnedAway'; reason: Reason }
  | { on: 'deadline' }
  | { on: 'ended'; reason: Reason }
  | { [Message in PeerMessage as Message['cmd']]: { on: Message['cmd']; message: Message } }[PeerMessage['cmd']];

export type InputOf<On extends LinkInput['on']> = Extract<LinkInput, { readonly on: On }>;

/** The input for a message that has arrived. */
export function received(message: PeerMessage): LinkInput {
  return { on: message.cmd, message } as LinkInput; // The compiler does not see that the two belong together.
}

/** What the owner of the link is to do, in order. */
export type LinkOutput =
  | { do: 'send'; message: PeerMessage }
  /** From now on objects are paced (protocol 2.2.15), or not. */
  | { do: 'pace'; isPaced: boolean }
  /** Feed `deadline` after so many ms; null: no more. Replaces the one before. */
  | { do: 'setDeadline'; ms: number | null }
  | { do: 'close' }
  | { do: 'destroy'; reason: Reason }
  // what has happened, for the mesh
  | { do: 'greeted'; username: string }
  | { do: 'opened'; username: string; isExtended: boolean }
  | { do: 'upgraded' }
  | { do: 'chatReceived'; message: ChatMessage }
  | { do: 'acknowledged'; message: Ack }
  | { do: 'controlReceived'; message: Roster | Prove | Invite | InviteAnswer | KeyChanges }
  | { do: 'left'; room: string | null }
  | { do: 'answered' }
  | { do: 'ended'; reason: Reason };

/** The outputs at the end of a link. */
export function ended(
  how: { readonly do: 'close' } | { readonly do: 'destroy'; readonly reason: Reason },
  reason: Reason,
): LinkOutput[] {
  return [{ do: 'setDeadline', ms: null }, how, { do: 'ended', reason }];
}
