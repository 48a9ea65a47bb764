// One line to type into: a query, a name, a password. The editor of the chat has more; this is what a field needs.

import { visible } from '../../../../commons/text/text.ts';
import { Editor } from '../editor/editor.ts';
import type { Key } from '../screen/picture.ts';
import { graphemesOf } from '../text/graphemes.ts';
import type { Row } from '../text/row.ts';
import type { Style } from '../theme/style.ts';

/** In UTF-16 units: more than any name, address or passphrase that somebody types. */
const MAX_FIELD = 1024;

const EDITING: { readonly [key: string]: (editor: Editor) => unknown } = {
  left: (editor) => editor.left(),
  'ctrl+b': (editor) => editor.left(),
  right: (editor) => editor.right(),
  home: (editor) => editor.home(),
  'ctrl+a': (editor) => editor.home(),
  end: (editor) => editor.end(),
  'ctrl+e': (editor) => editor.end(),
  backspace: (editor) => editor.backspace(),
  'ctrl+h': (editor) => editor.backspace(),
  delete: (editor) => editor.delete(),
  'ctrl+d': (editor) => editor.delete(),
  'ctrl+w': (editor) => editor.killWordBack(),
  'alt+backspace': (editor) => editor.killWordBack(),
  'ctrl+u': (editor) => editor.killToStart(),
  'ctrl+k': (editor) => editor.killToEnd(),
  'ctrl+y': (editor) => editor.yank(),
  'ctrl+_': (editor) => editor.undo(),
};

export class LineField {
  readonly #editor = new Editor();
  readonly #isSecret: boolean;
  /** Of the last row that was made. */
  #column = 0;

  /** `isSecret`: what is typed is not shown. */
  constructor(text = '', isSecret = false) {
    this.#isSecret = isSecret;
    this.#editor.reset(text);
  }

  get text(): string {
    return this.#editor.text;
  }

  set text(text: string) {
    this.#editor.reset(text);
  }

  /** Of the cursor in the field, as it was shown last. */
  get cursorColumn(): number {
    return this.#column;
  }

  /** Whether the key was for it. */
  key(key: Key): boolean {
    const edit = EDITING[key.name];
    if (edit) edit(this.#editor);
    else if (key.text !== '') this.insert(key.text);
    return edit !== undefined || key.text !== '';
  }

  insert(text: string): void {
    const line = this.#isSecret ? (text.split(/[\r\n]/, 1)[0] ?? '') : visible(text).replace(/\n/g, ' ');
    if (this.#editor.text.length + line.length <= MAX_FIELD) this.#editor.insert(line);
  }

  /** What is seen of it: the part around the cursor; of a secret, that there is one. */
  row(prompt: string, width: number, style: Style = 'text'): Row {
    const room = Math.max(1, width - prompt.length - 1);
    const shown = this.#isSecret ? this.#hidden(room) : this.#visible(room);
    return [
      { text: prompt, style: 'prompt' },
      { text: shown, style },
    ];
  }

  /** A star for each character, as the person sees them; the cursor moves among them. */
  #hidden(room: number): string {
    const { text, cursor } = this.#editor;
    this.#column = Math.min(graphemesOf(text.slice(0, cursor)).length, room);
    return '*'.repeat(Math.min(graphemesOf(text).length, room));
  }

  #visible(room: number): string {
    const { rows, cursor } = this.#editor.layout(room, 1, 0, 0);
    this.#column = cursor.column;
    return rows[0] ?? '';
  }
}
