// biome-ignore lint/suspicious/noControlCharactersInRegex: this is all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

export const isAscii = (text: string): boolean => ASCII.test(text);

/** A text as it is compared when case and accents do not matter: `Ação` and `acao` are one; so are `ß` and `ss`, and the two small sigmas. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ς', 'σ');
}
