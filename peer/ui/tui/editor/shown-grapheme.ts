import { visibleText } from '../../../../commons/text/text.ts';
import { isPlain, isSimple } from '../text/graphemes.ts';

/** More different characters than somebody types, and longer than those of any language. */
const MAX_REMEMBERED = 5_000;
const MAX_REMEMBERED_UNITS = 32;

const remembered = new Map<string, string>();

/**
 * How one grapheme of a text that is being written is shown: a tab as spaces, an invisible character as nothing. The
 * text keeps it as it was typed.
 */
export function shownGrapheme(grapheme: string): string {
  if (grapheme.length === 1 && ((grapheme >= ' ' && grapheme <= '~') || isPlain(grapheme) || isSimple(grapheme))) {
    return grapheme;
  }
  const known = remembered.get(grapheme);
  if (known !== undefined) return known;
  const shown = visibleText(grapheme);
  if (grapheme.length > MAX_REMEMBERED_UNITS) return shown;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(grapheme, shown);
  return shown;
}
