import fc from 'fast-check';

/** Characters about whose width or extent terminals and programs have been wrong. */
export const TROUBLESOME = [
  'a',
  'bc ',
  'é',
  '日',
  '한',
  '😀',
  '👍🏽',
  '❤️',
  '🇧🇷',
  '👨‍👩‍👧‍👦',
  '1️⃣',
  'e\u0301',
  'ש',
  '─',
  '│',
  '…',
  ' ',
  '🫠',
  '𠀀',
  '⚠️',
  '½',
  '✓',
  'น้ำ',
  'हि',
  'क्ष',
  'र्त्स्न्या',
  'ｶﾞ',
  '\u0bbe',
  'ക്ഷ്മ'.repeat(4),
] as const;

/** Text in which all scripts and kinds of emoji meet. */
export function mixedText(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...TROUBLESOME), { maxLength: 20 }).map((parts) => parts.join(''));
}
