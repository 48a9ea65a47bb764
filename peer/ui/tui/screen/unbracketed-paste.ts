// A paste without brackets, told from typing. Terminals without bracketed paste (GNU screen, the Linux console) send
// what is pasted as if it were typed, and every line break in it is the Enter key. A burst is what comes with gaps of
// at most 5 ms; nobody types like that. Its text is a paste, and runs nothing, where
//
// 1. text follows an Enter in the burst (an Enter right behind text waits 5 ms, since the text may come in the next
//    read);
// 2. it goes on with a paste: any text or Enter within 50 ms (250 ms behind a large read, since a console hands over
//    4,095 bytes at a time); behind such a read also a burst of four characters and more within 1 s; unless another key was
//    pressed in between.
//
// An Enter at the end of a burst is Enter: so type `tmux send-keys "text" Enter`, password managers, and people while
// the program is busy. Not told from typing are therefore a single line with its break, pieces that come one by one
// with longer gaps, and an Enter in front of all of them.
import type { Cancel, Clock } from '../../../../commons/clock.ts';
import type { InputEvents } from './input-events.ts';
import { MAX_PASTE } from './paste.ts';
import type { Key } from './picture.ts';

/**
 * Between two reads of one burst, in ms: a terminal writes what is pasted at once, and each command of tmux takes
 * longer.
 */
const GAP_MS = 5;

/**
 * The rest of a paste that was noticed comes within it, in ms, on a busy machine too; nobody reads what they pasted in
 * less.
 */
const REST_MS = 50;

/**
 * The same behind a read of at least {@link LARGE_READ}: the buffer of a terminal was full, so there is more to come.
 */
const REST_OF_LARGE_MS = 250;

/** In characters; a full buffer of 4,095 bytes holds about a thousand where each takes four. */
const LARGE_READ = 1_000;

/** How late a piece of a paste may come that is a burst by itself, in ms. */
const LATE_MS = 1_000;

/**
 * Characters in a burst: two keys may be pressed at once by a slip, and a third is read with them by a busy program.
 */
const LEAST_BURST = 4;

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
  /** The paste that goes on, and whether it is the rest of one that was passed on already. */
  #pasted: string | null = null;
  #isRest = false;
  #lastRead = Number.NEGATIVE_INFINITY;
  /** Of a paste. */
  #lastPasteRead = Number.NEGATIVE_INFINITY;
  /** So many characters long was the last read of a paste. */
  #lastPasteLength = 0;
  /** Characters of this burst that came before any Enter. */
  #burst = 0;
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
    if (now - this.#lastRead > GAP_MS && !this.#isHolding) this.#burst = 0;
    this.#lastRead = now;
    const enterAt = this.#waiting.findIndex(isEnter);
    const beforeEnter = enterAt < 0 ? this.#waiting : this.#waiting.slice(0, enterAt);
    this.#burst += beforeEnter.filter(isText).length;
    const hasTextBehind = enterAt >= 0 && this.#waiting.slice(enterAt).some(isText);
    const isRest = this.#isRestOfPaste(now, hasTextBehind);
    const isPaste = hasTextBehind || isRest;
    if (this.#pasted !== null || isPaste) this.#addToPaste(now, isRest);
    else this.#passOn(enterAt);
    if (this.#pasted !== null || this.#waiting.length > 0) this.#afterGap(() => this.#flush());
  }

  reset(): void {
    this.#cancel();
    this.#waiting = [];
    this.#pasted = null;
    this.#lastPasteRead = Number.NEGATIVE_INFINITY;
    this.#burst = 0;
    this.#isHolding = false;
  }

  #isRestOfPaste(now: number, isPasteByItself: boolean): boolean {
    if (!this.#waiting.some(standsForText)) return false;
    const since = now - this.#lastPasteRead;
    const wasLarge = this.#lastPasteLength >= LARGE_READ;
    if (since <= (wasLarge ? REST_OF_LARGE_MS : REST_MS)) return true;
    // Programs paste and type one after the other, too: a whole line goes on with a paste only where that is likely.
    return since <= LATE_MS && (isPasteByItself || (wasLarge && this.#burst >= LEAST_BURST));
  }

  #addToPaste(now: number, isRest: boolean): void {
    const keys: Key[] = [];
    for (const each of this.#waiting.splice(0)) {
      if ('key' in each) keys.push(each.key);
      else each.passOn();
    }
    this.#isRest = this.#pasted === null ? isRest : this.#isRest;
    this.#lastPasteRead = now;
    this.#lastPasteLength = keys.length;
    const text = keys.map((key) => key.text || (IN_TEXT[key.name] ?? '')).join('');
    this.#pasted = ((this.#pasted ?? '') + text).slice(0, MAX_PASTE);
  }

  /** All up to an Enter that comes right behind text: whether that is typed is not known yet. */
  #passOn(enterAt: number): void {
    this.#isHolding = enterAt >= 0 && this.#burst > 0;
    const ready = this.#waiting.splice(0, this.#isHolding ? enterAt : this.#waiting.length);
    for (const each of ready) this.#pass(each);
  }

  #flush(): void {
    this.#cancel();
    const pasted = this.#pasted;
    this.#pasted = null;
    this.#burst = 0;
    this.#isHolding = false;
    if (pasted !== null) this.#events.pasted(pasted, this.#isRest);
    for (const each of this.#waiting.splice(0)) this.#pass(each);
  }

  #pass(waiting: Waiting): void {
    // Who presses another key, or Enter alone, has seen what was pasted: what comes now is typed.
    if ('key' in waiting && waiting.key.text === '') this.#lastPasteRead = Number.NEGATIVE_INFINITY;
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

function standsForText(waiting: Waiting): boolean {
  return isText(waiting) || ('key' in waiting && waiting.key.name in IN_TEXT);
}

function isText(waiting: Waiting): boolean {
  return 'key' in waiting && waiting.key.text !== '';
}
