// The slash commands: one table for reading lines, for help and for completion. Names and aliases are compared without
// case, accents, and the difference between `_` and `-`.

import { fold as foldText } from '../../commons/text/fold.ts';
import type { CommandRow } from './command-row.ts';
import { KEY_COMMANDS } from './rows/keys.ts';
import { MESSAGE_COMMANDS } from './rows/messages.ts';
import { HELP_COMMAND, PROGRAM_COMMANDS } from './rows/program.ts';
import { ROOM_COMMANDS } from './rows/rooms.ts';
import { SCREEN_COMMANDS } from './rows/screen.ts';

/** In the order in which help lists them. */
export const COMMANDS: readonly CommandRow[] = [
  HELP_COMMAND,
  ...ROOM_COMMANDS,
  ...MESSAGE_COMMANDS,
  ...KEY_COMMANDS,
  ...PROGRAM_COMMANDS,
  ...SCREEN_COMMANDS,
];

const BY_NAME: ReadonlyMap<string, CommandRow> = new Map(
  COMMANDS.flatMap((row) => [row.name, ...row.aliases].map((name) => [fold(name), row] as const)),
);

export function findCommand(typed: string): CommandRow | undefined {
  return BY_NAME.get(fold(typed.replace(/^\//, '')));
}

/** The row of that name. */
export function rowOf(name: CommandRow['name']): CommandRow {
  return COMMANDS.find((row) => row.name === name) as CommandRow;
}

/** Names of commands are compared without case and accents, and `_` is `-`. */
export function fold(name: string): string {
  return foldText(name).replaceAll('_', '-');
}
