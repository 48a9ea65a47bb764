// The help: made from the tables that keys and commands are looked up in.

import { COMMANDS, type CommandRow, findCommand, usageOf } from '../../../commands.ts';
import type { Desk } from '../desk.ts';
import type { Face } from '../face.ts';
import { KEYS, keyLabel, type Where } from '../keymap.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { Page } from './page.ts';

/** `topic`: a command, of which more is said. */
export function openHelp(desk: Desk, topic?: string): void {
  const command = topic === undefined ? undefined : findCommand(topic);
  const page = new Page({
    name: 'help',
    title: (face) => face.phrases.helpTitle,
    hint: (face) => face.phrases.closeHint,
    rows: (face) => (command ? aboutCommand(face, command) : everything(face)),
    keys: { f1: () => desk.close(), q: () => desk.close() },
  });
  desk.open(page);
}

function everything(face: Face): Row[] {
  const { phrases } = face;
  const notes = phrases.helpNotes.map((text): Row => [{ text, style: 'text' }]);
  return [
    [{ text: phrases.helpCommands, style: 'heading' }],
    ...table(COMMANDS.map((row) => [usageOf(row), row.help[face.language]] as const)),
    [],
    ...keysOf(face, 'anywhere', phrases.helpKeys.anywhere),
    ...keysOf(face, 'typing', phrases.helpKeys.typing),
    ...keysOf(face, 'list', phrases.helpKeys.list),
    ...notes,
  ];
}

function aboutCommand({ language }: Face, row: CommandRow): Row[] {
  const aliases = row.aliases.map((alias) => `/${alias}`).join(' ');
  return [
    [{ text: usageOf(row), style: 'strong' }],
    [{ text: row.help[language], style: 'text' }],
    [{ text: aliases, style: 'dim' }],
  ];
}

function keysOf({ language }: Face, where: Where, title: string): Row[] {
  const rows = KEYS.filter((row) => row.where === where);
  return [
    [{ text: title, style: 'heading' }],
    ...table(rows.map(({ keys, help }) => [keysLabel(keys), help[language]] as const)),
    [],
  ];
}

/** Ten digits are one range. */
function keysLabel(keys: readonly string[]): string {
  return keys.length > 4
    ? `${keyLabel(keys[0] ?? '')}-${(keys.at(-1) ?? '').slice(-1)}`
    : keys.map(keyLabel).join(', ');
}

/** The widest first column that leaves room for the second. */
const MAX_FIRST_COLUMN = 30;

function table(rows: readonly (readonly [string, string])[]): Row[] {
  const width = Math.min(MAX_FIRST_COLUMN, Math.max(...rows.map(([first]) => widthOf(first))));
  return rows.map(
    ([first, second]): Row => [
      { text: `${first.padEnd(width)}  `, style: 'hintKey' },
      { text: second, style: 'text' },
    ],
  );
}
