// The help: made from the tables that keys and commands are looked up in.

import { visible } from '../../../../commons/text.ts';
import { COMMANDS, type CommandRow, findCommand, otherNamesOf, usageOf } from '../../../commands.ts';
import type { Desk } from '../desk.ts';
import type { Face } from '../face.ts';
import { KEYS, keyLabel, type Where } from '../keymap.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { Page } from './page.ts';

/** `topic`: a command, of which more is said. */
export function openHelp(desk: Desk, topic?: string): void {
  const command = topic === undefined ? undefined : findCommand(topic);
  if (topic !== undefined && !command) {
    desk.flash = desk.face.phrases.noCommand(visible(topic));
    return;
  }
  const page = new Page({
    name: 'help',
    title: (face) => face.phrases.helpTitle,
    hint: (face) => face.phrases.closeHint,
    rows: (face, columns) => (command ? aboutCommand(face, command) : everything(face, columns)),
    keys: { q: () => desk.close() },
  });
  desk.open(page);
}

function everything(face: Face, columns: number): Row[] {
  const { phrases } = face;
  const notes = phrases.helpNotes.map((text): Row => [{ text, style: 'text' }]);
  return [
    [{ text: phrases.helpCommands, style: 'heading' }],
    ...table(
      COMMANDS.map((row) => [usageOf(row, face.language), row.help[face.language]] as const),
      columns,
    ),
    [],
    ...keysOf(face, columns, 'anywhere', phrases.helpKeys.anywhere),
    ...keysOf(face, columns, 'typing', phrases.helpKeys.typing),
    ...keysOf(face, columns, 'list', phrases.helpKeys.list),
    ...notes,
  ];
}

function aboutCommand({ language }: Face, row: CommandRow): Row[] {
  const aliases = otherNamesOf(row, language)
    .map((alias) => `/${alias}`)
    .join(' ');
  return [
    [{ text: usageOf(row, language), style: 'strong' }],
    [{ text: row.help[language], style: 'text' }],
    [{ text: aliases, style: 'dim' }],
  ];
}

function keysOf({ language }: Face, columns: number, where: Where, title: string): Row[] {
  const rows = KEYS.filter((row) => row.where === where);
  return [
    [{ text: title, style: 'heading' }],
    ...table(
      rows.map(({ keys, help }) => [keysLabel(keys), help[language]] as const),
      columns,
    ),
    [],
  ];
}

/** Ten digits are one range. */
function keysLabel(keys: readonly string[]): string {
  return keys.length > 4
    ? `${keyLabel(keys[0] ?? '')}-${(keys.at(-1) ?? '').slice(-1)}`
    : keys.map(keyLabel).join(', ');
}

/** The widest first column that leaves room for the second, in a page of any width. */
const MAX_FIRST_COLUMN = 30;
const MAX_FIRST_SHARE = 0.4;

function table(rows: readonly (readonly [string, string])[], columns: number): Row[] {
  const most = Math.min(MAX_FIRST_COLUMN, Math.floor(columns * MAX_FIRST_SHARE));
  const width = Math.min(most, Math.max(...rows.map(([first]) => widthOf(first))));
  return rows.map(
    ([first, second]): Row => [
      { text: `${first.padEnd(width)}  `, style: 'hintKey' },
      { text: second, style: 'text' },
    ],
  );
}
