// Performs intents in order. While a request about a room is open, later intents wait, because the reply decides which
// conversation they belong to.

import { nameKey } from '../../../commons/model/names.ts';
import type { Intended } from '../events.ts';
import { isReturning } from '../look-ups.ts';
import { acceptPerson } from '../messages/requests.ts';
import { type Conversation, isSameConversation } from '../records/conversation.ts';
import { problem } from '../report.ts';
import { isHeldBack } from '../rooms/held-invitation.ts';
import { keepCurrent } from '../rooms/kept-conversations.ts';
import { passwordEntered } from '../rooms/room-passwords.ts';
import { newPasswordTyped } from '../trust/own-password.ts';
import type { Turn } from '../turn.ts';
import { doIntent } from './do-intent.ts';

/** Queues an intent, and performs it if nothing blocks the queue. */
export function intended(turn: Turn, what: Intended): void {
  if (turn.state.intents.add(what)) runWaiting(turn);
  else problem(turn, { code: 'TOO_MANY_LINES' });
}

export function runWaiting(turn: Turn): void {
  const { state } = turn;
  // The current conversation is not known until the rooms of the last session are entered or refused.
  while (state.lifetime.isReady && !state.requests.isBlocking && !state.lifetime.isQuitting && !isReturning(state)) {
    const next = state.intents.next();
    if (next === undefined) break;
    run(turn, next);
  }
}

function run(turn: Turn, { intent, from, line }: Intended): void {
  const { state } = turn;
  const isThere = from === undefined || turnTo(turn, from);
  if (!isThere && intent.kind === 'send') {
    // The user has no seat in that room any more, and no other room may receive the text.
    return problem(turn, { code: 'NOT_IN_ROOM', room: from?.kind === 'room' ? from.room : null });
  }
  // Only the very next intent confirms a name that looks like a known one.
  state.lookAlikes.nextLine();
  if (line && isTakenForPassword(turn, line.text)) return;
  if (line && isHeldBack(turn, intent, line)) return;
  doIntent(turn, intent);
}

/** Makes the conversation the current one, without a report. False: the user has no seat in that room. */
function turnTo(turn: Turn, conversation: Conversation | null): boolean {
  const { state } = turn;
  if (conversation?.kind === 'room' && !state.rooms.has(nameKey(conversation.room))) return false;
  if (isSameConversation(state.conversation.current, conversation)) return true;
  state.conversation.switchTo(conversation);
  keepCurrent(turn, conversation);
  if (conversation?.kind === 'private') acceptPerson(turn, conversation.to);
  return true;
}

/** A front end that does not ask for passwords sends them as its next lines. */
function isTakenForPassword(turn: Turn, line: string): boolean {
  const { asksPasswords, questions } = turn.state;
  if (asksPasswords) return false;
  if (questions.ownPassword) newPasswordTyped(turn, line);
  else if (questions.roomPassword) passwordEntered(turn, line);
  else return false;
  return true;
}
