// How a command is shown: its name and what follows it, in either language.

import type { Language } from '../../commons/command-line/language.ts';
import type { CommandRow } from './command-row.ts';

export function usageOf(row: CommandRow, language: Language = 'en'): string {
  const usage = language === 'en' ? row.usage : row.usage.replace(PLACE, (place) => PLACES_PT[place] ?? place);
  return `/${nameOf(row, language)}${usage ? ` ${usage}` : ''}`;
}

/** As it is shown; all its names are understood in both languages. */
export function nameOf(row: CommandRow, language: Language): string {
  return language === 'en' ? row.name : row.pt;
}

/** Its other names, for somebody who has seen that one. */
export function otherNamesOf(row: CommandRow, language: Language): readonly string[] {
  return [row.name, ...row.aliases].filter((name) => name !== nameOf(row, language));
}

/** What stands for a word in a usage: everything between its brackets and bars, but no option. */
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
