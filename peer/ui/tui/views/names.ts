import { NAME_STYLES, type Style } from '../theme/style.ts';

/** The look that a name keeps, wherever and whenever it is shown. */
export function nameStyle(name: string): Style {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return NAME_STYLES[sum % NAME_STYLES.length] ?? 'text';
}
