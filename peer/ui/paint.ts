/** How a piece of text is to stand out, if the terminal can. */
export type Paint = (text: string, style: 'name' | 'own' | 'quiet' | 'loud') => string;

export const withoutPaint: Paint = (text) => text;

const SGR = { quiet: '2', loud: '1;31', own: '1' } as const;
const NAME_COLOURS = ['31', '32', '33', '34', '35', '36', '91', '92', '93', '94', '95', '96'];

/** Colours: each name keeps its own. */
export const ansiPaint: Paint = (text, style) => {
  const code = style === 'name' ? (NAME_COLOURS[colourOf(text)] ?? '36') : SGR[style];
  return `\x1b[${code}m${text}\x1b[0m`;
};

function colourOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % NAME_COLOURS.length;
}
