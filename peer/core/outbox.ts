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
  readonly line: Line;
  /** Whether it has been on some link before: it is reported as sent only once. */
  wasSent: boolean;
  sentAtMs: number;
}

export class Outbox {
  #queued = new Map<string, Entry>();
  #inFlight = new Map<string, Entry>();
  #inFlightLength = 0;

  /** Lines that no link has taken yet. */
  get queuedCount(): number {
    return this.#queued.size;
  }

  get inFlightCount(): number {
    return this.#inFlight.size;
  }

  /** UTF-16 units of the lines in flight. */
  get inFlightLength(): number {
    return this.#inFlightLength;
  }

  /** Whether some line has been on a link and was not settled: it may have arrived already. */
  get hasSentLines(): boolean {
    const [next] = this.#queued.values();
    return this.#inFlight.size > 0 || (next?.wasSent ?? false);
  }

  get isEmpty(): boolean {
    return this.#queued.size === 0 && this.#inFlight.size === 0;
  }

  /** When the oldest line in flight was sent, or null. */
  get oldestInFlightMs(): number | null {
    const [oldest] = this.#inFlight.values();
    return oldest?.sentAtMs ?? null;
  }

  add(line: Line): void {
    this.#queued.set(line.id, { line, wasSent: false, sentAtMs: 0 });
  }

  /**
   * The next line that `mayLeave`, which is in flight from now on; null if none is queued. `isFirstTime` unless it was sent
   * before.
   */
  send(nowMs: number, mayLeave?: (line: Line) => boolean): { line: Line; isFirstTime: boolean } | null {
    const entry = mayLeave ? this.#next(mayLeave) : this.#queued.values().next().value;
    if (!entry) return null;
    this.#queued.delete(entry.line.id);
    this.#inFlight.set(entry.line.id, entry);
    this.#inFlightLength += entry.line.content.length;
    entry.sentAtMs = nowMs;
    const isFirstTime = !entry.wasSent;
    entry.wasSent = true;
    return { line: entry.line, isFirstTime };
  }

  #next(mayLeave: (line: Line) => boolean): Entry | undefined {
    for (const entry of this.#queued.values()) if (mayLeave(entry.line)) return entry;
    return undefined;
  }

  /** The line is done with: acknowledged, refused, or written to somebody who never acknowledges. */
  settle(id: string): Line | null {
    const entry = this.#inFlight.get(id) ?? this.#queued.get(id);
    if (this.#inFlight.delete(id)) this.#inFlightLength -= entry?.line.content.length ?? 0;
    this.#queued.delete(id);
    return entry?.line ?? null;
  }

  /** The link is gone: all that was in flight is to be sent again, first and in order. */
  requeue(): void {
    if (this.#inFlight.size === 0) return;
    this.#queued = new Map([...this.#inFlight, ...this.#queued]);
    this.#inFlight = new Map();
    this.#inFlightLength = 0;
  }

  /** Removes and returns the lines that `matches`; those in flight too if `isEvenInFlight`. */
  drop(matches: (line: Line) => boolean, isEvenInFlight: boolean): Line[] {
    const dropped: Line[] = [];
    for (const entries of isEvenInFlight ? [this.#inFlight, this.#queued] : [this.#queued]) {
      for (const [id, { line }] of entries) {
        if (!matches(line)) continue;
        entries.delete(id);
        if (entries === this.#inFlight) this.#inFlightLength -= line.content.length;
        dropped.push(line);
      }
    }
    return dropped;
  }

  /** Removes and returns the newest queued lines, so that `most` remain. */
  trim(most: number): Line[] {
    const surplus = [...this.#queued.values()].slice(most).map((entry) => entry.line);
    for (const line of surplus) this.#queued.delete(line.id);
    return surplus;
  }
}
