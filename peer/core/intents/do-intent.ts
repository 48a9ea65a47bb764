// Performs an intent: one case for each kind.

import { nameKey } from '../../../commons/model/names.ts';
import { COMMANDS } from '../../commands/commands.ts';
import type { Intent, IntentOf, Misread } from '../../commands/intent.ts';
import { escapeAction } from '../../commands/spoken.ts';
import { usageOf } from '../../commands/usage.ts';
import { currentRoom, personCalled, roomNamed, sharesRoom } from '../look-ups.ts';
import { answerAsker } from '../messages/answers.ts';
import { beginPrivateChat } from '../messages/private-chats.ts';
import { talkPrivately } from '../messages/private-talk.ts';
import { reportWaitingRequests } from '../messages/requests.ts';
import { say } from '../messages/saying.ts';
import { isMeant } from '../people/look-alikes.ts';
import { problem, report } from '../report.ts';
import { createRoom, joinByInvitation, joinRoom } from '../rooms/entering.ts';
import { addUser, reportInvitation } from '../rooms/invitations.ts';
import { leave } from '../rooms/leaving.ts';
import { ask } from '../tracker/asking.ts';
import { rotateKey } from '../trust/own-key.ts';
import { askForNewPassword } from '../trust/own-password.ts';
import { block, showKey, showSafetyNumber, trust, unblock, unverify, verify } from '../trust/trust-decisions.ts';
import type { Turn } from '../turn.ts';
import { quit } from './quitting.ts';
import { reportMembers, reportStatus } from './status.ts';

export function doIntent(turn: Turn, intent: Intent | Misread): void {
  switch (intent.kind) {
    case 'send':
      return send(turn, intent);
    case 'message':
      return writeTo(turn, intent.to, intent.text);
    case 'openPrivate':
      return writeTo(turn, intent.to, null);
    case 'create':
      return createRoom(turn, intent.room, intent.lock);
    case 'join':
      return joinRoom(turn, intent.room, intent.entry);
    case 'joinByInvitation':
      return joinByInvitation(turn, intent.invitation);
    case 'leave':
      return leave(turn, intent.what);
    case 'deleteRoom':
      return deleteRoom(turn, intent.room);
    case 'invite':
      return invite(turn, intent.room);
    case 'add':
      return add(turn, intent.user);
    case 'accept':
    case 'decline':
      return answerAsker(turn, intent.kind === 'accept', intent.whom);
    case 'showKey':
      return showKey(turn, intent.user);
    case 'rotateKey':
      return rotateKey(turn);
    case 'showSafetyNumber':
      return showSafetyNumber(turn, intent.user);
    case 'verify':
      return verify(turn, intent.user, intent.number);
    case 'unverify':
      return unverify(turn, intent.user);
    case 'trust':
      return trust(turn, intent.user);
    case 'block':
      return block(turn, intent.user);
    case 'unblock':
      return unblock(turn, intent.user);
    case 'changePassword':
      return askForNewPassword(turn);
    case 'listMembers':
      return listMembers(turn);
    case 'listPeers':
      return listPeers(turn);
    case 'listRooms':
      return ask(turn, { cmd: 'LIST_ROOMS' }, { kind: 'listRooms', soFar: [], pages: 1 });
    case 'listRequests':
      return reportWaitingRequests(turn);
    case 'showStatus':
      return reportStatus(turn);
    case 'watchWire':
      turn.effects.push({ type: 'watchWire', isOn: intent.isOn });
      return report(turn, { event: 'watching_wire', on: intent.isOn });
    case 'help':
      return help(turn, intent.command);
    case 'quit':
      return quit(turn, 0);
    case 'misread':
      return problem(turn, intent.problem);
  }
}

function send(turn: Turn, { text, as }: IntentOf<'send'>): void {
  if (text.trim() !== '')
    say(turn, turn.state.conversation.current, as === 'action' ? `/me ${text}` : escapeAction(text));
}

/** `text` null: the private chat is only opened. */
function writeTo(turn: Turn, to: string, text: string | null): void {
  const { state } = turn;
  if (nameKey(to) === nameKey(state.username)) return problem(turn, { code: 'NOT_TO_YOURSELF' });
  if (!isMeant(turn, 'msg', to)) return;
  const known = personCalled(state, to);
  // A line for a person who is away waits for them, as in a room.
  if (known && (known.chat.isOpen || known.presence.isPresent || sharesRoom(state, known.username))) {
    beginPrivateChat(state, known);
    talkPrivately(turn, { kind: 'private', to: known.username }, text);
  } else {
    ask(turn, { cmd: 'LIST_PEERS', peer: to }, { kind: 'openPrivate', to, text }, true);
  }
}

function deleteRoom(turn: Turn, named: string | null): void {
  const room = named ?? currentRoom(turn.state)?.name;
  if (room === undefined) return problem(turn, { code: 'NO_CONVERSATION', why: 'delete' });
  ask(turn, { cmd: 'DELETE_ROOM', room }, { kind: 'delete', room }, true);
}

function invite(turn: Turn, named: string | null): void {
  const room = named === null ? currentRoom(turn.state) : roomNamed(turn.state, named);
  if (!room) return problem(turn, { code: 'NO_CONVERSATION', why: 'invite' });
  reportInvitation(turn, room);
}

function add(turn: Turn, user: string): void {
  const room = currentRoom(turn.state);
  if (!room) return problem(turn, { code: 'NO_CONVERSATION', why: 'add' });
  addUser(turn, room, user);
}

function listMembers(turn: Turn): void {
  const room = currentRoom(turn.state);
  if (room) reportMembers(turn, room);
  else listPeers(turn);
}

function listPeers(turn: Turn): void {
  ask(turn, { cmd: 'LIST_PEERS' }, { kind: 'listPeers', soFar: [], pages: 1 });
}

function help(turn: Turn, command: IntentOf<'help'>['command']): void {
  const rows = COMMANDS.filter((row) => (command === null ? !row.isForScreen : row.name === command));
  const commands = rows.map((each) => ({ usage: usageOf(each), aliases: each.aliases, summary: each.help.en }));
  report(turn, { event: 'help', commands });
}
