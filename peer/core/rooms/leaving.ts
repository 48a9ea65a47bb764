// Leaves a room, forgets a room of the last session, or ends a private chat.

import type { LeftConversation } from '../../commands/intent.ts';
import { currentRoom, personCalled, roomNamed } from '../look-ups.ts';
import { release } from '../people/mesh.ts';
import { problem, report } from '../report.ts';
import { ask } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { forgetChat, forgetRoom, keptRoomNamed } from './kept-conversations.ts';
import { switchBack } from './rooms.ts';
import { leaveWithoutTracker } from './seats.ts';

/** null: the current conversation. */
export function leave(turn: Turn, what: LeftConversation | null): void {
  const { current } = turn.state.conversation;
  if (what) return 'room' in what ? leaveRoom(turn, what.room) : leaveNamed(turn, what.name);
  const room = currentRoom(turn.state);
  if (current?.kind === 'private') leavePrivate(turn, current.to);
  else if (room) leaveRoom(turn, room.name);
  else problem(turn, { code: 'NO_CONVERSATION', why: 'leave' });
}

/** A room or a private chat; of both, the room. */
function leaveNamed(turn: Turn, name: string): void {
  const person = personCalled(turn.state, name);
  if (person?.chat.isOpen && !roomNamed(turn.state, name)) leavePrivate(turn, person.username);
  else leaveRoom(turn, name);
}

function leaveRoom(turn: Turn, name: string): void {
  const { state } = turn;
  const isIn = roomNamed(state, name) !== undefined;
  if (!isIn && keptRoomNamed(state, name)) leaveKept(turn, name);
  else if (isIn && state.tracker.state !== 'connected') leaveWithoutTracker(turn, name);
  else ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name }, true);
}

/** A room of the last session that was not entered: the user is not asked about it again. */
function leaveKept(turn: Turn, name: string): void {
  report(turn, { event: 'room_left', room: keptRoomNamed(turn.state, name)?.room ?? name, reason: 'left' });
  forgetRoom(turn, name);
}

function leavePrivate(turn: Turn, username: string): void {
  const person = turn.state.people.findOrAdd(username);
  person.chat.close();
  forgetChat(turn, username);
  if (turn.state.conversation.current?.kind === 'private' && turn.state.conversation.current.to === username)
    switchBack(turn);
  release(turn, person);
}
