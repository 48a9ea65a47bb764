// U14: Portuguese as it is spoken in Brazil, with the Portuguese names of the commands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../peer/commands/commands.ts';
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
  /\b(?:ficheiros?|ecrã|utilizador(?:es)?|palavra-passe|rato|telemóvel|contactos?|facto|registo|regress\w*|algarismos?|porquê)\b/i,
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

describe.each(TEXTS)('the Portuguese of %s', (_name, text) => {
  it('is not European', () => {
    expect(text.length).toBeGreaterThan(50);
    const found = text.split('\n').filter((line) => EUROPEAN.some((word) => word.test(line)));
    expect(found).toEqual([]);
  });

  it('names the commands in Portuguese', () => {
    const english = COMMANDS.filter(({ name, pt }) => name !== pt).map(({ name }) => name);
    const named = new RegExp(`(?:^|[\\s'"\`(])/(${english.join('|')})(?![\\w/-])`, 'g');
    expect([...text.matchAll(named)].map(([, name]) => name)).toEqual([]);
  });
});
