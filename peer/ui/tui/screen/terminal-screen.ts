import type { Clock } from '../../../../commons/clock.ts';
import { visible } from '../../../../commons/text/text.ts';
import type { Colours } from '../theme/colours.ts';
import { type Attributes, attributesOf, type Theme } from '../theme/theme.ts';
import {
  BELL,
  CLEAR,
  copied,
  FRAME_BEGINS,
  FRAME_ENDS,
  HIDE_CURSOR,
  MOUSE_OFF,
  MOUSE_ON,
  notification,
  showCursor,
  WRAP_OFF,
  WRAP_ON,
  windowTitle,
} from './codes.ts';
import { Engine } from './engine.ts';
import { Frames } from './frames.ts';
import type { Picture, Screen, ScreenEvents, Size } from './picture.ts';
import { type InputStream, type OutputStream, Terminal } from './terminal.ts';
import { coloursOf, hasWindow, needsApplicationKeys } from './terminal-facts.ts';
import { TerminalInput } from './terminal-input.ts';

export interface TerminalScreenOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  /** The environment of the process; one of its entries is hidden from blessed for a moment. */
  readonly environment: Record<string, string | undefined>;
  readonly platform: string;
  readonly clock: Clock;
  readonly events: ScreenEvents;
  readonly theme: Theme;
  /** Whether characters other than ASCII are shown as `?`. */
  readonly isAscii: boolean;
  readonly hasMouse: boolean;
  /** Stops the process until it is continued (SIGSTOP); then {@link TerminalScreen.resume} is to be called. */
  stopProgram(): void;
}

/** A real terminal. The constructor takes it over at once; its screen is empty until the first picture. */
export class TerminalScreen implements Screen {
  readonly #options: TerminalScreenOptions;
  readonly #terminal: Terminal;
  readonly #engine: Engine;
  readonly #input: TerminalInput;
  readonly #frames: Frames;
  readonly #colours: Colours;
  readonly #hasWindow: boolean;
  #attributes: Attributes;
  #isAscii: boolean;
  #picture: (() => Picture) | null = null;
  /** Lines that are shown instead of the picture; null: none. */
  #revealed: readonly string[] | null = null;
  #isRestored = false;
  #shownTitle: string | null = null;
  /** The escape sequence last written for the cursor; empty: hidden. */
  #shownCursor = '';

  constructor(options: TerminalScreenOptions) {
    const { clock, environment, events, platform, theme } = options;
    this.#options = options;
    this.#colours = coloursOf(environment, platform);
    this.#hasWindow = hasWindow(environment, platform);
    this.#attributes = attributesOf(theme, this.#colours);
    this.#isAscii = options.isAscii;
    const ways = { hasMouse: options.hasMouse, hasApplicationKeys: needsApplicationKeys(environment) };
    this.#terminal = new Terminal(options.input, options.output, ways, {
      received: (bytes) => this.#input.feed(bytes),
      resized: () => this.#resized(),
      ended: () => events.ended(),
    });
    this.#engine = new Engine(this.#terminal.size, environment, events);
    this.#input = new TerminalInput(clock, {
      key: (key) => this.#conceal() || this.#engine.key(key),
      mouse: (report) => this.#conceal() || this.#engine.mouse(report),
      pasted: (text, isRest) => this.#conceal() || events.pasted(text, isRest),
      focused: (isFocused) => events.focused(isFocused),
    });
    this.#frames = new Frames(clock, () => this.#paint());
    this.#terminal.enter();
  }

  get size(): Size {
    return this.#engine.size;
  }

  draw(picture: () => Picture): void {
    this.#picture = picture;
    this.#frames.ask();
  }

  repaint(): void {
    this.#engine.forget();
    this.#shownTitle = null;
    this.#shownCursor = '';
    if (this.#picture) this.#frames.ask();
  }

  setTheme(theme: Theme, isAscii: boolean): void {
    this.#attributes = attributesOf(theme, this.#colours);
    this.#isAscii = isAscii;
    if (this.#picture) this.#frames.ask();
  }

  setMouse(isOn: boolean): void {
    this.#terminal.setMouse(isOn);
  }

  copy(text: string): void {
    this.#terminal.write(copied(text));
  }

  reveal(lines: readonly string[]): void {
    this.#revealed = lines;
    this.#terminal.write(`${MOUSE_OFF}${CLEAR}${WRAP_ON}${HIDE_CURSOR}${lines.map(visible).join('\r\n')}`);
  }

  /** Ends the display of revealed lines, so that the picture is shown again. Returns whether lines were shown. */
  #conceal(): boolean {
    if (!this.#revealed) return false;
    this.#revealed = null;
    this.#terminal.write(`${WRAP_OFF}${this.#terminal.hasMouse ? MOUSE_ON : ''}`);
    this.repaint();
    return true;
  }

  bell(): void {
    this.#terminal.write(BELL);
  }

  notify(title: string, text: string): void {
    if (this.#hasWindow) this.#terminal.write(notification(title, text, this.#isAscii));
  }

  suspend(): void {
    if (this.#isRestored) return;
    this.#input.reset();
    this.#terminal.leave();
    this.#options.stopProgram();
  }

  /** The program was continued: takes the terminal again, which a shell may have used meanwhile. */
  resume(): void {
    if (this.#isRestored) return;
    this.#revealed = null;
    this.#terminal.enter();
    this.#resized();
    this.repaint();
  }

  restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    this.#frames.stop();
    this.#input.reset();
    this.#terminal.release();
    this.#engine.close();
  }

  #resized(): void {
    const { size } = this.#terminal;
    if (size.columns === this.size.columns && size.rows === this.size.rows) return;
    this.#engine.resize(size);
    if (this.#revealed) this.reveal(this.#revealed);
    this.repaint();
    this.#options.events.resized(size);
  }

  #paint(): void {
    if (!this.#picture || !this.#terminal.isEntered || this.#revealed) return;
    const { panes, cursor, title } = this.#picture();
    const painted = this.#engine.paint(panes, this.#attributes, this.#isAscii);
    const wanted = cursor ? showCursor(cursor.x, cursor.y) : '';
    const isMoved = painted !== '' || wanted !== this.#shownCursor;
    const hide = isMoved && this.#shownCursor !== '' ? HIDE_CURSOR : '';
    if (isMoved) this.#terminal.write(`${FRAME_BEGINS}${hide}${painted}${wanted}${FRAME_ENDS}`);
    this.#shownCursor = wanted;
    this.#showTitle(title);
  }

  #showTitle(title: string): void {
    if (title === this.#shownTitle) return;
    this.#shownTitle = title;
    if (this.#hasWindow) this.#terminal.write(windowTitle(title, this.#isAscii));
  }
}
