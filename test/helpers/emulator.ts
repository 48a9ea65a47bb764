import { PassThrough, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

export interface EmulatorOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Whose widths of characters it believes in: terminals do not agree. */
  readonly unicode?: 6 | 11;
}

/** One cell of the emulator's screen. */
export interface EmulatedCell {
  readonly text: string;
  /** 0: the second half of a wide character. */
  readonly width: number;
  /** Number of the colour; null: the terminal's own. */
  readonly foreground: number | null;
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
}

/** The input as a program sees it: as much of a `tty.ReadStream` as is used. */
class EmulatedInput extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }
}

/** The output as a program sees it: as much of a `tty.WriteStream` as is used. */
class EmulatedOutput extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #received: (text: string, done: () => void) => void;

  constructor(columns: number, rows: number, received: (text: string, done: () => void) => void) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    this.#received = received;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.#received(String(chunk), done);
  }
}

/**
 * A terminal in memory, for tests: what a program writes to `output` is shown as a real one would show it, what a
 * person types is read from `input`. Call {@link settle} after either, before looking.
 */
export class Emulator {
  readonly input = new EmulatedInput();
  readonly output: EmulatedOutput;
  /** Everything that was written, until it is cleared. */
  raw = '';
  title = '';
  bells = 0;
  isCursorVisible = true;
  /** What OSC 9 told the desktop. */
  readonly notifications: string[] = [];
  /** What OSC 52 put into the clipboard. */
  readonly clipboard: string[] = [];
  readonly #terminal: headless.Terminal;

  constructor({ columns = 80, rows = 24, unicode = 11 }: EmulatorOptions = {}) {
    this.#terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
    if (unicode === 11) {
      this.#terminal.loadAddon(new unicode11.Unicode11Addon());
      this.#terminal.unicode.activeVersion = '11';
    }
    this.output = new EmulatedOutput(columns, rows, (text, done) => {
      this.raw += text;
      this.#terminal.write(text, done);
    });
    this.#terminal.onData((answer) => this.input.write(answer));
    this.#terminal.onTitleChange((title) => {
      this.title = title;
    });
    this.#terminal.onBell(() => {
      this.bells += 1;
    });
    this.#terminal.parser.registerOscHandler(9, (text) => this.notifications.push(text) > 0);
    this.#terminal.parser.registerOscHandler(52, (text) => {
      return this.clipboard.push(Buffer.from(text.replace(/^c;/, ''), 'base64').toString('utf8')) > 0;
    });
    this.#watchCursor();
  }

  type(text: string | Buffer): void {
    this.input.write(text);
  }

  /** As a terminal sends it: between brackets if the program has asked for them. */
  paste(text: string): void {
    this.type(this.modes.hasBracketedPaste ? `\x1b[200~${text}\x1b[201~` : text);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.output.columns = columns;
    this.output.rows = rows;
    this.output.emit('resize');
  }

  /** Waits until all that was typed has been read, and all that was written is on the screen. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      await nextTurn();
      await this.shown();
    }
  }

  /** Waits only until all that was written is on the screen. */
  shown(): Promise<void> {
    return new Promise((done) => this.#terminal.write('', done));
  }

  /** The rows of the screen, without spaces at their ends. */
  get lines(): string[] {
    return Array.from(
      { length: this.#terminal.rows },
      (_, y) => this.#line(y)?.translateToString(true).trimEnd() ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** What a terminal copies if all of the screen is selected: rows that it has wrapped itself are one line. */
  get selected(): string {
    const rows = Array.from({ length: this.#terminal.rows }, (_, y) => this.#line(y));
    return rows
      .map((row, y) => `${y > 0 && !row?.isWrapped ? '\n' : ''}${row?.translateToString(true) ?? ''}`)
      .join('')
      .trimEnd();
  }

  cell(x: number, y: number): EmulatedCell {
    const cell = this.#line(y)?.getCell(x);
    if (!cell) throw new RangeError(`there is no cell ${x},${y}`);
    return {
      text: cell.getChars(),
      width: cell.getWidth(),
      foreground: cell.isFgDefault() ? null : cell.getFgColor(),
      background: cell.isBgDefault() ? null : cell.getBgColor(),
      isBold: cell.isBold() !== 0,
      isUnderlined: cell.isUnderline() !== 0,
      isInverse: cell.isInverse() !== 0,
    };
  }

  get cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  get modes(): {
    readonly mouse: 'none' | 'x10' | 'vt200' | 'drag' | 'any';
    readonly hasBracketedPaste: boolean;
    readonly hasFocusReports: boolean;
    readonly isWrapping: boolean;
    readonly hasApplicationCursor: boolean;
    readonly hasApplicationKeypad: boolean;
  } {
    const { applicationCursorKeysMode, applicationKeypadMode } = this.#terminal.modes;
    const { bracketedPasteMode, mouseTrackingMode, sendFocusMode, wraparoundMode } = this.#terminal.modes;
    return {
      hasApplicationCursor: applicationCursorKeysMode,
      hasApplicationKeypad: applicationKeypadMode,
      mouse: mouseTrackingMode,
      hasBracketedPaste: bracketedPasteMode,
      hasFocusReports: sendFocusMode,
      isWrapping: wraparoundMode,
    };
  }

  #line(y: number): headless.IBufferLine | undefined {
    const { active } = this.#terminal.buffer;
    return active.getLine(active.baseY + y);
  }

  #watchCursor(): void {
    for (const [final, isVisible] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
        if (parameters.includes(25)) this.isCursorVisible = isVisible;
        return false;
      });
    }
  }
}
