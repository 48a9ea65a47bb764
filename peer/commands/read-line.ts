// Turns a typed line into an intent, for every front end. `//text` is text that begins with a slash; an unknown command
// is never sent as text.

import { holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import { visibleText } from '../../commons/text/text.ts';
import type { CommandName, CommandRow, ScreenCommandName } from './command-row.ts';
import { findCommand } from './commands.ts';
import type { Intent, Misread, ScreenIntent, TypedLine } from './intent.ts';
import { isOfScreen, misread, READ_COMMAND, READ_SCREEN_COMMAND, unknownCommand } from './read-command.ts';

export interface ReadLine<I> {
  readonly intent: I;
  readonly line: TypedLine;
}

/** Reads a line of a front end that has no screen of its own. */
export function readLine(text: string): ReadLine<Intent | Misread> {
  return read(text, (command) => misread({ code: 'NEEDS_SCREEN', command }));
}

/**
 * Reads a line of the full screen. Invisible characters, which are pasted with names and settings, are left out; text
 * for people, passwords and paths stay as they are.
 */
export function readScreenLine(text: string): ReadLine<Intent | ScreenIntent | Misread> {
  return read(asMeant(text), (command, args) => READ_SCREEN_COMMAND[command](args));
}

type Parsed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandRow['name']; readonly args: readonly string[] }
  | { readonly kind: 'misread'; readonly misread: Misread };

function read<I>(
  text: string,
  forScreen: (command: ScreenCommandName, args: readonly string[]) => I,
): ReadLine<Intent | Misread | I> {
  const parsed = parse(text);
  if (parsed.kind === 'misread') return { intent: parsed.misread, line: { text, hasStrayInvitation: false } };
  const line = { text, hasStrayInvitation: !mayHoldInvitation(parsed) && holdsInvitation(text) };
  if (parsed.kind === 'text') return { intent: { kind: 'send', text: parsed.text, as: 'text' }, line };
  const { name, args } = parsed;
  return { intent: isOfScreen(name) ? forScreen(name, args) : READ_COMMAND[name](args), line };
}

function parse(line: string): Parsed {
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [command = '', typed = ''] = /^\/(\S*)/.exec(line) ?? [];
  const row = findCommand(typed);
  if (!row) return { kind: 'misread', misread: unknownCommand(typed) };
  const args = splitArguments(line.slice(command.length).trim(), row.words.max);
  if (args.length < row.words.min || (row.words.max === 0 && args.length > 0)) {
    return { kind: 'misread', misread: misread({ code: 'BAD_ARGUMENTS', why: 'usage', command: row.name }) };
  }
  return { kind: 'command', name: row.name, args };
}

function splitArguments(rest: string, max: number): string[] {
  if (rest === '') return [];
  if (max <= 1) return [rest];
  const [first = ''] = /^\S+/.exec(rest) ?? [];
  const more = rest.slice(first.length).trimStart();
  return more === '' ? [first] : [first, more];
}

/** `/join` uses an invitation, and `/say` sends one on purpose. */
const MAY_HOLD_INVITATION: ReadonlySet<CommandName | ScreenCommandName> = new Set(['join', 'say', 'help']);

function mayHoldInvitation(parsed: Parsed): boolean {
  return parsed.kind === 'command' && (MAY_HOLD_INVITATION.has(parsed.name) || isOfScreen(parsed.name));
}

/** Commands that are followed by any text, or by the name of a file. */
const HOLDS_TEXT: ReadonlySet<CommandName | ScreenCommandName> = new Set(['me', 'say', 'msg', 'export']);

const HAS_PASSWORD = /^\/\S+\s.*--password\s+\S/s;

/** Whether the line contains a password, even behind a mistyped command. */
export function holdsPassword(line: string): boolean {
  return HAS_PASSWORD.test(line);
}

function asMeant(text: string): string {
  const shown = visibleText(text);
  if (shown === text || holdsPassword(text)) return text;
  const parsed = parse(shown);
  const isText = parsed.kind === 'text' || (parsed.kind === 'command' && HOLDS_TEXT.has(parsed.name));
  return isText ? text : shown;
}
