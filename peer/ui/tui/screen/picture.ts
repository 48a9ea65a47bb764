// The port between the interface and the terminal. The interface draws a whole picture each time; the terminal shows
// the parts that have changed, and reports the user's input.

import type { Row } from '../text/row.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A rectangle of the screen; later panes cover earlier ones. */
export interface PanePicture {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The rows, from the top. Rows that are too wide or too many are cut off; missing rows are empty. */
  readonly rows: readonly Row[];
  /** The style of the area that no row covers. */
  readonly style: Style;
}

export interface Picture {
  readonly panes: readonly PanePicture[];
  /** Where the terminal's cursor stands, on the whole screen; null: hidden. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
  /** The title of the terminal's window. */
  readonly title: string;
}

export interface Key {
  /**
   * `a`, `é`, `space`, `enter`, `tab`, `shift+tab`, `escape`, `backspace`, `delete`, `up`, `pageup`, `home`, `f1`, with
   * `ctrl+`, `alt+`, `shift+` before it in this order: `ctrl+g`, `alt+1`, `alt+enter`, `ctrl+home`, `shift+up`.
   */
  readonly name: string;
  /** The text that the key types: one or more characters; empty for a key that types nothing. */
  readonly text: string;
}

export interface Mouse {
  readonly kind: 'press' | 'release' | 'drag' | 'wheelup' | 'wheeldown';
  /** On the whole screen, from 0. */
  readonly x: number;
  readonly y: number;
  /** The topmost pane at that point; `column` and `row` are the position within it. */
  readonly pane: string | null;
  readonly column: number;
  readonly row: number;
}

/** The user's input, and the events of the terminal. */
export interface ScreenEvents {
  key(key: Key): void;
  /** Pasted text, unchanged, with its newlines; it is never read as keys. `isRest`: continues the previous paste. */
  pasted(text: string, isRest?: boolean): void;
  mouse(mouse: Mouse): void;
  resized(size: Size): void;
  /** The terminal's window has gained or lost the focus. */
  focused(isFocused: boolean): void;
  /** The terminal is gone. */
  ended(): void;
}

/** The port: a terminal, or a test. */
export interface Screen {
  readonly size: Size;
  /** Shows the picture soon; of several within a frame, only the last is shown. */
  draw(picture: () => Picture): void;
  /** Paints everything, whatever the terminal shows now. */
  repaint(): void;
  /** Restores the terminal and stops the program, until the user continues it in the foreground. */
  suspend(): void;
  /** Restores the terminal at once. Safe to call twice, and when the program is about to exit. */
  restore(): void;
  setMouse(isOn: boolean): void;
  /** Asks the terminal to put the text into its clipboard (OSC 52). A terminal may refuse without reporting it. */
  copy(text: string): void;
  /**
   * Shows lines alone, from the first column, wrapped by the terminal itself, so that they can be selected and copied
   * whole. The next key, click or paste ends the display and has no other effect.
   */
  reveal(lines: readonly string[]): void;
  /** `isAscii`: characters other than ASCII are shown as `?`. */
  setTheme(theme: Theme, isAscii: boolean): void;
  /** Rings the bell. `notify` shows a desktop notification through the terminal (OSC 9). */
  bell(): void;
  notify(title: string, text: string): void;
}
