// The shown form of one conversation: the session's entries as pieces, lines and days, together with the screen's own
// notes, the scroll position and the first unseen entry. The log can be made at any time, and follows the session from
// then on.

import type { MessageEntry, Entry as SessionEntry } from '../../../session/entry.ts';
import type { EntryLog } from '../../../session/entry-log.ts';
import type { FactReport } from '../../../session/fact-report.ts';
import type { Line } from '../../words.ts';
import { type Entry, type NoteEntry, weigh } from './entry.ts';
import { inPieces, MAX_PIECE_UNITS } from './pieces.ts';
import { type Format, Scrollback } from './scrollback.ts';

/** The session limits its entries; these limits count the entries together with the screen's own notes. */
const MAX_ENTRIES = 100_000;
const MAX_NOTE_BYTES = 40 * 1024 * 1024;

/** The lines that the screen shows for a fact. */
export type FactLines = (report: FactReport) => readonly Line[];

/** A run of session entries that are each shown as one entry, as most are; it begins with `entry`. */
interface Run {
  readonly entry: number;
  readonly shownAs: number;
}

export class ConversationLog {
  readonly entries: Scrollback<Entry>;
  readonly #from: EntryLog<SessionEntry>;
  /** The id of the session's entry that is shown next. */
  #next: number;
  readonly #runs: Run[] = [];
  #hasUnseen = false;

  constructor(from: EntryLog<SessionEntry>, format: Format<Entry>) {
    this.#from = from;
    this.#next = from.firstId;
    this.entries = new Scrollback(format, { entries: MAX_ENTRIES, bytes: MAX_NOTE_BYTES, weigh });
  }

  /** Shows the session's new entries, drops those that it has dropped. Returns the id of the first new one, or null. */
  follow(lines: FactLines): number | null {
    this.#dropDropped();
    let first: number | null = null;
    for (; this.#next < this.#from.nextId; this.#next += 1) {
      const shownAs = this.#show(this.#from.get(this.#next), lines);
      if (shownAs !== this.#shownAs(this.#next)) this.#runs.push({ entry: this.#next, shownAs });
      first ??= shownAs;
    }
    return first;
  }

  #dropDropped(): void {
    const { firstId } = this.#from;
    if (firstId <= (this.#runs[0]?.entry ?? firstId)) return;
    const shownAs = this.#shownAs(firstId) ?? this.entries.nextId;
    this.entries.dropBefore(shownAs);
    const rest = this.#runs.filter(({ entry }) => entry > firstId);
    this.#runs.splice(0, this.#runs.length, { entry: firstId, shownAs }, ...rest);
    this.#next = Math.max(this.#next, firstId);
  }

  /** The id of the first shown entry for the session's entry `id`. */
  #shownAs(id: number): number | undefined {
    const run = this.#runs.findLast(({ entry }) => entry <= id);
    return run && run.shownAs + id - run.entry;
  }

  /** Returns the id of the first shown entry for `entry`; if there is none, the id of the next to be shown. */
  #show(entry: SessionEntry | undefined, lines: FactLines): number {
    if (entry?.kind === 'message') return this.#showMessage(entry);
    const [first, ...more] = entry ? notesOf(lines(entry.report), entry.at, false) : [];
    if (!first) return this.entries.nextId;
    const id = this.add(first);
    for (const note of more) this.add(note);
    return id;
  }

  #showMessage(message: MessageEntry): number {
    this.#beginDay(message.at);
    const first = this.entries.nextId;
    if (message.text.length <= MAX_PIECE_UNITS) this.entries.push(message);
    else for (const piece of inPieces(message)) this.entries.push(piece);
    return first;
  }

  /** Adds a note of the screen itself. Returns its id. */
  add(note: NoteEntry): number {
    this.#beginDay(note.at);
    return this.entries.push(note);
  }

  #beginDay(at: number): void {
    const before = this.entries.last;
    if (!before || !isSameDay(before.at, at)) this.entries.push({ kind: 'day', at });
  }

  /** An entry of the session must be drawn again: the delivery of an own message has advanced. */
  changed(id: number): void {
    const first = this.#shownAs(id);
    if (first === undefined || id >= this.#next) return;
    const end = id + 1 < this.#next ? (this.#shownAs(id + 1) ?? first) : this.entries.nextId;
    for (let shown = first; shown < end; shown += 1) this.entries.changed(shown);
  }

  /** Reports an entry that the user has not seen. */
  arrivedUnseen(id: number): void {
    if (!this.#hasUnseen) this.entries.firstUnread = id;
    this.#hasUnseen = true;
  }

  /** The user has seen the newest entry. The line above the first new entry stays. */
  seen(): void {
    this.#hasUnseen = false;
  }

  /** Another conversation is shown, or the window has lost the focus. */
  turnedAway(): void {
    this.entries.allChanged(); // Frees the wrapped rows, since there are many conversations.
    if (!this.#hasUnseen) this.entries.firstUnread = null;
  }
}

export function notesOf(lines: readonly Line[], at: number, isAnswer: boolean): NoteEntry[] {
  return lines.flatMap(({ kind, text }) =>
    kind === 'talk' ? [] : [{ kind: 'note', at, tone: kind === 'note' ? 'quiet' : kind, text, isAnswer } as const],
  );
}

/**
 * The day of the last entry, in wall-clock ms. It is kept because a look-up with Date is the slowest step for an entry.
 */
let day = { start: 0, end: 0 };

/** Whether both times are on the same day in the time zone of this machine. */
function isSameDay(a: number, b: number): boolean {
  if (a < day.start || a >= day.end) {
    const date = new Date(a);
    const startOf = (offset: number): number =>
      new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset).getTime();
    day = { start: startOf(0), end: startOf(1) };
  }
  return b >= day.start && b < day.end;
}
