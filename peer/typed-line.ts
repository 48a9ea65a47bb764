// Reads a typed line: text, a command with its arguments, or what is wrong with it.

import {
  COMMANDS,
  type CommandName,
  type CommandRow,
  findCommand,
  fold,
  type ScreenCommandName,
  usageOf,
} from './commands.ts';

/** What a typed line is. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName | ScreenCommandName; readonly args: readonly string[] }
  | { readonly kind: 'problem'; readonly code: 'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS'; readonly message: string };

/** Reads a typed line. `//text` is text that begins with a slash; an unknown command is never sent as text. */
export function parseLine(line: string): Typed {
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [, typed = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
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
  const args = splitArguments(rest.trim(), row.words.max);
  if (args.length < row.words.min || (row.words.max === 0 && args.length > 0)) {
    return { kind: 'problem', code: 'BAD_ARGUMENTS', message: `It is ${usageOf(row)}: ${row.help.en}.` };
  }
  return { kind: 'command', name: row.name, args };
}

function splitArguments(rest: string, max: number): string[] {
  if (rest === '') return [];
  if (max <= 1) return [rest];
  const [, first = '', more = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  return more === '' ? [first] : [first, more];
}

/** Every name and alias, as they are compared. */
function everyName(): (readonly [string, CommandRow])[] {
  return COMMANDS.flatMap((row) => [row.name, ...row.aliases].map((name) => [fold(name), row] as const));
}

/** The command that was probably meant: no more than a third of it mistyped. */
function nearestCommand(typed: string): CommandRow | undefined {
  const key = fold(typed);
  const candidates = everyName().filter(([name]) => Math.abs(key.length - name.length) <= name.length / 3);
  const near = candidates.map(([name, row]) => ({ row, distance: editDistance(key, name), most: name.length / 3 }));
  return near.filter(({ distance, most }) => distance <= most).sort((a, b) => a.distance - b.distance)[0]?.row;
}

/** How many letters to add, drop, change, or swap with the next one. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : changed));
    }
  }
  return at(a.length, b.length);
}
