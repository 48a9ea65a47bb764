// `/msg`: private chats that the user begins, or turns to.

import type { ListedPeerView } from '../../../commons/model/views.ts';
import { located } from '../people/presence.ts';
import { type Conversation, isSameConversation } from '../records/conversation.ts';
import { problem } from '../report.ts';
import { switchTo } from '../rooms/rooms.ts';
import { contactOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { beginPrivateChat } from './private-chats.ts';
import { acceptPerson } from './requests.ts';
import { say } from './saying.ts';

/** `/msg` to someone we shared nothing with so far. */
export function openPrivate(turn: Turn, to: string, text: string | null, found: ListedPeerView | undefined): void {
  // A person met before may come back; any other name may be mistyped.
  const met = found ? undefined : contactOf(turn.state, to);
  const username = found?.username ?? (met?.fingerprint ? met.username : null);
  if (username === null) {
    return problem(turn, { code: 'NO_SUCH_PEER', username: to });
  }
  const person = turn.state.people.findOrAdd(username);
  beginPrivateChat(turn.state, person);
  if (found) located(turn, person, found, 0);
  talkPrivately(turn, { kind: 'private', to: username }, text);
}

/** Without a text the conversation is switched to; with one it is only said, unless there is no other conversation. */
export function talkPrivately(turn: Turn, conversation: Conversation & { kind: 'private' }, text: string | null): void {
  const { current } = turn.state.conversation;
  const isThere = isSameConversation(current, conversation);
  if (!isThere && (text === null || current === null)) switchTo(turn, conversation);
  acceptPerson(turn, conversation.to);
  if (text !== null) say(turn, conversation, text);
}
