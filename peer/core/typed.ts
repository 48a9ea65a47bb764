// What a typed line does. Lines are done one after the other: while the tracker is asked for a room, the next ones wait,
// because the answer decides where they go.

import { nameKey } from '../../commons/model/names.ts';
import {
  COMMANDS,
  type CommandName,
  findCommand,
  roomArgument,
  type ScreenCommandName,
  usageOf,
} from '../commands/commands.ts';
import { escapeAction } from '../commands/spoken.ts';
import { parseLine, unknownCommand } from '../commands/typed-line.ts';
import type { ListedPeer } from '../reports.ts';
import { answerCommand } from './answers.ts';
import { isAnswerTooEarly } from './asked-rooms.ts';
import { blockOf, trustOf } from './contacts.ts';
import { say } from './conversations.ts';
import { isHeldBack } from './held-invitation.ts';
import { addCommand, createCommand, inviteCommand, joinCommand, joinRoom, passwordEntered } from './invitations.ts';
import { forgetChat, forgetRoom, keepCurrent, keptRoomNamed } from './kept-conversations.ts';
import { keyExchangeOf, securityOf } from './link-reports.ts';
import { isMeant, likeness, userLookedLike } from './look-alikes.ts';
import { release } from './mesh.ts';
import { newPasswordTyped, passwordCommand } from './own-password.ts';
import { type Conversation, isSameConversation } from './records/conversation.ts';
import type { RoomState } from './records/room-state.ts';
import { acceptPerson, requestsCommand } from './requests.ts';
import { forgetRoomKey } from './room-keys.ts';
import { switchBack } from './rooms.ts';
import {
  beginPrivateChat,
  type Entered,
  isReturning,
  type PeerState,
  personCalled,
  personNamed,
  roomNamed,
  sharesAnything,
  sharesRoom,
} from './state.ts';
import { leaveWithoutTracker, talkPrivately } from './tracker-talk.ts';
import {
  blockCommand,
  fingerprintCommand,
  safetyNumberCommand,
  trustCommand,
  unblockCommand,
  unverifyCommand,
  verifyCommand,
} from './trust-commands.ts';
import { ask, problem, report, type Turn } from './turn.ts';

/** Typed lines that may wait for the tracker, and UTF-16 units of them: as much as may wait for one person. */
const MAX_WAITING_LINES = 10_000;
const MAX_WAITING_LENGTH = 8 * 1024 * 1024;

type Line = Extract<Entered, { text: string }>;

/** It is done when it is its turn. `from`: where the user typed it, if that is not the conversation that is current. */
export function entered(turn: Turn, what: Entered): void {
  const { state } = turn;
  const length = lengthOf(what);
  if (state.waitingLines.length >= MAX_WAITING_LINES || state.waitingLength + length > MAX_WAITING_LENGTH) {
    problem(turn, { code: 'TOO_MANY_LINES' });
    return;
  }
  state.waitingLines.push(what);
  state.waitingLength += length;
  runWaitingLines(turn);
}

const lengthOf = (what: Entered): number => ('text' in what ? what.text.length : what.room.length);

export function runWaitingLines(turn: Turn): void {
  const { state } = turn;
  // Where a line goes is known only when it is decided which rooms of the last time are entered.
  while (state.isReady && state.blockedBy === null && !state.isQuitting && !isReturning(state)) {
    const line = state.waitingLines.shift();
    if (line === undefined) break;
    state.linesRun += 1;
    state.waitingLength -= lengthOf(line);
    if ('chosen' in line) runChosen(turn, line);
    else if (line.from === undefined || turnTo(turn, line.from)) runLine(turn, line);
    else runElsewhere(turn, line);
  }
}

/** The user has turned to another conversation before typing; nobody needs to be told. False: we are not there. */
function turnTo(turn: Turn, conversation: Conversation | null): boolean {
  const { state } = turn;
  if (conversation?.kind === 'room' && !state.rooms.has(nameKey(conversation.room))) return false;
  if (isSameConversation(state.current, conversation)) return true;
  state.previous = state.current;
  state.current = conversation;
  keepCurrent(turn, conversation);
  if (conversation?.kind === 'private') acceptPerson(turn, conversation.to);
  return true;
}

/** It was typed in a room in which we do not sit any more: what is said there must not be heard anywhere else. */
function runElsewhere(turn: Turn, line: Line): void {
  const { from } = line;
  const typed = parseLine(line.text);
  const isSaid = typed.kind === 'text' || (typed.kind === 'command' && typed.name === 'say');
  if (!isSaid) return runLine(turn, line);
  problem(turn, { code: 'NOT_IN_ROOM', room: from?.kind === 'room' ? from.room : null });
}

/** Ends in order: everybody is told. */
export function quit(turn: Turn, exitCode: number): void {
  const { state } = turn;
  if (state.isQuitting) return;
  state.isQuitting = true;
  for (const person of state.people.values()) {
    for (const link of person.links.open.keys()) turn.effects.push({ type: 'send', link, message: { cmd: 'LEAVE' } });
  }
  turn.effects.push({ type: 'quit', exitCode });
}

function runChosen(turn: Turn, { chosen, room }: Extract<Entered, { chosen: string }>): void {
  turn.state.doubted = turn.state.doubting;
  turn.state.doubting = null;
  if (chosen === 'delete') return ask(turn, { cmd: 'DELETE_ROOM', room }, { kind: 'delete', room }, true);
  if (isAnswerTooEarly(turn, room)) return;
  if (chosen === 'join_open') forgetRoomKey(turn, room);
  joinRoom(turn, room);
}

function runLine(turn: Turn, { text: line, isConfirmed = false }: Line): void {
  // Only the very next line can insist on it.
  turn.state.doubted = turn.state.doubting;
  turn.state.doubting = null;
  if (turn.state.newPasswordFor && !turn.state.asksPasswords) return newPasswordTyped(turn, line);
  if (turn.state.passwordFor && !turn.state.asksPasswords) return passwordEntered(turn, line);
  const typed = parseLine(line);
  if (!isConfirmed && isHeldBack(turn, line, typed)) return;
  if (typed.kind === 'problem') problem(turn, typed.problem);
  else if (typed.kind === 'command') runCommand(turn, typed.name, typed.args);
  else if (typed.text.trim() !== '') say(turn, turn.state.current, escapeAction(typed.text));
}

function runCommand(turn: Turn, name: CommandName | ScreenCommandName, args: readonly string[]): void {
  if (isOwn(name)) RUN[name](turn, args);
  else problem(turn, { code: 'NEEDS_SCREEN', command: name });
}

function isOwn(name: CommandName | ScreenCommandName): name is CommandName {
  return name in RUN;
}

const RUN: { readonly [Name in CommandName]: (turn: Turn, args: readonly string[]) => void } = {
  help(turn, [name]) {
    const row = name === undefined ? undefined : findCommand(name);
    if (name !== undefined && !row) return problem(turn, unknownCommand(name.slice(name.startsWith('/') ? 1 : 0)));
    const rows = row ? [row] : COMMANDS.filter(({ isForScreen }) => !isForScreen);
    const commands = rows.map((each) => ({ usage: usageOf(each), aliases: each.aliases, summary: each.help.en }));
    report(turn, { event: 'help', commands });
  },

  users(turn) {
    const room = currentRoom(turn.state);
    if (!room) return RUN.peers(turn, []);
    const peers = [...room.membership.members.values()].map((member) => listed(turn.state, room, member.username));
    report(turn, { event: 'peers', room: room.name, peers });
  },

  password: (turn) => passwordCommand(turn),

  peers: (turn) => ask(turn, { cmd: 'LIST_PEERS' }, { kind: 'listPeers', soFar: [], pages: 1 }),

  rooms: (turn) => ask(turn, { cmd: 'LIST_ROOMS' }, { kind: 'listRooms', soFar: [], pages: 1 }),

  join: (turn, [argument = '']) => joinCommand(turn, argument),

  create: (turn, [argument = '']) => createCommand(turn, argument),

  invite(turn, [argument]) {
    const room = argument === undefined ? currentRoom(turn.state) : roomNamed(turn.state, roomArgument(argument));
    if (!room) return problem(turn, { code: 'NO_CONVERSATION', why: 'invite' });
    inviteCommand(turn, room);
  },

  add(turn, [to = '']) {
    const room = currentRoom(turn.state);
    if (!room) return problem(turn, { code: 'NO_CONVERSATION', why: 'add' });
    addCommand(turn, room, to);
  },

  accept: (turn, [name]) => answerCommand(turn, true, name),

  decline: (turn, [name]) => answerCommand(turn, false, name),

  requests: requestsCommand,

  fingerprint: fingerprintCommand,

  'safety-number': safetyNumberCommand,

  verify: verifyCommand,

  unverify: unverifyCommand,

  trust: trustCommand,

  block: blockCommand,

  unblock: unblockCommand,

  leave(turn, [argument]) {
    const { state } = turn;
    if (argument === undefined && state.current?.kind === 'private') return leavePrivate(turn, state.current.to);
    const name = argument === undefined ? currentRoom(state)?.name : roomArgument(argument);
    if (name === undefined) return problem(turn, { code: 'NO_CONVERSATION', why: 'leave' });
    const person = argument === undefined ? undefined : personCalled(state, argument);
    if (person?.chat.isOpen && !roomNamed(state, name)) return leavePrivate(turn, person.username);
    if (!roomNamed(state, name) && keptRoomNamed(state, name)) return leaveKept(turn, name);
    if (state.tracker !== 'connected' && roomNamed(state, name)) return leaveWithoutTracker(turn, name);
    ask(turn, { cmd: 'LEAVE_ROOM', room: name }, { kind: 'leave', room: name }, true);
  },

  'delete-room'(turn, [argument]) {
    const name = argument === undefined ? currentRoom(turn.state)?.name : roomArgument(argument);
    if (name === undefined) return problem(turn, { code: 'NO_CONVERSATION', why: 'delete' });
    ask(turn, { cmd: 'DELETE_ROOM', room: name }, { kind: 'delete', room: name }, true);
  },

  msg(turn, [to = '', text = null]) {
    const { state } = turn;
    if (nameKey(to) === nameKey(state.username)) return problem(turn, { code: 'NOT_TO_YOURSELF' });
    if (!isMeant(turn, 'msg', to)) return;
    const known = personCalled(state, to);
    // Somebody who is away has their line kept for them, as in the room.
    if (known && (known.chat.isOpen || known.presence.isPresent || sharesRoom(state, known.username))) {
      beginPrivateChat(state, known);
      talkPrivately(turn, { kind: 'private', to: known.username }, text);
    } else {
      ask(turn, { cmd: 'LIST_PEERS', peer: to }, { kind: 'openPrivate', to, text }, true);
    }
  },

  me: (turn, [what = '']) => say(turn, turn.state.current, `/me ${what}`),

  say: (turn, [text = '']) => say(turn, turn.state.current, escapeAction(text)),

  status(turn) {
    const { username, listen, tracker, rooms, people, encryption, fingerprint, keyLog: keylog } = turn.state;
    const { trackerKeyExchange: trackerKeys } = turn.state;
    const shared = [...people.values()].filter((person) => sharesAnything(turn.state, person));
    const status = {
      username,
      listen,
      tracker,
      rooms: [...rooms.values()].map((room) => room.name),
      people: shared.map((person) => ({
        username: person.username,
        state: person.presence.isPresent ? ('present' as const) : ('away' as const),
        link: person.links.reported ?? ('closed' as const),
        path: 'direct' as const,
        security: securityOf(turn, person),
        trust: trustOf(turn.state, person.username),
        records_keys: person.links.recordsKeys,
        ...keyExchangeOf(turn, person),
        waiting: person.outgoing.outbox.queuedCount + person.outgoing.outbox.inFlightCount,
      })),
      encryption,
      fingerprint,
      keylog,
      ...(tracker === 'connected' && trackerKeys !== null ? { tracker_key_exchange: trackerKeys } : {}),
      ...(turn.state.trackerProcess ? { tracker_process: turn.state.trackerProcess } : {}),
    };
    report(turn, { event: 'status', status });
  },

  wire(turn, [word = 'on']) {
    const isOn = word.toLowerCase() === 'on';
    if (!isOn && word.toLowerCase() !== 'off')
      return problem(turn, { code: 'BAD_ARGUMENTS', why: 'usage', command: 'wire' });
    turn.effects.push({ type: 'watchWire', isOn });
    report(turn, { event: 'watching_wire', on: isOn });
  },

  quit: (turn) => quit(turn, 0),
};

function currentRoom({ current, ...state }: PeerState): RoomState | undefined {
  return current?.kind === 'room' ? state.rooms.get(nameKey(current.room)) : undefined;
}

/** A room of the last time that was not entered: it is not asked about again. */
function leaveKept(turn: Turn, name: string): void {
  report(turn, { event: 'room_left', room: keptRoomNamed(turn.state, name)?.room ?? name, reason: 'left' });
  forgetRoom(turn, name);
}

function leavePrivate(turn: Turn, username: string): void {
  const person = personNamed(turn.state, username);
  person.chat.close();
  forgetChat(turn, username);
  if (turn.state.current?.kind === 'private' && turn.state.current.to === username) switchBack(turn);
  release(turn, person);
}

function listed(state: PeerState, room: RoomState, username: string): ListedPeer {
  const person = state.people.get(username);
  const endpoint = username === state.username ? state.listen : (person?.presence.endpoint ?? null);
  return {
    username,
    address: endpoint?.address ?? null,
    port: endpoint?.port ?? null,
    rooms: [room.name],
    state: room.membership.members.get(username)?.state ?? 'away',
    link: username === state.username ? null : (person?.links.reported ?? 'closed'),
    ...(username !== state.username && blockOf(state, username) ? { blocked: true as const } : {}),
    ...(username === state.username ? {} : likeness(userLookedLike(state, username))),
    trust: username === state.username ? 'own' : trustOf(state, username),
    records_keys: username === state.username ? state.keyLog !== null : (person?.links.recordsKeys ?? false),
  };
}
