// Reads a typed line: text, a command with its arguments, or what is wrong with it.

import { holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import {
  COMMANDS,
  type CommandName,
  type CommandRow,
  findCommand,
  fold,
  type ScreenCommandName,
  usageOf,
} from './commands.ts';
import { nearestName } from './nearest-name.ts';

/** What a typed line is. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName | ScreenCommandName; readonly args: readonly string[] }
  | { readonly kind: 'problem'; readonly code: 'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS'; readonly message: string };

/** Reads a typed line. `//text` is text that begins with a slash; an unknown command is never sent as text. */
export function parseLine(line: string): Typed {
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [command = '', typed = ''] = /^\/(\S*)/.exec(line) ?? [];
  const row = findCommand(typed);
  if (!row) {
    const nearest = nearestCommand(typed);
    const guess = nearest ? ` Did you mean /${nearest.name}?` : '';
    return {
      kind: 'problem',
      code: 'UNKNOWN_COMMAND',
      message: `There is no command /${typed.slice(0, 32)}.${guess} /help lists all.`,
    };
  }
  const args = splitArguments(line.slice(command.length).trim(), row.words.max);
  if (args.length < row.words.min || (row.words.max === 0 && args.length > 0)) {
    return { kind: 'problem', code: 'BAD_ARGUMENTS', message: `It is ${usageOf(row)}: ${row.help.en}.` };
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

/** The command that was probably meant. */
function nearestCommand(typed: string): CommandRow | undefined {
  const names = COMMANDS.flatMap((row) => [row.name, ...row.aliases]);
  const nearest = nearestName(fold(typed), names.map(fold));
  return nearest === null ? undefined : findCommand(nearest);
}
