// What comes from the terminal, taken apart: keys, pasted text, reports of the mouse and of focus share one stream and may
// share one read, or be split over two. Nothing here touches a stream; the screen feeds it.
import { StringDecoder } from 'node:string_decoder';
import type { Cancel, Clock } from '../../../../commons/clock.ts';
import { altKey, keyOfSequence, keysOfText } from './key-names.ts';
import { isMouseReport, type MouseReport, parseMouseReport } from './mouse-report.ts';
import { Paste } from './paste.ts';
import type { Key } from './picture.ts';

export interface InputEvents {
  key(key: Key): void;
  pasted(text: string): void;
  mouse(report: MouseReport): void;
  focused(isFocused: boolean): void;
}

const PASTE_BEGINS = '\x1b[200~';

/** A whole sequence: an old mouse report, a key of the Linux console, CSI, SS3; with ESC before it for Alt in some terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const SEQUENCE = /\x1b\[M[^\x1b]{3}|\x1b\x1b?(?:\[\[[A-E]|\[[0-?]*[ -/]*[@-LN-Z\\-~]|\[[0-?]+[ -/]*M|O\d*[A-Za-z])/y;

/** The beginning of one, at the end of what has come. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const BEGINNING = /^\x1b\x1b?(?:\[\[?|\[[0-?]+[ -/]*|\[M[^\x1b]{0,2}|O\d*)?$/;

/** One that is cut off by something else, or too long. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const BROKEN = /^\x1b\x1b?\[[0-?]+[ -/]*/;

/** A person cannot type a second key within it; a terminal sends the rest of a sequence at once. */
const ESCAPE_TIMEOUT_MS = 50;

/** What only a terminal sends may be held up on a slow line. */
const SEQUENCE_TIMEOUT_MS = 500;

/** A paste whose end has been lost must not swallow what is typed from then on: the rest of one comes without a pause. */
const PASTE_TIMEOUT_MS = 2_000;

/** Longer than any sequence that means something. */
const MAX_SEQUENCE = 64;

export class TerminalInput {
  readonly #clock: Clock;
  readonly #events: InputEvents;
  #decoder = new StringDecoder('utf8');
  #paste: Paste | null = null;
  /** The beginning of a sequence whose rest has not come. */
  #held = '';
  #giveUp: Cancel = () => undefined;

  constructor(clock: Clock, events: InputEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  feed(bytes: Buffer | string): void {
    const text = this.#held + (typeof bytes === 'string' ? bytes : this.#decoder.write(bytes));
    this.#giveUp();
    this.#held = '';
    let rest = text;
    while (rest !== '') rest = this.#paste ? this.#takePasted(this.#paste, rest) : this.#take(rest);
    if (this.#held !== '') this.#hold();
    else if (this.#paste) this.#giveUp = this.#clock.after(PASTE_TIMEOUT_MS, () => this.#endPaste());
  }

  /** Forgets what has not been finished: the terminal was given away meanwhile. */
  reset(): void {
    this.#giveUp();
    this.#held = '';
    this.#paste = null;
    this.#decoder = new StringDecoder('utf8');
  }

  #takePasted(paste: Paste, text: string): string {
    const rest = paste.take(text);
    if (rest === null) return '';
    this.#endPaste();
    return rest;
  }

  #endPaste(): void {
    const paste = this.#paste;
    this.#paste = null;
    if (paste) this.#events.pasted(paste.text);
  }

  /** Takes what the text begins with, and returns the rest. */
  #take(text: string): string {
    const escapeAt = text.indexOf('\x1b');
    if (escapeAt !== 0) {
      const plain = escapeAt < 0 ? text : text.slice(0, escapeAt);
      for (const key of keysOfText(plain)) this.#events.key(key);
      return text.slice(plain.length);
    }
    SEQUENCE.lastIndex = 0;
    const [sequence] = SEQUENCE.exec(text) ?? [];
    if (sequence !== undefined) {
      this.#sequence(sequence);
      return text.slice(sequence.length);
    }
    if (text.length <= MAX_SEQUENCE && BEGINNING.test(text)) {
      this.#held = text;
      return '';
    }
    const [broken] = BROKEN.exec(text) ?? [];
    return broken === undefined ? this.#takeEscape(text) : text.slice(broken.length);
  }

  #sequence(sequence: string): void {
    if (sequence === PASTE_BEGINS) this.#paste = new Paste();
    else if (sequence === '\x1b[I' || sequence === '\x1b[O') this.#events.focused(sequence === '\x1b[I');
    else if (isMouseReport(sequence)) {
      const report = parseMouseReport(sequence);
      if (report) this.#events.mouse(report);
    } else this.#key(keyOfSequence(sequence));
  }

  /** ESC that begins no sequence: Alt with the character after it; before another ESC, or alone, the key itself. */
  #takeEscape(text: string): string {
    const character = String.fromCodePoint(text.codePointAt(1) ?? 0x1b);
    if (text.length === 1 || character === '\x1b') {
      this.#key({ name: 'escape', text: '' });
      return text.slice(1);
    }
    this.#key(altKey(character));
    return text.slice(1 + character.length);
  }

  #key(key: Key | null): void {
    if (key) this.#events.key(key);
  }

  #hold(): void {
    const isTypable = this.#held.length <= 2;
    this.#giveUp = this.#clock.after(isTypable ? ESCAPE_TIMEOUT_MS : SEQUENCE_TIMEOUT_MS, () => {
      let rest = isTypable ? this.#held : '';
      this.#held = '';
      while (rest !== '') rest = this.#takeEscape(rest);
    });
  }
}
