// What the full screen shows, as plain data: the session, and what is its own: which conversation is shown, and how far
// each is scrolled. Reports change it (`reported.ts`), keys change it (`actions/`), and the views make pictures of it;
// it knows neither the terminal nor the network.

import type { Report } from '../../../reports.ts';
import type { Change } from '../../../session/change.ts';
import type { Conversation } from '../../../session/conversation.ts';
import { foldReport } from '../../../session/fold-report.ts';
import { type Reading, Session } from '../../../session/session.ts';
import { ConversationLog, type FactLines } from './conversation-log.ts';
import type { Entry, NoteEntry } from './entry.ts';
import type { Format, Scrollback } from './scrollback.ts';
import { WireLog } from './wire-log.ts';

export class Model {
  readonly session: Session;
  readonly #format: Format<Entry>;
  /** Of a conversation that was closed, nothing is kept. */
  readonly #logs = new WeakMap<Conversation, ConversationLog>();
  readonly wire = new WireLog();
  shown: Conversation;
  /** Shown before that. */
  last: Conversation;
  /** The terminal's window is in front, as far as it tells. */
  isWatched = true;

  /** `session` may have gone on for a while. */
  constructor(format: Format<Entry>, session = new Session()) {
    this.#format = format;
    this.session = session;
    this.shown = this.session.home;
    this.last = this.session.home;
  }

  /** What the user looks at; the same object as long as that is the same. */
  get #reading(): Reading {
    const { shown: conversation, isWatched } = this;
    const { isAtBottom: isAtEnd } = this.log;
    const before = this.session.reading;
    const isSame =
      before?.conversation === conversation && before.isWatched === isWatched && before.isAtEnd === isAtEnd;
    return isSame ? before : { conversation, isWatched, isAtEnd };
  }

  logOf(conversation: Conversation): ConversationLog {
    const known = this.#logs.get(conversation);
    if (known) return known;
    const made = new ConversationLog(conversation.entries, this.#format);
    this.#logs.set(conversation, made);
    return made;
  }

  /** Of the conversation that is shown. */
  get log(): Scrollback<Entry> {
    return this.logOf(this.shown).entries;
  }

  /** The session with a report more. `now` is wall-clock ms. */
  take(report: Report, now: number): Change {
    const { session } = this;
    session.reading = this.#reading;
    const change = foldReport(session, report, now);
    this.#leaveClosed();
    return change;
  }

  /** Shows what the session has new; `isUnseen`: whether the user does not see it there. */
  follow(lines: FactLines, isUnseen: (conversation: Conversation) => boolean): void {
    for (const conversation of this.session.conversations) {
      const log = this.logOf(conversation);
      const first = log.follow(lines);
      if (first !== null && isUnseen(conversation)) log.arrivedUnseen(first);
    }
  }

  /** Something that no report is about, at home. */
  say(note: NoteEntry): void {
    this.logOf(this.session.home).add(note);
  }

  show(conversation: Conversation): void {
    if (conversation !== this.shown) {
      this.logOf(this.shown).turnedAway();
      this.last = this.shown;
    }
    this.shown = conversation;
    this.seen();
  }

  /** The user looks at the conversation that is shown; while they read further up, they have not seen the newest. */
  seen(): void {
    if (!this.log.isAtBottom) return;
    this.shown.seen();
    this.logOf(this.shown).seen();
  }

  close(conversation: Conversation): void {
    this.session.close(conversation);
    this.#leaveClosed();
  }

  #leaveClosed(): void {
    const { conversations, home } = this.session;
    if (!conversations.includes(this.last)) this.last = home;
    if (!conversations.includes(this.shown)) this.show(this.last);
    if (!conversations.includes(this.last)) this.last = home;
  }

  /** Everything looks different now: another language, other times. */
  allChanged(): void {
    for (const conversation of this.session.conversations) this.logOf(conversation).entries.allChanged();
  }
}
