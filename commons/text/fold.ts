// Compares typed text with other text where case, accents and composition do not matter: searching, completing, finding
// by a few letters, and mentions of names. (Names as identities are compared by `nameKey`.)

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

export const isAscii = (text: string): boolean => ASCII.test(text);

/**
 * Letters and signs that no normalisation decomposes, and what people type for them without the keyboard of their
 * language, or with another one: those of Persian and of Arabic have codes of their own for letters that look alike.
 * Editors put curved quotation marks and apostrophes where straight ones are typed. Arabic is stretched with a sign
 * that is no letter, and Hindi leaves out its nukta.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ȷ: 'j',
  ĸ: 'k',
  ƀ: 'b',
  ɖ: 'd',
  ə: 'e',
  ɛ: 'e',
  ǥ: 'g',
  ɨ: 'i',
  ɔ: 'o',
  ɵ: 'o',
  ʉ: 'u',
  ƶ: 'z',
  ς: 'σ',
  ɓ: 'b',
  ɗ: 'd',
  ƒ: 'f',
  ɠ: 'g',
  ƙ: 'k',
  ƚ: 'l',
  ɫ: 'l',
  ɲ: 'n',
  ƥ: 'p',
  ƭ: 't',
  ʋ: 'v',
  ƴ: 'y',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  '\u0640': '',
  '\u093c': '',
  '‘': "'",
  '’': "'",
  '‛': "'",
  '\u02bb': "'",
  '\u02bc': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '\u2010': '-',
};

export const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * Accents, and the points of Hebrew and Arabic: people leave them out. The marks of other scripts are vowels, or make
 * another letter (as the voicing marks of Kana), and stay.
 */
const ACCENTS =
  /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}])\p{M}/gu;

/** Joiners, direction marks, soft hyphens: people do not type them in a search. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * `Ação`, composed or not, and `acao` are one; so are `Łódź` and `lodz`, `ß` and `ss`, `ﬁ` and `fi`, the two small
 * sigmas, `’` and `'`. Accents go first: a capital would turn the iota below a Greek vowel into a letter.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(ACCENTS, '')
    .toUpperCase()
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter);
}
