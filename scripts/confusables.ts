// Makes commons/model/confusables.ts from Unicode's confusables.txt (https://www.unicode.org/Public/security/latest/):
//
//   npm run build && node dist/scripts/confusables.js confusables.txt > commons/model/confusables.ts
//
// Only what can stand in a name is kept, and nothing that lower case or compatibility decomposition does by itself.

import { readFileSync } from 'node:fs';
import process from 'node:process';

const [file = 'confusables.txt'] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const [, version = ''] = /^# Version: ([\d.]+)$/m.exec(text) ?? [];
const CAN_BE_IN_A_NAME = /^[\p{L}\p{N}\p{P}\p{S}\p{M}]$/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

const fromHex = (codes: string): string =>
  String.fromCodePoint(
    ...codes
      .trim()
      .split(' ')
      .map((code) => Number.parseInt(code, 16)),
  );
const folded = (shape: string): string => shape.normalize('NFKD').toLowerCase();

const shapes = new Map<string, string>();
for (const [, from = '', to = ''] of text.matchAll(/^([0-9A-F]+) ;\t([0-9A-F ]+) ;/gm)) {
  shapes.set(fromHex(from), fromHex(to));
}
const groups = new Map<string, string>();
for (const [character, shape] of shapes) {
  if (!CAN_BE_IN_A_NAME.test(character) || INVISIBLE.test(character)) continue;
  if (character.normalize('NFKD') !== character) continue;
  const lower = character.toLowerCase();
  const isCaseAlone = lower !== character && folded(shapes.get(lower) ?? lower) === folded(shape);
  if (isCaseAlone || lower === folded(shape)) continue;
  groups.set(folded(shape), (groups.get(folded(shape)) ?? '') + character);
}
const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
/** As it stands in a string of the source: nothing but ASCII, so that no editor and no terminal reorders it. */
const escaped = (character: string): string => {
  if (character === '\n') return '\\n';
  if (/[!-&(-[\]-~ ]/.test(character)) return character;
  return Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join('');
};
const MOST_COLUMNS = 112;
const lines = [''];
for (const character of [...groups].map(([shape, characters]) => `${shape} ${characters}`).join('\n')) {
  if ((lines.at(-1) ?? '').length + escaped(character).length > MOST_COLUMNS) lines.push('');
  lines.push((lines.pop() ?? '') + escaped(character));
}

process.stdout.write(`// Characters that look the same, from Unicode's confusables.txt, version ${version} (UTS 39). Made by scripts/confusables.ts.
// Data: copyright Unicode, Inc.; https://www.unicode.org/terms_of_use.html

/** A line for each shape: the shape, a space, and the characters that are shown in that shape, or nearly so. */
export const CONFUSABLES: string = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`);
