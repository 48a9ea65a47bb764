// The texts of commander, and of our readers of values, in each language.

import type { CommanderError } from 'commander';
import type { Language, Localized } from './language.ts';

interface CommandLineWords {
  readonly help: string;
  readonly version: string;
  /** Of commander's headings: 'Usage:' and the like. */
  readonly titles: { readonly [english: string]: string };
  /** The placeholders between angle brackets. */
  readonly placeholders: { readonly [english: string]: string };
  readonly choices: string;
  readonly preset: string;
  readonly tryHelp: string;
  invalid(flags: string, value: string, problem: string): string;
  invalidFor(placeholder: string, value: string, problem: string): string;
  unexpected(argument: string): string;
  /** The text of an error of commander's: `named` are the options and arguments concerned, `meant` is a suggestion. */
  readonly errors: { readonly [code: string]: (named: readonly string[], meant: string) => string };
}

const en: CommandLineWords = {
  help: 'show this help',
  version: 'show the version',
  titles: {},
  placeholders: {},
  choices: 'choices',
  preset: 'default',
  tryHelp: 'Try --help.',
  invalid: (flags, value, problem) => `option '${flags}' argument '${value}' is invalid. ${problem}`,
  invalidFor: (name, value, problem) => `argument '${name}' is '${value}', which is invalid. ${problem}`,
  unexpected: (argument) => `unexpected argument '${argument}'.`,
  errors: {},
};

const pt: CommandLineWords = {
  help: 'mostra esta ajuda',
  version: 'mostra a versão',
  titles: { 'Usage:': 'Uso:', 'Arguments:': 'Argumentos:', 'Options:': 'Opções:' },
  placeholders: {
    options: 'opções',
    'host:port': 'host:porta',
    '[addr:]port': '[endereço:]porta',
    addr: 'endereço',
    name: 'nome',
    port: 'porta',
    dir: 'pasta',
    file: 'arquivo',
    policy: 'regra',
    language: 'idioma',
    who: 'quem',
    format: 'formato',
    list: 'lista',
    what: 'ação',
  },
  choices: 'valores',
  preset: 'padrão',
  tryHelp: 'Veja --help.',
  invalid: (flags, value, problem) => `o valor '${value}' da opção '${flags}' é inválido. ${problem}`,
  invalidFor: (name, value, problem) => `o valor '${value}' de '${name}' é inválido. ${problem}`,
  unexpected: (argument) => `argumento inesperado '${argument}'.`,
  errors: {
    'commander.unknownOption': ([option], meant) =>
      `a opção '${option}' não existe${meant === '' ? '' : ` (seria ${meant}?)`}`,
    'commander.missingArgument': ([name]) => `falta o argumento '${name}'`,
    'commander.optionMissingArgument': ([flags]) => `falta o valor da opção '${flags}'`,
    'commander.conflictingOption': ([one, other]) => `as opções '${one}' e '${other}' não podem ser usadas juntas`,
  },
};

const WORDS: Readonly<Record<Language, CommandLineWords>> = { en, pt };

export function commandLineWords(language: Language): CommandLineWords {
  return WORDS[language];
}

/** `--port <port>`, with the placeholder in that language. */
export function flagsIn(language: Language, flags: string): string {
  const { placeholders } = WORDS[language];
  return flags.replace(/<([^<>]+)>|\[(\w+)\]/g, (whole, required?: string, optional?: string) => {
    const name = required ?? optional ?? '';
    return whole.replace(name, placeholders[name] ?? name);
  });
}

/** An error of commander's, which has a code and an English sentence with the option or argument in quotes. */
export function commanderProblem(language: Language, { code, message }: CommanderError): string {
  const english = message.replace(/^error: /, '');
  const meant = /\(Did you mean ([^?()]*)\?\)$/.exec(english)?.[1] ?? '';
  const named = [...english.matchAll(/'([^']*)'/g)].map(([, name = '']) => name);
  return WORDS[language].errors[code]?.(named, meant) ?? english;
}

/** What is wrong with a value. */
export const problems = {
  seconds: (min: number, max: number): Localized => ({
    en: `It must be a number of seconds from ${min} to ${max}.`,
    pt: `Precisa ser um número de segundos, de ${min} a ${max}.`,
  }),
  number: (min: number, max: number): Localized => ({
    en: `It must be a number from ${min} to ${max}.`,
    pt: `Precisa ser um número de ${min} a ${max}.`,
  }),
  port: (min: number): Localized => ({
    en: `It must be a port from ${min} to 65535.`,
    pt: `Precisa ser uma porta de ${min} a 65535.`,
  }),
  endpoint: (min: number): Localized => ({
    en: `It must be an address and a port (${min}-65535), like 127.0.0.1:6060.`,
    pt: `Precisa ser um endereço e uma porta (${min}-65535), como 127.0.0.1:6060.`,
  }),
  choices: (choices: readonly string[]): Localized => ({
    en: `Allowed choices are ${choices.join(', ')}.`,
    pt: `Pode ser ${choices.slice(0, -1).join(', ')} ou ${choices.at(-1)}.`,
  }),
  empty: { en: 'It must not be empty.', pt: 'Não pode ficar vazio.' },
  host: {
    en: 'It must be an address or the name of a host.',
    pt: 'Precisa ser um endereço ou o nome de um host.',
  },
};
