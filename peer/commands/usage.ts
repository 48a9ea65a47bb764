// How a command is shown: its name and its arguments, in either language.

import type { Language } from '../../commons/command-line/language.ts';
import type { CommandRow } from './command-row.ts';

export function usageOf(row: CommandRow, language: Language = 'en'): string {
  const usage = language === 'en' ? row.usage : row.usage.replace(PLACE, (place) => PLACES_PT[place] ?? place);
  return `/${nameOf(row, language)}${usage ? ` ${usage}` : ''}`;
}

/** The name that is shown; all names are understood in both languages. */
export function nameOf(row: CommandRow, language: Language): string {
  return language === 'en' ? row.name : row.pt;
}

/** All names but the one that {@link nameOf} gives. */
export function otherNamesOf(row: CommandRow, language: Language): readonly string[] {
  return [row.name, ...row.aliases].filter((name) => name !== nameOf(row, language));
}

/** The words between brackets and bars that stand for an argument; options are not among them. */
const PLACE = /(?<=[<[|] ?)[a-z][a-z ]*[a-z](?= ?[>\]|])/g;

const PLACES_PT: { readonly [place: string]: string } = {
  command: 'comando',
  'room or invitation': 'sala ou convite',
  room: 'sala',
  user: 'usuário',
  text: 'texto',
  'what you do': 'o que você faz',
  number: 'número',
  conversation: 'conversa',
  file: 'arquivo',
  setting: 'configuração',
  value: 'valor',
  'your own': 'um seu',
};
