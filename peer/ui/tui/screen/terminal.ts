// The two streams of a terminal, and the state that it is put into and taken out of.
import { writeSync } from 'node:fs';
import { APPLICATION_KEYS_ON, CLEAR, ENTER, MOUSE_OFF, MOUSE_ON, RESTORE } from './codes.ts';
import type { Size } from './picture.ts';

/** As much of the standard input as is used. */
export type InputStream = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
};

/** As much of the standard output as is used. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Of the terminal itself; without one, everything is written to the stream. */
  readonly fd?: number;
};

export interface TerminalWays {
  readonly hasMouse: boolean;
  readonly hasApplicationKeys: boolean;
}

export interface TerminalEvents {
  received(bytes: Buffer | string): void;
  resized(): void;
  ended(): void;
}

/** What a terminal may claim; more would only fill memory. */
const MAX_SIZE: Size = { columns: 1000, rows: 500 };

const USUAL_SIZE: Size = { columns: 80, rows: 24 };

export class Terminal {
  readonly #input: InputStream;
  readonly #output: OutputStream;
  readonly #listeners: readonly [NodeJS.EventEmitter, string, (argument: Buffer | string) => void][];
  #isEntered = false;
  readonly #hasApplicationKeys: boolean;
  #hasMouse: boolean;

  constructor(input: InputStream, output: OutputStream, ways: TerminalWays, events: TerminalEvents) {
    this.#input = input;
    this.#output = output;
    this.#hasMouse = ways.hasMouse;
    this.#hasApplicationKeys = ways.hasApplicationKeys;
    let hasEnded = false;
    const ended = (): void => {
      if (!hasEnded) events.ended();
      hasEnded = true;
    };
    this.#listeners = [
      [input, 'data', (bytes) => events.received(bytes)],
      [input, 'end', ended],
      [input, 'close', ended],
      [input, 'error', ended],
      [output, 'error', ended],
      [output, 'resize', () => events.resized()],
    ];
    for (const [emitter, event, listener] of this.#listeners) emitter.on(event, listener);
  }

  get size(): Size {
    const { columns = 0, rows = 0 } = this.#output;
    return {
      columns: Math.min(columns || USUAL_SIZE.columns, MAX_SIZE.columns),
      rows: Math.min(rows || USUAL_SIZE.rows, MAX_SIZE.rows),
    };
  }

  get isEntered(): boolean {
    return this.#isEntered;
  }

  get hasMouse(): boolean {
    return this.#hasMouse;
  }

  write(text: string): void {
    if (this.#isEntered && text !== '') this.#output.write(text);
  }

  /** Takes the terminal; again too, whatever others have made of it meanwhile. */
  enter(): void {
    this.#isEntered = true;
    this.#input.setRawMode?.(true);
    this.#input.resume();
    const keys = this.#hasApplicationKeys ? APPLICATION_KEYS_ON : '';
    this.write(ENTER + keys + CLEAR + (this.#hasMouse ? MOUSE_ON : ''));
  }

  /** Gives it back as it was, before this returns. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    try {
      this.#input.setRawMode?.(false);
    } catch {
      // The terminal has gone: there is nobody to give it back to.
    }
    this.#writeNow(RESTORE);
  }

  /** {@link leave}, for good: the streams keep the program alive no longer. */
  release(): void {
    this.leave();
    for (const [emitter, event, listener] of this.#listeners) emitter.removeListener(event, listener);
    // What a dead terminal still reports must not bring the program down.
    this.#output.on('error', () => undefined);
    this.#input.on('error', () => undefined);
    this.#input.pause();
  }

  setMouse(isOn: boolean): void {
    if (isOn !== this.#hasMouse) this.write(isOn ? MOUSE_ON : MOUSE_OFF);
    this.#hasMouse = isOn;
  }

  #writeNow(text: string): void {
    try {
      if (this.#output.fd === undefined) this.#output.write(text);
      else writeSync(this.#output.fd, text);
    } catch {
      this.#output.write(text);
    }
  }
}
