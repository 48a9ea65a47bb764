import type { Face } from '../face.ts';
import type { Key } from '../screen/picture.ts';
import type { Row } from '../text/row.ts';

/** What takes the place of the line that is being typed, for a while. Escape ends it. */
export interface LineMode {
  row(face: Face, width: number): Row;
  /** Of the cursor in that row, as it was made last. */
  readonly cursorColumn: number;
  /** What else can be done, for the row of hints. */
  hint(face: Face): string;
  key(key: Key): void;
  pasted(text: string): void;
  ended(): void;
}
