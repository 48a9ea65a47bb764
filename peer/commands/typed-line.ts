// Reads a typed line: text, a command with its arguments, or what is wrong with it.

import { holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import type { ProblemOf } from '../problems.ts';
import { COMMANDS, type CommandName, type CommandRow, findCommand, fold, type ScreenCommandName } from './commands.ts';
import { nearestName } from './nearest-name.ts';

/** What a typed line is. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName | ScreenCommandName; readonly args: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: ProblemOf<'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS'> };

/** Reads a typed line. `//text` is text that begins with a slash; an unknown command is never sent as text. */
export function parseLine(line: string): Typed {
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [command = '', typed = ''] = /^\/(\S*)/.exec(line) ?? [];
  const row = findCommand(typed);
  if (!row) return { kind: 'problem', problem: unknownCommand(typed) };
  const args = splitArguments(line.slice(command.length).trim(), row.words.max);
  if (args.length < row.words.min || (row.words.max === 0 && args.length > 0)) {
    return { kind: 'problem', problem: { code: 'BAD_ARGUMENTS', why: 'usage', command: row.name } };
  }
  return { kind: 'command', name: row.name, args };
}

/** `/join` is what an invitation is for, and `/say` says that it is meant to be sent. */
const MAY_HOLD_INVITATION: ReadonlySet<CommandName | ScreenCommandName> = new Set(['join', 'say', 'help']);

/** Whether the line holds an invitation where nothing shows that it is meant to go there: everybody who reads it could join. */
export function isInvitationUnasked(line: string, typed: Typed): boolean {
  if (typed.kind === 'problem') return false;
  if (typed.kind === 'command' && (MAY_HOLD_INVITATION.has(typed.name) || isForScreen(typed.name))) return false;
  return holdsInvitation(line);
}

function isForScreen(name: CommandName | ScreenCommandName): boolean {
  return findCommand(name)?.isForScreen ?? false;
}

function splitArguments(rest: string, max: number): string[] {
  if (rest === '') return [];
  if (max <= 1) return [rest];
  const [first = ''] = /^\S+/.exec(rest) ?? [];
  const more = rest.slice(first.length).trimStart();
  return more === '' ? [first] : [first, more];
}

/** How much of a name that is no command is shown again, in UTF-16 units. */
const MAX_SHOWN_UNITS = 32;

export function unknownCommand(typed: string): ProblemOf<'UNKNOWN_COMMAND'> {
  const guess = nearestCommand(typed)?.name ?? null;
  return { code: 'UNKNOWN_COMMAND', typed: typed.slice(0, MAX_SHOWN_UNITS), guess };
}

/** The command that was probably meant. */
function nearestCommand(typed: string): CommandRow | undefined {
  const names = COMMANDS.flatMap((row) => [row.name, ...row.aliases]);
  const nearest = nearestName(fold(typed), names.map(fold));
  return nearest === null ? undefined : findCommand(nearest);
}
