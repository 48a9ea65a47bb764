// Turns a command and its arguments into an intent.

import { findInvitation, holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import type { CommandName, ScreenCommandName } from './command-row.ts';
import { COMMANDS, findCommand, fold } from './commands.ts';
import type { Asker, Intent, LeftConversation, Misread, ScreenIntent } from './intent.ts';
import { nearestName } from './nearest-name.ts';
import { roomName, userName } from './typed-names.ts';

type Reading = Intent | Misread;

export function readCommand(
  name: CommandName | ScreenCommandName,
  args: readonly string[],
): Intent | ScreenIntent | Misread {
  return isOfScreen(name) ? READ_SCREEN_COMMAND[name](args) : READ_COMMAND[name](args);
}

export function isOfScreen(name: CommandName | ScreenCommandName): name is ScreenCommandName {
  return name in READ_SCREEN_COMMAND;
}

/** The intent of `/name args`; the command's row says how many `args` there are. */
export const READ_COMMAND: { readonly [Name in CommandName]: (args: readonly string[]) => Reading } = {
  help: ([topic]) => readHelp(topic),
  users: () => ({ kind: 'listMembers' }),
  peers: () => ({ kind: 'listPeers' }),
  rooms: () => ({ kind: 'listRooms' }),
  join: ([argument = '']) => readJoin(argument),
  create: ([argument = '']) => readCreate(argument),
  leave: ([argument]) => ({ kind: 'leave', what: argument === undefined ? null : leftConversation(argument) }),
  'delete-room': ([argument]) => ({ kind: 'deleteRoom', room: roomOrCurrent(argument) }),
  msg: ([to = '', text]) =>
    text === undefined ? { kind: 'openPrivate', to: userName(to) } : { kind: 'message', to: userName(to), text },
  me: ([text = '']) => ({ kind: 'send', text, as: 'action' }),
  say: ([text = '']) => ({ kind: 'send', text, as: 'text' }),
  invite: ([argument]) => ({ kind: 'invite', room: roomOrCurrent(argument) }),
  add: ([user = '']) => ({ kind: 'add', user: userName(user) }),
  accept: ([argument]) => ({ kind: 'accept', whom: argument === undefined ? null : asker(argument) }),
  decline: ([argument]) => ({ kind: 'decline', whom: argument === undefined ? null : asker(argument) }),
  requests: () => ({ kind: 'listRequests' }),
  fingerprint: ([user]) =>
    user === '--rotate' ? { kind: 'rotateKey' } : { kind: 'showKey', user: user === undefined ? null : userName(user) },
  'safety-number': ([user = '']) => ({ kind: 'showSafetyNumber', user: userName(user) }),
  verify: ([user = '', number = null]) => ({ kind: 'verify', user: userName(user), number }),
  unverify: ([user = '']) => ({ kind: 'unverify', user: userName(user) }),
  trust: ([user = '']) => ({ kind: 'trust', user: userName(user) }),
  block: ([user = '']) => ({ kind: 'block', user: userName(user) }),
  unblock: ([user = '']) => ({ kind: 'unblock', user: userName(user) }),
  password: () => ({ kind: 'changePassword' }),
  status: () => ({ kind: 'showStatus' }),
  wire: ([wish = 'on']) => readWire(wish.toLowerCase()),
  quit: () => ({ kind: 'quit' }),
};

/** The same for commands of the full screen. */
export const READ_SCREEN_COMMAND: { readonly [Name in ScreenCommandName]: (args: readonly string[]) => ScreenIntent } =
  {
    search: ([query = '']) => ({ kind: 'search', query }),
    mute: ([conversation = null]) => ({ kind: 'mute', conversation }),
    marks: () => ({ kind: 'showMarks' }),
    clear: () => ({ kind: 'clear' }),
    export: ([file = '']) => ({ kind: 'export', file }),
    set: ([setting = null, value]) =>
      setting === null || value === undefined
        ? { kind: 'showSettings', setting }
        : { kind: 'changeSetting', setting, value },
    theme: ([value = '']) => ({ kind: 'changeSetting', setting: 'theme', value }),
    lang: ([value = '']) => ({ kind: 'changeSetting', setting: 'lang', value }),
    time: ([value = '']) => ({ kind: 'changeSetting', setting: 'time', value }),
    mouse: ([value = '']) => ({ kind: 'changeSetting', setting: 'mouse', value }),
  };

function readHelp(topic: string | undefined): Reading {
  if (topic === undefined) return { kind: 'help', command: null };
  const row = findCommand(topic);
  return row ? { kind: 'help', command: row.name } : unknownCommand(topic.replace(/^\//, ''));
}

function readWire(wish: string): Reading {
  if (wish === 'on' || wish === 'off') return { kind: 'watchWire', isOn: wish === 'on' };
  return misread({ code: 'BAD_ARGUMENTS', why: 'usage', command: 'wire' });
}

/** The option after the name of a room; `--password` may be followed by the password. */
const OPTION = / --(password|invite-only|open)(?: (.*))?$/s;

interface WithOption {
  readonly room: string;
  readonly option: string | undefined;
  readonly password: string | null;
}

function readOption(argument: string): WithOption {
  const found = OPTION.exec(argument);
  const name = found ? argument.slice(0, found.index).trimEnd() : argument;
  return { room: roomName(name), option: found?.[1], password: found?.[2]?.trim() || null };
}

function readCreate(argument: string): Reading {
  const { room, option, password } = readOption(argument);
  if (room.includes(' --') || option === 'open') return misread(UNKNOWN_OPTION);
  if (option === 'password') return { kind: 'create', room, lock: { access: 'password', password } };
  return { kind: 'create', room, lock: { access: option === 'invite-only' ? 'invite' : 'open' } };
}

function readJoin(argument: string): Reading {
  if (holdsInvitation(argument)) return { kind: 'joinByInvitation', invitation: findInvitation(argument) };
  const { room, option, password } = readOption(argument);
  if (room.includes(' --') || option === 'invite-only') return misread(UNKNOWN_OPTION);
  if (option === 'password') return { kind: 'join', room, entry: { by: 'password', password } };
  return { kind: 'join', room, entry: { by: option === 'open' ? 'nothing' : 'keptKey' } };
}

const UNKNOWN_OPTION: Misread['problem'] = { code: 'BAD_ARGUMENTS', why: 'room_options' };

function roomOrCurrent(argument: string | undefined): string | null {
  return argument === undefined ? null : roomName(argument);
}

function leftConversation(argument: string): LeftConversation {
  return argument.startsWith('#') ? { room: roomName(argument) } : { name: argument };
}

function asker(argument: string): Asker {
  return argument.startsWith('#') ? { room: roomName(argument) } : { user: userName(argument) };
}

export function misread(problem: Misread['problem']): Misread {
  return { kind: 'misread', problem };
}

/** How much of an unknown command its problem repeats, in UTF-16 units. */
const MAX_SHOWN_UNITS = 32;

/** `typed`: the name without its slash. */
export function unknownCommand(typed: string): Misread {
  const names = COMMANDS.flatMap((row) => [row.name, ...row.aliases]);
  const nearest = nearestName(fold(typed), names.map(fold));
  const guess = nearest === null ? null : (findCommand(nearest)?.name ?? null);
  return misread({ code: 'UNKNOWN_COMMAND', typed: typed.slice(0, MAX_SHOWN_UNITS), guess });
}
