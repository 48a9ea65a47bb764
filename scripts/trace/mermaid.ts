import type { Diagram } from './diagram.ts';

/** Mermaid draws no more characters of a text than it is given, and breaks no line. */
const MAX_TEXT = 100;

/** As Mermaid reads it (`sequenceDiagram`). Lines, without their ends. */
export function mermaidOf({ participants, arrows, remarks }: Diagram): string[] {
  return [
    ...remarks.map((remark) => `%% ${escaped(remark)}`),
    'sequenceDiagram',
    '  autonumber',
    ...participants.map((name, column) => `  participant p${column} as ${escaped(name)}`),
    ...arrows.map(({ from, to, text, isEncrypted, isAnswer }) => {
      const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text;
      return `  p${from}${isAnswer ? '-->>' : '->>'}p${to}: ${escaped(shown)}${isEncrypted ? ' 🔒' : ''}`;
    }),
  ];
}

/**
 * All that is not plainly a letter, a digit, a space or harmless is written by its number; and `end` would end
 * something.
 */
function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic} .,!?'()/_-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replace(/\be(?=nd\b)/gi, (letter) => `#${letter.codePointAt(0)};`);
}
