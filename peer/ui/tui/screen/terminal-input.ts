// Parses the terminal's input: keys, pasted text, reports of the mouse and of focus, and answers to queries of other
// programs share one stream, may share one read, or be split over several. The file touches no stream; the screen feeds
// it. No character of an unknown sequence is ever typed.
import type { Cancel, Clock } from '../../../../commons/clock.ts';
import { InputDecoder } from './input-decoder.ts';
import type { InputEvents } from './input-events.ts';
import { altKey, keysOfText } from './key-names.ts';
import { keyOfSequence, RXVT_SHIFTED } from './key-sequences.ts';
import { isMouseReport, parseMouseReport } from './mouse-report.ts';
import { Paste } from './paste.ts';
import type { Key } from './picture.ts';
import { findSequence, findStringEnd } from './sequences.ts';
import { UnbracketedPaste } from './unbracketed-paste.ts';

const PASTE_BEGINS = '\x1b[200~';
const FOCUS_GAINED = '\x1b[I';
const FOCUS_LOST = '\x1b[O';

/** Too short for a person to type a second key; a terminal sends the rest of a sequence at once. */
const ESCAPE_TIMEOUT_MS = 50;

/** The rest of a sequence that only a terminal sends may be delayed by a slow connection. */
const SEQUENCE_TIMEOUT_MS = 500;

/**
 * Ends a paste whose end marker was lost, so that it does not swallow later keys: a paste arrives without long pauses.
 */
const PASTE_TIMEOUT_MS = 2_000;

/** Longer than any known control sequence; the rest of a longer one is dropped as it arrives. */
const MAX_SEQUENCE = 64;

/** Parameters and the last character of a control sequence. */
const REST_OF_SEQUENCE = /^[ -?]*[@-~]?/;

/** The kind of a sequence whose rest is dropped as it arrives, so that even a long one takes no memory. */
type Dropping = 'string' | 'controlSequence';

export class TerminalInput {
  readonly #clock: Clock;
  readonly #events: UnbracketedPaste;
  #decoder = new InputDecoder();
  #paste: Paste | null = null;
  #dropping: Dropping | null = null;
  /** The beginning of a sequence whose rest has not arrived. */
  #held = '';
  #giveUp: Cancel = () => undefined;

  constructor(clock: Clock, events: InputEvents) {
    this.#clock = clock;
    this.#events = new UnbracketedPaste(clock, events);
  }

  /** Takes the bytes of one read. */
  feed(bytes: Buffer | string): void {
    const text = this.#held + this.#decoder.decode(bytes);
    this.#giveUp();
    this.#held = '';
    let rest = text;
    while (rest !== '') {
      if (this.#paste) rest = this.#takePasted(this.#paste, rest);
      else rest = this.#dropping ? this.#drop(this.#dropping, rest) : this.#take(rest);
    }
    this.#events.endRead();
    this.#awaitRest();
  }

  /** Discards an incomplete sequence or paste: another program has used the terminal meanwhile. */
  reset(): void {
    this.#giveUp();
    this.#held = '';
    this.#paste = null;
    this.#dropping = null;
    this.#decoder = new InputDecoder();
    this.#events.reset();
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

  #drop(what: Dropping, text: string): string {
    if (what === 'controlSequence') {
      const [dropped = ''] = REST_OF_SEQUENCE.exec(text) ?? [];
      if (dropped.length < text.length || /[@-~]$/.test(dropped)) this.#dropping = null;
      return text.slice(dropped.length);
    }
    const end = findStringEnd(text);
    if (end === null) {
      if (text.endsWith('\x1b')) this.#held = '\x1b';
      return '';
    }
    this.#dropping = null;
    return text.slice(end);
  }

  /** Handles the first key, report or paste of the text, and returns the rest. */
  #take(text: string): string {
    const escapeAt = text.indexOf('\x1b');
    if (escapeAt !== 0) {
      const plain = escapeAt < 0 ? text : text.slice(0, escapeAt);
      for (const key of keysOfText(plain)) this.#events.key(key);
      return text.slice(plain.length);
    }
    const found = findSequence(text);
    switch (found.kind) {
      case 'beginning':
        if (text.length > MAX_SEQUENCE) this.#dropping = 'controlSequence';
        else this.#held = text;
        return '';
      case 'string':
        this.#dropping = 'string';
        return text.slice(found.length);
      case 'sequence':
        if (found.length <= MAX_SEQUENCE) this.#sequence(text.slice(0, found.length));
        return text.slice(found.length);
      case 'broken':
        return text.slice(found.length);
      case 'none':
        return this.#takeEscape(text);
    }
  }

  #sequence(sequence: string): void {
    if (sequence === PASTE_BEGINS) this.#paste = new Paste();
    else if (sequence === FOCUS_GAINED || sequence === FOCUS_LOST) this.#events.focused(sequence === FOCUS_GAINED);
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

  #awaitRest(): void {
    if (this.#paste) this.#giveUp = this.#clock.after(PASTE_TIMEOUT_MS, () => this.#endPaste());
    else if (this.#dropping || this.#held !== '') {
      const isWhole = !this.#dropping && isWholeAsItIs(this.#held);
      this.#giveUp = this.#clock.after(isWhole ? ESCAPE_TIMEOUT_MS : SEQUENCE_TIMEOUT_MS, () => this.#endHeld(isWhole));
    }
  }

  /** No more has arrived: the held text is handled if it is complete, or dropped. */
  #endHeld(isWhole: boolean): void {
    const held = this.#held;
    this.#held = '';
    this.#dropping = null;
    if (!isWhole) return;
    if (held.length > 2) this.#sequence(held);
    else for (let rest = held; rest !== ''; ) rest = this.#takeEscape(rest);
    this.#events.endRead();
  }
}

/**
 * Whether the text is complete: ESC, Alt with a key, or one of the two reports that elsewhere begin a longer sequence.
 */
function isWholeAsItIs(held: string): boolean {
  return held.length <= 2 || held === FOCUS_LOST || RXVT_SHIFTED.test(held);
}
