// Whether two different names look the same on a screen, by Unicode's table of confusable characters (UTS 39, section
// 4).

import { CONFUSABLES } from './confusables.ts';
import { nameKey } from './names.ts';

let shapes: ReadonlyMap<string, string> | undefined;

/** Built at the first comparison, since it takes a millisecond. */
function shapesOfCharacters(): ReadonlyMap<string, string> {
  shapes ??= new Map(
    CONFUSABLES.split('\n').flatMap((line) => {
      const end = line.lastIndexOf(' ');
      return Array.from(line.slice(end + 1), (character): [string, string] => [character, line.slice(0, end)]);
    }),
  );
  return shapes;
}

/** Names whose shape is stored. */
const MAX_REMEMBERED = 4_096;
const remembered = new Map<string, readonly [string, string]>();

/**
 * The shape of the name as it is written, and in lower case: `I` and `l` look the same, `i` and `l` do not. Two names
 * look alike if they have either shape in common.
 */
export function shapesOf(name: string): readonly [string, string] {
  const known = remembered.get(name);
  if (known) return known;
  const made = [shapeOf(name), shapeOf(name.toLowerCase())] as const;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(name, made);
  return made;
}

/** Whether the names differ but a reader cannot tell them apart. */
export function looksLike(a: string, b: string): boolean {
  if (nameKey(a) === nameKey(b)) return false;
  const [written, lower] = shapesOf(a);
  const [otherWritten, otherLower] = shapesOf(b);
  return written === otherWritten || lower === otherLower;
}

function shapeOf(text: string): string {
  if (ITS_OWN_SHAPE.test(text)) return text;
  const known = shapesOfCharacters();
  // A character that the table does not have is in it in lower case, if at all.
  const shapeOfOne = (character: string): string =>
    known.get(character) ?? known.get(character.toLowerCase()) ?? character;
  const plain = MARKED.test(text) ? text.normalize('NFKD') : text;
  return Array.from(plain, shapeOfOne).join('').toLowerCase().normalize('NFKD');
}

/** Most names: no character of theirs looks like another one. */
const ITS_OWN_SHAPE = /^[a-ln-z2-9_.-]*$/;
const MARKED = /[^\x20-\x7e]/;
