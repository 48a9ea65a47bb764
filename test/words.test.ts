// Plain prose, as far as a test can judge it: words that made riddles of sentences, and words of European Portuguese.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../peer/commands/commands.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => ending.test(name) && !name.includes('node_modules'));

/** Each line of a file with one of the words, as `file:line: text`. */
function linesWith(words: RegExp, file: string): string[] {
  return read(file)
    .split('\n')
    .flatMap((line, index) => (words.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}

/** "again", "anyone who", "always", "only" say the same plainly. */
const RIDDLES = /\b(?:anew|whoever|whomever|whosoever|for ever|nobody but)\b/i;

/**
 * Brazilians say conexão, não lidas, para você, em outros, aguardando, digite, criptografado, tela, arquivo, usuário.
 */
const EUROPEAN =
  /(?<![\p{L}-])(?:liga(?:ção|ções|d[oa]s?)|por ler|para si|n[oa]utr[oa]s?|algarismos?|ao telefone|porquê|afinal|à espera|estej(?:a|am) a|estar a|a ligar|ecrã|ficheiros?|utilizador(?:es)?|palavra-passe|telemóvel|cifrad[oa]s?|guarda-se|escreve-se|escreva|registr(?:a-se|ou-se)|outra vez)(?![\p{L}-])/iu;

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'wireshark', 'data'].flatMap((folder) => filesIn(folder, /\.md$/)),
];

/** Folders whose comments, names and strings are plain. */
const PLAIN = ['bench', 'commons', 'peer', 'scripts', 'test', 'tracker', 'wireshark'];

describe('plain English', () => {
  it.each(documents)('is written in %s', (file) => {
    expect(linesWith(RIDDLES, file)).toEqual([]);
  });

  it.each(PLAIN)('is written in the code of %s', (folder) => {
    const files = filesIn(folder, /\.(?:ts|mjs|lua)$/).filter((file) => !/(?:words|brazilian)\.test\.ts$/.test(file));
    expect(files.flatMap((file) => linesWith(RIDDLES, file))).toEqual([]);
  });
});

describe('Brazilian Portuguese', () => {
  const portuguese = filesIn('docs/lab/pt', /\.md$/);
  const english = new Set<string>(COMMANDS.flatMap((row) => (row.aliases.length > 0 ? [row.name] : [])));

  it.each(portuguese)('is written in %s', (file) => {
    expect(linesWith(EUROPEAN, file)).toEqual([]);
  });

  it.each(portuguese)('names the Portuguese commands in %s', (file) => {
    const commands = [...read(file).matchAll(/(?<![\w./])\/([a-z][a-z-]+)(?![\w./-])/g)].map(
      ([, command = '']) => command,
    );
    expect(commands.filter((command) => english.has(command))).toEqual([]);
  });
});
