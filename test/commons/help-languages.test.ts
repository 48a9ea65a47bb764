// U14: help and the errors of a command line in the user's language.
import { describe, expect, it } from 'vitest';
import { CommandLineEnd, ProgramCommand, parseArguments } from '../../commons/command-line/command-line.ts';
import { type Language, languageOfCommandLine } from '../../commons/command-line/language.ts';
import { parsePeerOptions } from '../../peer/program/options.ts';
import { DEMO_OPTIONS } from '../../scripts/demo-words.ts';
import { parseLabOptions } from '../../scripts/lab/options.ts';
import { parseTraceOptions } from '../../scripts/trace/options.ts';
import { parseWiresharkOptions } from '../../scripts/wireshark/options.ts';
import { parseTrackerOptions } from '../../tracker/options.ts';

type Parse = (args: readonly string[], language: Language) => unknown;

const PROGRAMS: [string, Parse][] = [
  ['peer', (args, language) => parsePeerOptions(args, {}, { as: 'peer', language })],
  ['start', (args, language) => parsePeerOptions(args, {}, { as: 'start', language })],
  ['tracker', parseTrackerOptions],
  ['trace', parseTraceOptions],
  ['wireshark', parseWiresharkOptions],
  ['lab', parseLabOptions],
  [
    'demo',
    (args, language) => {
      const command = new ProgramCommand('demo', DEMO_OPTIONS.description, language);
      return parseArguments(command.addHelpText('after', DEMO_OPTIONS.more[language]), args);
    },
  ],
];

function outputOf(parse: Parse, args: readonly string[], language: Language): string {
  try {
    parse(args, language);
  } catch (error) {
    if (error instanceof CommandLineEnd) return error.outputIn(language);
    throw error;
  }
  throw new Error('nothing was printed');
}

/** The text beside each option and argument, by its first word. */
function descriptionsIn(help: string): Map<string, string> {
  const found = new Map<string, string>();
  let flags = '';
  for (const line of help.split(/\n(?:Examples|Exemplos):/)[0]?.split('\n') ?? []) {
    const [, name, text = ''] = /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
    if (name !== undefined) flags = /--[a-z0-9-]+/.exec(name)?.[0] ?? `argument ${found.size}`;
    if (/^ {2,}\S/.test(line))
      found.set(flags, `${found.get(flags) ?? ''} ${name === undefined ? line.trim() : text}`.trim());
  }
  return found;
}

/** No Portuguese word, and in any English sentence. */
const ENGLISH = /\b(the|and|of|with|which|your|you|where|what|how|file|folder|default|choices|this|show|all|its)\b/i;

describe.each(PROGRAMS)('the help of %s', (_name, parse) => {
  const [en, pt] = [outputOf(parse, ['--help'], 'en'), outputOf(parse, ['--help'], 'pt')];

  it('says everything in both languages, each in its own words', () => {
    const [english, portuguese] = [descriptionsIn(en), descriptionsIn(pt)];
    expect([...portuguese.keys()]).toEqual([...english.keys()]);
    expect(english.size).toBeGreaterThan(1);
    for (const [flags, text] of portuguese) {
      expect(text).not.toBe('');
      expect({ flags, text }).not.toEqual({ flags, text: english.get(flags) });
    }
  });

  it('has no English in Portuguese', () => {
    expect(ENGLISH.test(en)).toBe(true);
    const typed = / {2}(?:\w+=\S+ )?npm [^ ]+(?: \S+)*(?= {2}|$)/gm;
    const known =
      /docs\/lab\/\S+|P2PCHAT_\w+|--[a-z-]+|\b(loopback|always|never|remote|all|none|require|prefer|off|open|live|install)\b/g;
    for (const line of pt.replace(typed, '').replace(known, '').split('\n')) expect(line).not.toMatch(ENGLISH);
    expect(pt).toMatch(/^Uso: npm /);
    expect(pt).toMatch(/^Opções:$/m);
  });

  it.each([['en', en] as const, ['pt', pt] as const])('fits 80 columns (%s)', (_language, help) => {
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

const WRONG: [string, string, string[]][] = PROGRAMS.flatMap(([name]) => [[name, '--nonsense', ['--nonsense']]]);
const MORE: [string, string, string[]][] = [
  ['peer', "a opção '--usre' não existe (seria --user?)", ['--usre', 'ana']],
  ['peer', "falta o valor da opção '--user <nome>'", ['--user']],
  ['peer', 'não podem ser usadas juntas', ['--json', '--plain']],
  ['peer', "o valor 'x y' da opção '--user <nome>' é inválido. Um nome tem de", ['--user', 'x y']],
  ['peer', "argumento inesperado 'ana'", ['ana']],
  ['peer', "o valor '1.2.3.4:99999' da opção '--listen' é inválido. Precisa ser", ['--listen', '1.2.3.4:99999']],
  ['peer', 'Pode ser require, prefer ou off.', ['--encryption', 'on']],
  ['peer', 'endereço IP desta máquina', ['--bind', 'here']],
  ['peer', 'não faz nenhuma', ['--encryption', 'off', '--ca', 'x']],
  ['tracker', 'Precisa ser uma porta de 0 a 65535', ['--port', 'x']],
  ['tracker', 'número de segundos, de 1 a 86400', ['--ping-interval', '0']],
  ['tracker', 'Não pode ficar vazio', ['--data', '']],
  ['tracker', 'endereço ou o nome de um host', ['--host', 'a b']],
  ['tracker', 'andam juntos', ['--cert', 'x']],
  ['trace', "falta o argumento 'arquivo'", ['--ascii']],
  ['trace', 'Pode ser text, mermaid ou svg', ['a', '--format', 'gif']],
  ['wireshark', 'precisa do arquivo', ['open']],
  ['wireshark', 'não é install, open nem live', ['show']],
  ['wireshark', 'no máximo 64 portas', ['live', '--ports', Array(65).fill('1').join(',')]],
  ['wireshark', "argumento inesperado 'x'", ['live', 'x']],
  ['lab', 'de 1 a 6', ['--exercise', '7']],
  ['lab', 'não faz nenhum exercício', ['--by-hand', '--real']],
  ['lab', 'indica um arquivo só', ['--capture', 'x']],
];

it.each([...WRONG, ...MORE])('%s says in Portuguese what is wrong: %s', (program, about, args) => {
  const parse = PROGRAMS.find(([name]) => name === program)?.[1] ?? expect.unreachable();
  const [en, pt] = [outputOf(parse, args, 'en'), outputOf(parse, args, 'pt')];
  expect(en).toMatch(/ Try --help\.\n$/);
  expect(pt).toMatch(/^\w+: [^\n]*\. Veja --help\.\n$|^\w+: [^\n]*\?\)\. Veja --help\.\n$/);
  expect(pt).toContain(about);
  expect(pt).not.toMatch(/\b(is|unknown|missing|invalid|cannot|has)\b|undefined/);
});

describe('the language of a command line', () => {
  const portuguese = { LANG: 'pt_BR.UTF-8' };

  it.each<[string, readonly string[], object, Language | 'auto', Language]>([
    ['the environment', [], portuguese, 'auto', 'pt'],
    ['the config file', [], {}, 'pt', 'pt'],
    ['the config file over the environment', [], portuguese, 'en', 'en'],
    ['--lang over both', ['--lang', 'pt'], {}, 'en', 'pt'],
    ['--lang=', ['--user', 'ana', '--lang=pt'], {}, 'en', 'pt'],
    ['the last --lang', ['--lang=pt', '--lang', 'en'], portuguese, 'pt', 'en'],
    ['--lang auto', ['--lang', 'auto'], portuguese, 'en', 'pt'],
    ['--lang of no language', ['--lang', 'fr'], portuguese, 'en', 'pt'],
    ['--lang without a value', ['--lang'], portuguese, 'auto', 'pt'],
    ['--json, which a program reads', ['--json', '--lang', 'pt'], portuguese, 'pt', 'en'],
    ['nothing after --', ['--', '--lang', 'en'], portuguese, 'auto', 'pt'],
  ])('comes from %s', (_what, args, environment, configured, language) => {
    expect(languageOfCommandLine(args, { ...environment }, configured)).toBe(language);
  });
});
