import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandRow } from '../../peer/commands/command-row.ts';
import { COMMANDS, findCommand } from '../../peer/commands/commands.ts';
import { readCommand } from '../../peer/commands/read-command.ts';
import { readScreenLine } from '../../peer/commands/read-line.ts';
import { roomName } from '../../peer/commands/typed-names.ts';
import { otherNamesOf, usageOf } from '../../peer/commands/usage.ts';

const namesOf = (row: CommandRow): string[] => [row.name, ...row.aliases];
const everyName = COMMANDS.flatMap((row) => namesOf(row).map((name) => [name, row] as const));

/** As many words as the row needs, and no more. */
const leastArguments = (row: CommandRow): string => ' word'.repeat(row.words.min);

describe('the table of commands', () => {
  it.each(everyName)('finds /%s in any case, with accents, and with either of _ and -', (name, row) => {
    const accented = name.normalize('NFD').replace(/[aeiou]/g, '$&\u0301');
    const spellings = [name, name.toUpperCase(), accented, accented.normalize('NFC').toUpperCase()];
    const meant = readCommand(
      row.name,
      Array.from({ length: row.words.min }, () => 'word'),
    );
    for (const spelling of spellings.flatMap((each) => [each, each.replaceAll('_', '-'), each.replaceAll('-', '_')])) {
      expect(findCommand(spelling)).toBe(row);
      expect(findCommand(`/${spelling}`)).toBe(row);
      expect(readScreenLine(`/${spelling}${leastArguments(row)}`).intent).toEqual(meant);
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
    expect(findCommand(line.split(' ')[0] ?? '')?.name).toBe(name);
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

  // What is said in Portuguese names commands as the help does.
  it.each([
    'peer/ui/phrases/pt.ts',
    'peer/ui/phrases/refusals-pt.ts',
    'peer/ui/phrases/reasons-pt.ts',
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

describe('a room in a command', () => {
  it('may be written as on screen or as on the wire', () => {
    expect(roomName('#dev')).toBe('dev');
    expect(roomName('dev')).toBe('dev');
    expect(roomName('#sala de estar')).toBe('sala de estar');
    expect(roomName('##dev')).toBe('#dev');
    expect(roomName('C#')).toBe('C#');
  });
});
