// A paste without brackets, told from typing. Terminals without bracketed paste (GNU screen, the Linux console) send what is
// pasted as if it were typed, and every line break in it is the Enter key. Nobody types a character within 5 ms of Enter, so
// text that follows an Enter that closely makes a paste of all that came with it: it is text, and runs nothing.
//
// An Enter right behind text waits these 5 ms, since what follows may come in the next read. An Enter at the end of a burst
// still counts as Enter: that is how `tmux send-keys "text" Enter` and password managers type. But after a paste it belongs to
// the paste, whose last line may come late: a console hands over 4,095 bytes at a time.
import type { Cancel, Clock } from '../../../../commons/clock.ts';
import type { InputEvents } from './input-events.ts';
import { MAX_PASTE } from './paste.ts';
import type { Key } from './picture.ts';

/** Between two reads of one burst, in ms: a terminal writes what is pasted at once, and each command of tmux takes longer. */
const GAP_MS = 5;

/** The rest of a paste that was noticed comes within it, in ms, on a busy machine too; nobody reads what they pasted in less. */
const REST_MS = 50;

/** What a key stands for in pasted text; other keys without text stand for nothing. */
const IN_TEXT: Readonly<Record<string, string>> = { enter: '\n', 'ctrl+j': '\n', tab: '\t' };

/** What has come, and is passed on by calling it; keys are kept apart since they may turn out to be text. */
type Waiting = { readonly key: Key } | { readonly passOn: () => void };

/** Stands between what reads the terminal's bytes and what takes the keys. */
export class UnbracketedPaste implements InputEvents {
  readonly #clock: Clock;
  readonly #events: InputEvents;
  /** Of this read, and an Enter that waits with what came after it. */
  #waiting: Waiting[] = [];
  /** The paste that goes on. */
  #pasted: string | null = null;
  #lastRead = Number.NEGATIVE_INFINITY;
  /** Of a paste. */
  #lastPasteRead = Number.NEGATIVE_INFINITY;
  /** Text was typed in this burst. */
  #hasText = false;
  /** An Enter waits, first of all that waits. */
  #isHolding = false;
  #cancel: Cancel = () => undefined;

  constructor(clock: Clock, events: InputEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  key(key: Key): void {
    this.#waiting.push({ key });
  }

  mouse(report: Parameters<InputEvents['mouse']>[0]): void {
    this.#waiting.push({ passOn: () => this.#events.mouse(report) });
  }

  focused(isFocused: boolean): void {
    this.#waiting.push({ passOn: () => this.#events.focused(isFocused) });
  }

  /** A paste in brackets: what came before it is complete. */
  pasted(text: string): void {
    this.endRead();
    this.#flush();
    this.#events.pasted(text);
  }

  /** All that one read brought has been said: decides what of it is typed. */
  endRead(): void {
    if (this.#waiting.length === 0) return;
    this.#cancel();
    const now = this.#clock.elapsed();
    if (now - this.#lastRead > GAP_MS && !this.#isHolding) this.#hasText = false;
    this.#lastRead = now;
    if (this.#pasted !== null || this.#isPaste() || this.#isRestOfPaste(now)) {
      this.#lastPasteRead = now;
      this.#addToPaste();
    } else this.#passOn();
    if (this.#pasted !== null || this.#waiting.length > 0) this.#afterGap(() => this.#flush());
  }

  reset(): void {
    this.#cancel();
    this.#waiting = [];
    this.#pasted = null;
    this.#lastPasteRead = Number.NEGATIVE_INFINITY;
    this.#hasText = false;
    this.#isHolding = false;
  }

  #isRestOfPaste(now: number): boolean {
    return now - this.#lastPasteRead <= REST_MS && this.#waiting.some((each) => isText(each) || isEnter(each));
  }

  #isPaste(): boolean {
    const enterAt = this.#waiting.findIndex(isEnter);
    return enterAt >= 0 && this.#waiting.slice(enterAt).some(isText);
  }

  #addToPaste(): void {
    const keys: Key[] = [];
    for (const each of this.#waiting.splice(0)) {
      if ('key' in each) keys.push(each.key);
      else each.passOn();
    }
    const text = keys.map((key) => key.text || (IN_TEXT[key.name] ?? '')).join('');
    this.#pasted = ((this.#pasted ?? '') + text).slice(0, MAX_PASTE);
  }

  /** All up to an Enter that comes right behind text: whether that is typed is not known yet. */
  #passOn(): void {
    const enterAt = this.#waiting.findIndex(isEnter);
    if (this.#waiting.slice(0, enterAt < 0 ? undefined : enterAt).some(isText)) this.#hasText = true;
    this.#isHolding = enterAt >= 0 && this.#hasText;
    const ready = this.#waiting.splice(0, this.#isHolding ? enterAt : this.#waiting.length);
    for (const each of ready) this.#pass(each);
  }

  #flush(): void {
    this.#cancel();
    const pasted = this.#pasted;
    this.#pasted = null;
    this.#hasText = false;
    this.#isHolding = false;
    if (pasted !== null) this.#events.pasted(pasted);
    for (const each of this.#waiting.splice(0)) this.#pass(each);
  }

  #pass(waiting: Waiting): void {
    if ('key' in waiting) this.#events.key(waiting.key);
    else waiting.passOn();
  }

  /** A busy program's timer may fire late, when the rest of a burst waits to be read: that comes first. */
  #afterGap(work: () => void): void {
    this.#cancel = this.#clock.after(GAP_MS, () => {
      this.#cancel = this.#clock.after(0, work);
    });
  }
}

function isEnter(waiting: Waiting): boolean {
  return 'key' in waiting && (waiting.key.name === 'enter' || waiting.key.name === 'ctrl+j');
}

function isText(waiting: Waiting): boolean {
  return 'key' in waiting && waiting.key.text !== '';
}
