import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  type CommandRow,
  commandIn,
  findCommand,
  otherNamesOf,
  roomArgument,
  usageOf,
} from '../../peer/commands/commands.ts';
import { parseLine } from '../../peer/commands/typed-line.ts';
import { anyText } from '../helpers/any-text.ts';

const namesOf = (row: CommandRow): string[] => [row.name, ...row.aliases];
const everyName = COMMANDS.flatMap((row) => namesOf(row).map((name) => [name, row] as const));

/** As many words as the row needs, and no more. */
const leastArguments = (row: CommandRow): string => ' word'.repeat(row.words.min);

const command = (name: string, ...args: string[]) => ({ kind: 'command', name, args });
const text = (content: string) => ({ kind: 'text', text: content });

describe('the table of commands', () => {
  it.each(everyName)('finds /%s in any case, with accents, and with either of _ and -', (name, row) => {
    const accented = name.normalize('NFD').replace(/[aeiou]/g, '$&\u0301');
    const spellings = [name, name.toUpperCase(), accented, accented.normalize('NFC').toUpperCase()];
    for (const spelling of spellings.flatMap((each) => [each, each.replaceAll('_', '-'), each.replaceAll('-', '_')])) {
      expect(findCommand(spelling)).toBe(row);
      expect(findCommand(`/${spelling}`)).toBe(row);
      expect(parseLine(`/${spelling}${leastArguments(row)}`)).toMatchObject({ kind: 'command', name: row.name });
    }
  });

  it('uses no name twice, however it is written', () => {
    const folded = everyName.map(([name]) =>
      name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('_', '-'),
    );
    expect(folded.filter((name, index) => folded.indexOf(name) !== index)).toEqual([]);
  });

  it.each([
    ['/users', 'users'],
    ['/ajuda', 'help'],
    ['/sair', 'leave'],
    ['/deletar_sala dev', 'delete-room'],
    ['/salas', 'rooms'],
    ['/criar_sala dev', 'create'],
    ['/entrar dev', 'join'],
    ['/usuários', 'users'],
    ['/privado ana', 'msg'],
    ['/?', 'help'],
    ['/convite', 'invite'],
    ['/convidar ana', 'add'],
    ['/aceitar', 'accept'],
    ['/recusar ana', 'decline'],
    ['/impressão', 'fingerprint'],
    ['/verificar ana', 'verify'],
    ['/desverificar ana', 'unverify'],
    ['/confiar ana', 'trust'],
    ['/bloquear ana', 'block'],
    ['/desbloquear ana', 'unblock'],
  ])('knows %s, as the original and its users do', (line, name) => {
    expect(parseLine(line)).toMatchObject({ kind: 'command', name });
  });

  it('has help and usage for each in a line, in two languages', () => {
    for (const row of COMMANDS) {
      for (const help of [row.help.en, row.help.pt]) expect(help).toMatch(/^[a-záéíóúç][^\n]+[^.\s]$/);
      expect(usageOf(row)).toMatch(/^\/[a-z-]+( [<[][^\n]+[>\]])?$/);
      const required = row.usage.match(/<[^>]+>/g) ?? [];
      // Names have spaces, so what follows one as `--this` is part of the last word.
      const optional = row.usage.match(/\[(?!--)[^\]]+\]/g) ?? [];
      expect(row.words).toEqual({ min: required.length, max: required.length + optional.length });
    }
  });
});

describe('in Portuguese a command', () => {
  it.each(COMMANDS.map((row) => [usageOf(row, 'pt'), row] as const))(
    'is shown as %s, and is understood',
    (usage, row) => {
      expect(findCommand(row.pt)).toBe(row);
      expect(usage).not.toMatch(
        /\b(command|room|user|text|number|file|setting|value|conversation|invitation|own|you)\b/,
      );
      expect(otherNamesOf(row, 'pt')).not.toContain(row.pt);
      if (row.pt !== row.name) expect(otherNamesOf(row, 'pt')).toContain(row.name);
    },
  );

  it('is translated with what follows it, and nothing else is', () => {
    expect(commandIn('pt', '/msg ana /join x')).toBe('/privado ana /join x');
    expect(commandIn('en', '/privado ana')).toBe('/msg ana');
    expect(['/nonsense x', 'join', ''].map((text) => commandIn('pt', text))).toEqual(['/nonsense x', 'join', '']);
  });

  // What is said in Portuguese names commands as the help does.
  it.each([
    'peer/ui/phrases/pt.ts',
    'peer/ui/phrases/refusals-pt.ts',
    'peer/ui/phrases/problems-pt.ts',
    'peer/ui/tui/phrases/pt.ts',
    'peer/ui/tui/phrases/marks-pt.ts',
  ])('has its Portuguese name in every sentence of %s', (file) => {
    const sentences = readFileSync(join(import.meta.dirname, '../..', file), 'utf8').split('\n');
    const english = COMMANDS.filter(({ name, pt }) => name !== pt).map(({ name }) => name);
    const named = sentences
      .filter((line) => !/^import|^\/\/|^\} from/.test(line))
      .flatMap((line) => [...line.matchAll(/(?<![\w./(])\/([a-z]+(?:-[a-z]+)*)(?![\w/-])/g)])
      .map(([, name = '']) => name);
    expect(named.filter((name) => english.some((each) => each === name))).toEqual([]);
  });
});

describe('a typed line', () => {
  it.each(['hello', '', ' ', ' /join dev', 'a/b', '#dev', 'see /help for more', 'one\n/quit', '\\/quit', '＼/quit'])(
    'is text unless it begins with a slash: %j',
    (line) => {
      expect(parseLine(line)).toEqual(text(line));
    },
  );

  it('is text that begins with a slash when it begins with two', () => {
    expect(parseLine('//x')).toEqual(text('/x'));
    expect(parseLine('//quit')).toEqual(text('/quit'));
    expect(parseLine('//')).toEqual(text('/'));
    expect(parseLine('///')).toEqual(text('//'));
    expect(parseLine('// a comment')).toEqual(text('/ a comment'));
  });

  it.each([
    ['/rooms', command('rooms')],
    ['/rooms  ', command('rooms')],
    ['/join dev', command('join', 'dev')],
    ['/join   dev  ', command('join', 'dev')],
    ['/join\tdev', command('join', 'dev')],
    ['/join sala de estar', command('join', 'sala de estar')],
    ['/create #C++ & C#', command('create', '#C++ & C#')],
    ['/join dev --password', command('join', 'dev --password')],
    ['/join sala de estar --password open sesame', command('join', 'sala de estar --password open sesame')],
    ['/join p2pchat://h:6060/dev#ana.x.y', command('join', 'p2pchat://h:6060/dev#ana.x.y')],
    ['/create sala de estar --invite-only', command('create', 'sala de estar --invite-only')],
    ['/invite', command('invite')],
    ['/invite sala de estar', command('invite', 'sala de estar')],
    ['/add ana', command('add', 'ana')],
    ['/accept', command('accept')],
    ['/decline @ana', command('decline', '@ana')],
    ['/fingerprint', command('fingerprint')],
    ['/verify ana', command('verify', 'ana')],
    ['/verify ana 12345 67890', command('verify', 'ana', '12345 67890')],
    ['/trust ana', command('trust', 'ana')],
    ['/leave', command('leave')],
    ['/leave sala de estar', command('leave', 'sala de estar')],
    ['/help', command('help')],
    ['/help join', command('help', 'join')],
    ['/msg ana', command('msg', 'ana')],
    ['/msg ana hello', command('msg', 'ana', 'hello')],
    ['/msg  ana   hello,  world ', command('msg', 'ana', 'hello,  world')],
    ['/msg ana one\ntwo', command('msg', 'ana', 'one\ntwo')],
    ['/msg ana /quit', command('msg', 'ana', '/quit')],
    ['/MSG Ana /Quit', command('msg', 'Ana', '/Quit')],
  ])('is a command with its arguments: %j', (line, expected) => {
    expect(parseLine(line)).toEqual(expected);
  });

  it('is a problem, with the usage, when words are missing or too many', () => {
    const lines = ['/join', '/join ', '/create', '/msg', '/rooms now', '/users x', '/quit bye', '/status x y'];
    for (const line of [...lines, '/add', '/verify', '/unverify ', '/trust', '/block', '/unblock']) {
      const row = findCommand(line.split(' ')[0] ?? '') as CommandRow;
      expect(parseLine(line)).toEqual({
        kind: 'problem',
        problem: { code: 'BAD_ARGUMENTS', why: 'usage', command: row.name },
      });
    }
  });

  it.each([
    ['/joim dev', '/join'],
    ['/user', '/users'],
    ['/room', '/rooms'],
    ['/lave', '/leave'],
    ['/ajudar', '/help'],
    ['/deletar_salas', '/delete-room'],
    ['/delete-rom x', '/delete-room'],
    ['/criarsala x', '/create'],
    ['/quitt', '/quit'],
    ['/estatus', '/status'],
    ['/verifi ana', '/verify'],
    ['/unverfy ana', '/unverify'],
    ['/unblok ana', '/unblock'],
    ['/fingerprnt', '/fingerprint'],
  ])('is never text when the command is unknown, and a near one is suggested: %s', (line, meant) => {
    const typed = line.slice(1).split(' ')[0];
    const guess = meant.slice(1);
    expect(parseLine(line)).toEqual({ kind: 'problem', problem: { code: 'UNKNOWN_COMMAND', typed, guess } });
  });

  it.each([
    '/',
    '/ ',
    '/ quit',
    '/xyzzy',
    '/nick ana',
    '/topic x',
    '/connect x',
    '/etc/passwd',
    '/🎉',
    '/__proto__',
    '/constructor',
  ])('is never text when the command is unknown, and nothing is suggested where nothing is near: %j', (line) => {
    expect(parseLine(line)).toMatchObject({ kind: 'problem', problem: { code: 'UNKNOWN_COMMAND', guess: null } });
  });

  it.each([
    ['/jion dev', '/join'],
    ['/usres', '/users'],
    ['/hlep', '/help'],
    ['/sari', '/leave'],
  ])('has the near command suggested when two letters are swapped: %s', (line, meant) => {
    expect(parseLine(line)).toMatchObject({ problem: { guess: meant.slice(1) } });
  });

  it('never becomes text by a mistake behind the slash, and never anything else without one', () => {
    fc.assert(
      fc.property(anyText(20), (rest) => {
        const typed = parseLine(`/${rest}`);
        expect(typed.kind === 'text').toBe(rest.startsWith('/'));
        if (!rest.startsWith('/')) expect(parseLine(rest)).toEqual(text(rest));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back the text of any message behind its user, spaces at its ends aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (said) => {
        const args = said.trim() === '' ? ['ana'] : ['ana', said.trim()];
        expect(parseLine(`/msg ana ${said}`)).toEqual(command('msg', ...args));
      }),
      { numRuns: 300 },
    );
  });

  it('is understood in no time, however long it is', () => {
    for (const line of [`/${'x'.repeat(2_000)}`, `/msg ${'x '.repeat(100_000)}`, `/msg${' '.repeat(200_000)}`]) {
      expect(parseLine(line).kind).not.toBe('text');
    }
  });
});

describe('a room in a command', () => {
  it('may be written as on screen or as on the wire', () => {
    expect(roomArgument('#dev')).toBe('dev');
    expect(roomArgument('dev')).toBe('dev');
    expect(roomArgument('#sala de estar')).toBe('sala de estar');
    expect(roomArgument('##dev')).toBe('#dev');
    expect(roomArgument('C#')).toBe('C#');
  });
});
