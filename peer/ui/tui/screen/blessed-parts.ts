// The only file that imports blessed: its screen and its boxes, tamed. They are given no terminal. What they write is
// collected, and what the terminal sends is handed to them already understood, so that neither blessed's terminfo
// reader (which fails on today's entries) nor its key and mouse parsers (which lose keys) nor its handlers of signals
// are used.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type ProgramClass from 'blessed/lib/program.js';
import type BoxClass from 'blessed/lib/widgets/box.js';
import type ScreenClass from 'blessed/lib/widgets/screen.js';
import { ANSI } from './ansi.ts';
import type { Line } from './cells.ts';
import { CLEAR } from './codes.ts';
import { forgetHalfGlyphs } from './half-glyphs.ts';
import type { Size } from './picture.ts';

// Not by `import`, which takes three times as long for packages of this kind: 45 ms.
const require = createRequire(import.meta.url);
const Program: typeof ProgramClass = require('blessed/lib/program.js');
const BlessedScreen: typeof ScreenClass = require('blessed/lib/widgets/screen.js');
const Box: typeof BoxClass = require('blessed/lib/widgets/box.js');

/** In place of a terminal: collects what blessed writes. */
export class Output extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly columns: number;
  readonly rows: number;
  #written = '';

  constructor({ columns, rows }: Size) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): boolean {
    this.#written += text;
    return true;
  }

  take(): string {
    const written = this.#written;
    this.#written = '';
    return written;
  }
}

/** In place of a keyboard: has its keys parsed already, as this mark tells blessed. */
export class Input extends EventEmitter {
  readonly _keypressDecoder = true;
}

/** blessed's screen, which neither enters nor leaves a terminal. */
export class PaintedScreen extends BlessedScreen {
  /** @param environment The program's own, if there is one: blessed would run tmux to ask for its version by it. */
  constructor(input: Input, output: Output, environment: Record<string, string | undefined>) {
    withoutProcessListeners();
    super({ program: makeProgram(input, output, environment) });
  }

  override enter(): void {
    this.program.useBuffer = false;
    this.alloc(false);
  }

  override leave(): void {
    this.program.cursorHidden = true;
  }

  override draw(from: number, to: number): void {
    forgetHalfGlyphs(this.lines, this.olines);
    super.draw(from, to);
  }

  override destroy(): void {
    withoutProcessListeners();
    super.destroy();
  }
}

/** A box of blessed's that paints itself: it has no content, and blessed's tags are never looked for in it. */
export class PaintedBox extends Box {
  readonly #paint: (lines: readonly Line[]) => void;

  /** @param paint Called for each frame, when {@link lpos} is set. */
  constructor(screen: PaintedScreen, name: string, paint: (lines: readonly Line[]) => void) {
    super({ parent: screen, screen, name });
    this.#paint = paint;
  }

  override render(): void {
    const coordinates = this._getCoords(true);
    if (!coordinates) return;
    this.lpos = coordinates;
    this.#paint(this.screen.lines);
  }
}

function makeProgram(input: Input, output: Output, environment: Record<string, string | undefined>): ProgramClass {
  const tmux = environment['TMUX'];
  delete environment['TMUX'];
  try {
    const program = new Program({ input, output, tput: false, buffer: false });
    program.tput = ANSI;
    program._tputSetup = true;
    program.put = { clear: () => program._write(CLEAR) };
    program.enableMouse = () => undefined;
    program.cursorHidden = true;
    return program;
  } finally {
    if (tmux !== undefined) environment['TMUX'] = tmux;
  }
}

/** blessed would exit with code 0 on a signal, and swallow errors. The program has its own way to end. */
function withoutProcessListeners(): void {
  const nothing = (): void => undefined;
  Program._bound = true;
  Program._exitHandler = nothing;
  BlessedScreen._bound = true;
  BlessedScreen._exceptionHandler = nothing;
  BlessedScreen._sigtermHandler = nothing;
  BlessedScreen._sigintHandler = nothing;
  BlessedScreen._sigquitHandler = nothing;
  BlessedScreen._exitHandler = nothing;
}
