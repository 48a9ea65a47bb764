// Which typed lines may be stored in the history on the disk: commands whose arguments are names of people, rooms,
// settings or files. Lines with text for people, passwords or invitations are never stored.

import { holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import { MAX_ROOM_NAME_CHARACTERS } from '../../commons/protocol/limits.ts';
import type { CommandName, ScreenCommandName } from './command-row.ts';
import { findCommand } from './commands.ts';

/** How many words may follow each command in a stored line; null: no line of this command is stored. */
const KEPT_WORDS: Readonly<Record<CommandName | ScreenCommandName, number | null>> = {
  help: 1,
  users: 0,
  peers: 0,
  rooms: 0,
  join: 1,
  create: 1,
  leave: 1,
  'delete-room': 1,
  // With text after the name, the line has a second word.
  msg: 1,
  me: null,
  say: null,
  invite: 1,
  add: 1,
  accept: 1,
  decline: 1,
  requests: 0,
  fingerprint: 1,
  'safety-number': 1,
  verify: 1,
  unverify: 1,
  trust: 1,
  block: 1,
  unblock: 1,
  password: 0,
  status: 0,
  wire: 1,
  quit: 0,
  // What is searched for is often what somebody wrote.
  search: null,
  mute: 1,
  marks: 0,
  clear: 0,
  export: 1,
  set: 2,
  theme: 1,
  lang: 1,
  time: 1,
  mouse: 1,
};

/** With these options no password stands in the line. */
const OPTIONS = / --(?:password|invite-only|open)$/;

/**
 * Whether this line may be stored on the disk. A command that is unknown or has more words than expected is not stored:
 * it may be text with a typing error before it.
 */
export function isKeptCommand(line: string): boolean {
  const [command = '', ...words] = line.replace(OPTIONS, '').split(' ');
  const row = command.startsWith('/') && !command.startsWith('//') ? findCommand(command) : undefined;
  const most = row ? KEPT_WORDS[row.name] : null;
  return most !== null && words.length <= most && words.every(isName) && !holdsInvitation(line);
}

/** A longer path has to be typed again. */
function isName(word: string): boolean {
  return /^\S+$/.test(word) && !word.startsWith('--') && [...word].length <= MAX_ROOM_NAME_CHARACTERS;
}
