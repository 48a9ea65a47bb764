// The help page, generated from the tables of keys and commands.

import { fold } from '../../../../commons/text/fold.ts';
import { visible } from '../../../../commons/text/text.ts';
import type { CommandRow } from '../../../commands/command-row.ts';
import { COMMANDS, rowOf } from '../../../commands/commands.ts';
import { otherNamesOf, usageOf } from '../../../commands/usage.ts';
import type { Desk } from '../desk.ts';
import type { Face } from '../face.ts';
import { KEYS, keyLabel, type Where } from '../keymap.ts';
import type { Key } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { LineField } from './line-field.ts';
import { Page } from './page.ts';

/** Opens the help; with `command`, the detailed help of that command. */
export function openHelp(desk: Desk, command: CommandRow['name'] | null = null): void {
  if (command !== null) return openCommandHelp(desk, rowOf(command));
  const query = new LineField();
  const page = new Page({
    name: 'help',
    title: ({ phrases }) => (query.text === '' ? phrases.helpTitle : phrases.helpFound(visible(query.text))),
    hint: ({ phrases }) => phrases.closeHint,
    typedHint: ({ phrases }) => phrases.helpSearchHint,
    rows: (face, columns) => everything(face, columns, query.text),
    typed: (key) => isForQuery(key, query.text) && query.key(key),
  });
  desk.open(page);
}

function openCommandHelp(desk: Desk, command: CommandRow): void {
  const page = new Page({
    name: 'help',
    title: (face) => face.phrases.helpTitle,
    hint: (face) => face.phrases.closeHint,
    rows: (face) => aboutCommand(face, command),
    keys: { q: () => desk.close() },
  });
  desk.open(page);
}

/** Whether a key edits the query, which filters the help. The space bar scrolls while the query is empty. */
function isForQuery({ name, text }: Key, query: string): boolean {
  if (query === '') return text !== '' && name !== 'space';
  return text !== '' || name === 'backspace' || name === 'ctrl+u' || name === 'ctrl+w';
}

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** The rows of each section that contain all words of the query, whatever case and accents. */
function everything(face: Face, columns: number, query: string): Row[] {
  const { phrases, language } = face;
  const words = fold(query).split(/\s+/);
  const isFound = (...texts: readonly string[]): boolean => {
    const text = fold(texts.join(' '));
    return words.every((word) => text.includes(word));
  };
  const sections: Section[] = [
    {
      title: phrases.helpCommands,
      rows: COMMANDS.filter((row) => isFound(usageOf(row, language), row.help[language], row.name, ...row.aliases)).map(
        (row) => [usageOf(row, language), row.help[language]],
      ),
    },
    ...(['anywhere', 'typing', 'list'] as const).map((where) => ({
      title: phrases.helpKeys[where],
      rows: keysOf(face, where).filter((row) => isFound(...row)),
    })),
  ];
  const notes = phrases.helpNotes.filter((text) => isFound(text)).map((text): Row => [{ text, style: 'text' }]);
  const found = sections.filter(({ rows }) => rows.length > 0).flatMap((section) => sectionRows(section, columns));
  return found.length + notes.length > 0 ? [...found, ...notes] : [[{ text: phrases.nothingFound, style: 'dim' }]];
}

function sectionRows({ title, rows }: Section, columns: number): Row[] {
  return [[{ text: title, style: 'heading' }], ...table(rows, columns), []];
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

function keysOf({ language }: Face, where: Where): (readonly [string, string])[] {
  return KEYS.filter((row) => row.where === where).map(({ keys, help }) => [keysLabel(keys), help[language]]);
}

/** The label of a row's keys; more than four, such as the digits, are shown as a range. */
function keysLabel(keys: readonly string[]): string {
  return keys.length > 4
    ? `${keyLabel(keys[0] ?? '')}-${(keys.at(-1) ?? '').slice(-1)}`
    : keys.map(keyLabel).join(', ');
}

/** The widest first column: it must leave room for the second one at any width of the page. */
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
