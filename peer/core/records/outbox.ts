// The lines for one person, from accepted to done. Order is kept whatever links come and go: lines that were sent and
// not acknowledged go back to the head of the queue when their link is lost, and are sent again, all of them, in order,
// on the next one; the receiver drops what it has seen. It knows no link and no clock.

export interface Line {
  readonly id: string;
  /** null: a private message. */
  readonly room: string | null;
  readonly content: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

interface Entry {
  /** Replaced by an empty line when the entry is done, so that its text is freed. */
  line: Line;
  state: 'queued' | 'inFlight' | 'done';
  /** Whether it has been on some link before: it is reported as sent only once. */
  wasSent: boolean;
  sentAtMs: number;
}

/** Done entries are removed when there are this many more entries than twice the open ones. */
const MAX_DONE = 1_024;

/**
 * What a line takes beside its text, in UTF-16 units: its id, its time, the entry, and its place in two collections.
 */
const LINE_OVERHEAD_UNITS = 200;

const NO_LINE: Line = { id: '', room: null, content: '', sentAt: '' };

export class Outbox {
  /**
   * In the order in which they were written. A Map alone would keep that order too, but finds its first entry only by
   * stepping over all entries that were removed before it.
   */
  #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  /** No entry before `#firstOpen` is open, and none before `#firstQueued` is queued. */
  #firstOpen = 0;
  #firstQueued = 0;
  #inFlightCount = 0;
  #inFlightLength = 0;
  #openLength = 0;

  /** UTF-16 units of all lines that are not done with. */
  get openLength(): number {
    return this.#openLength;
  }

  /** The same with what each line takes beside its text. */
  get openUnits(): number {
    return this.#openLength + this.#byId.size * LINE_OVERHEAD_UNITS;
  }

  /** Lines that no link has taken yet. */
  get queuedCount(): number {
    return this.#byId.size - this.#inFlightCount;
  }

  get inFlightCount(): number {
    return this.#inFlightCount;
  }

  /** UTF-16 units of the lines in flight. */
  get inFlightLength(): number {
    return this.#inFlightLength;
  }

  /** Whether some line has been on a link and was not settled: it may have arrived already. */
  get hasSentLines(): boolean {
    return this.#inFlightCount > 0 || (this.#entries[this.#firstOpen]?.wasSent ?? false);
  }

  get isEmpty(): boolean {
    return this.#byId.size === 0;
  }

  /** When the oldest line in flight was sent, or null. */
  get oldestInFlightMs(): number | null {
    if (this.#inFlightCount === 0) return null;
    for (let at = this.#firstOpen; at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry?.state === 'inFlight') return entry.sentAtMs;
    }
    return null;
  }

  add(line: Line): void {
    const entry: Entry = { line, state: 'queued', wasSent: false, sentAtMs: 0 };
    this.#entries.push(entry);
    this.#openLength += line.content.length;
    this.#byId.set(line.id, entry);
  }

  /**
   * The next line that `mayLeave`, which is in flight from now on; null if none is queued. `isFirstTime` unless it was
   * sent before.
   */
  send(nowMs: number, mayLeave?: (line: Line) => boolean): { line: Line; isFirstTime: boolean } | null {
    while (this.#firstQueued < this.#entries.length && this.#entries[this.#firstQueued]?.state !== 'queued') {
      this.#firstQueued += 1;
    }
    const entry = mayLeave ? this.#next(mayLeave) : this.#entries[this.#firstQueued];
    if (!entry) return null;
    entry.state = 'inFlight';
    this.#inFlightCount += 1;
    this.#inFlightLength += entry.line.content.length;
    entry.sentAtMs = nowMs;
    const isFirstTime = !entry.wasSent;
    entry.wasSent = true;
    return { line: entry.line, isFirstTime };
  }

  #next(mayLeave: (line: Line) => boolean): Entry | undefined {
    for (let at = this.#firstQueued; at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry?.state === 'queued' && mayLeave(entry.line)) return entry;
    }
    return undefined;
  }

  /** The line is done with: acknowledged, refused, or written to somebody who never acknowledges. */
  settle(id: string): Line | null {
    const entry = this.#byId.get(id);
    if (!entry) return null;
    return this.#finish(entry);
  }

  /** The link is gone: all that was in flight is to be sent again, first and in order. */
  requeue(): void {
    for (const entry of this.#byId.values()) entry.state = 'queued';
    this.#firstQueued = this.#firstOpen;
    this.#inFlightCount = 0;
    this.#inFlightLength = 0;
  }

  /** Removes and returns the lines that `matches`; those in flight too if `isEvenInFlight`. */
  drop(matches: (line: Line) => boolean, isEvenInFlight: boolean): Line[] {
    const dropped = [...this.#byId.values()].filter(
      ({ line, state }) => (isEvenInFlight || state === 'queued') && matches(line),
    );
    return dropped.map((entry) => this.#finish(entry));
  }

  /** Removes and returns the newest queued lines, so that `most` remain. */
  trim(most: number): Line[] {
    const surplus = [...this.#byId.values()].filter(({ state }) => state === 'queued').slice(most);
    return surplus.map((entry) => this.#finish(entry));
  }

  #finish(entry: Entry): Line {
    const { line } = entry;
    if (entry.state === 'inFlight') {
      this.#inFlightCount -= 1;
      this.#inFlightLength -= entry.line.content.length;
    }
    this.#openLength -= line.content.length;
    entry.state = 'done';
    entry.line = NO_LINE;
    this.#byId.delete(line.id);
    while (this.#entries[this.#firstOpen]?.state === 'done') this.#firstOpen += 1;
    if (this.#entries.length <= 2 * this.#byId.size + MAX_DONE) return line;
    this.#entries = [...this.#byId.values()];
    this.#firstOpen = 0;
    this.#firstQueued = 0;
    return line;
  }
}
