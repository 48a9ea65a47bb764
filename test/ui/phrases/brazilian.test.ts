// U14: Portuguese as it is spoken in Brazil, and commands by the names that each language shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../peer/commands/commands.ts';
import { nameOf } from '../../../peer/commands/usage.ts';
import { SETTINGS } from '../../../peer/config/settings.ts';
import { OPTION_WORDS, PEER_EXAMPLES, START_EXAMPLES } from '../../../peer/ui/phrases/options.ts';
import { KEYS } from '../../../peer/ui/tui/keymap.ts';
import { demoWords } from '../../../scripts/demo-words.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const WHOLE_FILES = [
  'peer/ui/phrases/pt.ts',
  'peer/ui/phrases/refusals-pt.ts',
  'peer/ui/phrases/reasons-pt.ts',
  'peer/ui/phrases/problems-pt.ts',
  'peer/ui/tui/phrases/pt.ts',
  'peer/ui/tui/phrases/marks-pt.ts',
];
/** Where both languages stand side by side: what begins with `pt:`, and the second half of the phrases of the start. */
const HALF_FILES = [
  'peer/wire/meaning.ts',
  'peer/ui/phrases/start-words.ts',
  'peer/ui/phrases/sign-in-words.ts',
  'commons/command-line/command-line-words.ts',
  'commons/storage/file-problems.ts',
  'scripts/start-phrases.ts',
  'tracker/option-words.ts',
  'scripts/lab/option-words.ts',
  'scripts/trace/option-words.ts',
  'scripts/wireshark/option-words.ts',
];

const source = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const TEXTS: [string, string][] = [
  ...WHOLE_FILES.map((file): [string, string] => [file, source(file).replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')]),
  ...HALF_FILES.map((file): [string, string] => [
    file,
    [...source(file).matchAll(/\bpt:[^;]*?\n(?= *\}|$)/g)].join('\n'),
  ]),
  ['commands', COMMANDS.map(({ help }) => help.pt).join('\n')],
  ['keys', KEYS.map(({ help }) => help.pt).join('\n')],
  ['settings', SETTINGS.map(({ help }) => help.pt).join('\n')],
  ['options', [...Object.values(OPTION_WORDS), PEER_EXAMPLES, START_EXAMPLES].map(({ pt }) => pt).join('\n')],
  ['demo', Object.values(demoWords.pt).map(String).join('\n')],
];

const EUROPEAN = [
  // Another word, or another meaning in Brazil.
  /\bliga(?:ção|ções|d[oa]s?)\b/i,
  /\b(?:ficheiros?|ecrã|utilizador(?:es)?|palavra-passe|rato|telemóvel|contactos?|facto|regist(?:o|ar|e)(?:-se)?|guardad[oa] em|carregue em|prima|premir|sítio|cifrad[oa]s?|regress\w*|algarismos?|porquê)\b/i,
  /\b(?:escreva(?:-\w+)?|escreve-se|escrevem-se) (?:\/|de novo)/i,
  /\b(?:em baixo|afinal|ao telefone|noutr[oa]s?|nalgum\w*|nada lhe|por ler|outra vez|mais ninguém|toda a parte)\b/i,
  /\bvista d(?:esta|a)\b/i,
  // A pronoun behind its verb, and the impersonal "se".
  /\w+-(?:se|lhe|os|as|[oa])\b(?<!--as|tornar-se|despedindo-se)/i,
  /\bse (?:disse|diz|escreveu|pediu|pôde|cortou|mostram|chama)\b/i,
  // The progressive form.
  /\ba (?:ligar|conectar|entrar|começar) (?!a )|\bà espera\b|\bestá a \w+r\b/i,
  /\bpara si\b(?! mesm)/i,
  /\bjá não\b/i,
  /\baté (?:ao|à)s?\b/i,
];

/** Each `/name` that stands where a command would: after a space, a quotation mark or a bracket, and is no path. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/(?<=^|[\s'"`(])\/(\p{L}[\p{L}_-]+)(?![\p{L}\p{N}/])/gmu)].map(([, name = '']) => name);
}

const shownIn = {
  en: new Set(COMMANDS.map((row) => nameOf(row, 'en'))),
  pt: new Set(COMMANDS.map((row) => nameOf(row, 'pt'))),
};

describe.each(TEXTS)('the Portuguese of %s', (_name, text) => {
  it('is not European', () => {
    expect(text.length).toBeGreaterThan(50);
    const found = text.split('\n').filter((line) => EUROPEAN.some((word) => word.test(line)));
    expect(found).toEqual([]);
  });

  it('names commands that exist, as Portuguese shows them', () => {
    expect(commandsIn(text).filter((name) => !shownIn.pt.has(name))).toEqual([]);
  });
});

const ENGLISH_FILES = [
  'peer/ui/phrases/en.ts',
  'peer/ui/phrases/problems-en.ts',
  'peer/ui/phrases/reasons-en.ts',
  'peer/ui/tui/phrases/en.ts',
  'peer/ui/tui/phrases/marks-en.ts',
];

describe.each([
  ...ENGLISH_FILES.map((file) => [file, source(file)] as const),
  ['commands', COMMANDS.map(({ help }) => help.en).join('\n')],
  ['options', [...Object.values(OPTION_WORDS), PEER_EXAMPLES, START_EXAMPLES].map(({ en }) => en).join('\n')],
] as const)('the English of %s', (_name, text) => {
  it('names commands that exist, as English shows them', () => {
    expect(text.length).toBeGreaterThan(50);
    expect(commandsIn(text).filter((name) => !shownIn.en.has(name))).toEqual([]);
  });

  it('has none of the words that stand for a translation', () => {
    expect(
      text.split('\n').filter((line) => /\b(?:anew|whoever|for ever|never mind|crosses the wire)\b/i.test(line)),
    ).toEqual([]);
  });
});
