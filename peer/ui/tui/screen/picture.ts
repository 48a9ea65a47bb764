// What the interface and the terminal say to each other. The interface makes a whole picture each time; the terminal shows
// what has changed of it, and says what the user does.

import type { Row } from '../text/row.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A rectangle of the screen; later ones lie over earlier ones. */
export interface PanePicture {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** From the top; what is wider or more than fits is cut off, what is missing is empty. */
  readonly rows: readonly Row[];
  /** Of what no row covers. */
  readonly style: Style;
}

export interface Picture {
  readonly panes: readonly PanePicture[];
  /** Where the terminal's cursor stands, on the whole screen; null: hidden. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
  /** Of the terminal's window. */
  readonly title: string;
}

export interface Key {
  /**
   * `a`, `é`, `space`, `enter`, `tab`, `shift+tab`, `escape`, `backspace`, `delete`, `up`, `pageup`, `home`, `f1`, with
   * `ctrl+`, `alt+`, `shift+` before it in this order: `ctrl+g`, `alt+1`, `alt+enter`, `ctrl+home`, `shift+up`.
   */
  readonly name: string;
  /** What it types: one or more characters; empty for a key that types nothing. */
  readonly text: string;
}

export interface Mouse {
  readonly kind: 'press' | 'release' | 'drag' | 'wheelup' | 'wheeldown';
  /** On the whole screen, from 0. */
  readonly x: number;
  readonly y: number;
  /** The pane that lies there on top, and where in it. */
  readonly pane: string | null;
  readonly column: number;
  readonly row: number;
}

/** What the user does at the terminal. */
export interface ScreenEvents {
  key(key: Key): void;
  /** Pasted text as it came, newlines and all: it never counts as keys. */
  /** `isRest`: it goes on with the text that was pasted just before. */
  pasted(text: string, isRest?: boolean): void;
  mouse(mouse: Mouse): void;
  resized(size: Size): void;
  /** The terminal's window has come to the front, or gone behind. */
  focused(isFocused: boolean): void;
  /** The terminal is gone. */
  ended(): void;
}

/** The port: a terminal, or a test. */
export interface Screen {
  readonly size: Size;
  /** Shows the picture, soon: pictures that follow each other within a frame are one. */
  draw(picture: () => Picture): void;
  /** Paints everything, whatever the terminal shows now. */
  repaint(): void;
  /** Gives the terminal back and stops the program, until the user brings it to the front again. */
  suspend(): void;
  /** Gives the terminal back, at once. Safe to call twice, and when the program is about to die. */
  restore(): void;
  setMouse(isOn: boolean): void;
  /** Asks the terminal to put the text into its clipboard (OSC 52). Terminals may refuse, and do not say so. */
  copy(text: string): void;
  /**
   * Shows lines alone, from the first column, wrapped by the terminal itself, so that they can be selected and copied whole.
   * The next key, click or paste ends that, and does nothing else.
   */
  reveal(lines: readonly string[]): void;
  /** `isAscii`: `?` for whatever is not ASCII. */
  setTheme(theme: Theme, isAscii: boolean): void;
  /** Rings the bell, or tells the desktop in the terminal's own way (OSC 9). */
  bell(): void;
  notify(title: string, text: string): void;
}
