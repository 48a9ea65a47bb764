// Finds the beginnings and ends of user names in a text, for mentions and for completion by Tab. The characters are
// those of `parseUsername`: letters, digits, `_`, and `.` and `-` between them.

const LETTER = /^[\p{L}\p{M}\p{N}_]$/u;
const JOINING = /^[.@-]$/;

/** A mark, or a decomposed letter of Hangul, belongs to the character before it. */
const CONTINUING = /^[\p{M}\u1160-\u11ff]$/u;

const UNSPACED =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}';

/** Letters of scripts in which another word may follow a name directly. */
export const WITHOUT_SPACES = new RegExp(`^[${UNSPACED}]$`, 'u');

const IN_NAME = /^[\p{L}\p{M}\p{N}_.-]$/u;
const MARK = /^\p{M}$/u;

/** Whether the text before `at` (in UTF-16 units) and after it belong to one name, or one mail address. */
export function isInsideName(text: string, at: number): boolean {
  const [before, after] = [characterBefore(text, at), characterAt(text, at)];
  if (CONTINUING.test(after)) return true;
  if (LETTER.test(before) && LETTER.test(after)) return !WITHOUT_SPACES.test(before) && !WITHOUT_SPACES.test(after);
  if (JOINING.test(after)) return LETTER.test(before) && LETTER.test(characterAt(text, at + 1));
  return JOINING.test(before) && LETTER.test(after) && LETTER.test(characterBefore(text, at - 1));
}

/** Possible beginnings of a name at the end of a text, the likeliest first. Linear in the text. */
export function namesBegunAt(text: string): string[] {
  const long = endOf(text, (character) => IN_NAME.test(character));
  const unspaced = endOf(long, (character) => WITHOUT_SPACES.test(character) || MARK.test(character));
  const spaced = endOf(long, (character) => !WITHOUT_SPACES.test(character));
  const short = unspaced.length > spaced.length ? unspaced : spaced;
  return [...new Set([long, short])];
}

/** The longest suffix of the text in which `isSo` holds for each character. */
function endOf(text: string, isSo: (character: string) => boolean): string {
  let start = text.length;
  for (let last = characterBefore(text, start); last !== '' && isSo(last); last = characterBefore(text, start)) {
    start -= last.length;
  }
  return text.slice(start);
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  const last = text.slice(Math.max(0, at - 2), Math.max(0, at));
  return [...last].at(-1) ?? '';
}
