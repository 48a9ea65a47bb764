// `/msg`: begins a private chat, or switches to one.

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

/** `/msg` to a person with whom nothing was shared so far. `found`: their entry in the tracker's list of peers. */
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

/** Without a text, switches to the chat. With a text, sends it, and switches only if no conversation is current. */
export function talkPrivately(turn: Turn, conversation: Conversation & { kind: 'private' }, text: string | null): void {
  const { current } = turn.state.conversation;
  const isThere = isSameConversation(current, conversation);
  if (!isThere && (text === null || current === null)) switchTo(turn, conversation);
  acceptPerson(turn, conversation.to);
  if (text !== null) say(turn, conversation, text);
}
