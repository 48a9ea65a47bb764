import { nameKey } from '../../../../commons/model/names.ts';
import type { Face } from '../face.ts';
import { NAME_STYLES, type Style } from '../theme/style.ts';

/**
 * The name of somebody else where own lines have a word of ours before them: a user who is called like it is quoted.
 */
export function otherName({ phrases }: Face, name: string): string {
  return nameKey(name) === nameKey(phrases.you) ? `"${name}"` : name;
}

/** The look that a name keeps, wherever and whenever it is shown. */
export function nameStyle(name: string): Style {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return NAME_STYLES[sum % NAME_STYLES.length] ?? 'text';
}
