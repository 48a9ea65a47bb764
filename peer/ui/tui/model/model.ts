// What the full screen shows, as plain data: the session, and what is its own: which conversation is shown, and how far
// each is scrolled. Reports change it (`reported.ts`), keys change it (`actions/`), and the views make pictures of it; it
// knows neither the terminal nor the network.

import type { Report } from '../../../reports.ts';
import type { Conversation } from '../../../session/conversation.ts';
import { type Change, fold } from '../../../session/fold.ts';
import { Session } from '../../../session/session.ts';
import { ConversationLog } from './conversation-log.ts';
import type { Entry, NoteEntry } from './entry.ts';
import type { Format, Scrollback } from './scrollback.ts';
import { WireLog } from './wire-log.ts';

/** Of all conversations together, in bytes. */
export const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** They are dropped so many at a time. */
const LOG_SLAB_BYTES = 1024 * 1024;

export class Model {
  readonly session = new Session();
  readonly #format: Format<Entry>;
  /** Of a conversation that was closed, nothing is kept. */
  readonly #logs = new WeakMap<Conversation, ConversationLog>();
  readonly wire = new WireLog();
  shown: Conversation;
  /** Shown before that. */
  last: Conversation;
  /** The terminal's window is in front, as far as it tells. */
  isWatched = true;

  constructor(format: Format<Entry>) {
    this.#format = format;
    this.shown = this.session.home;
    this.last = this.session.home;
  }

  logOf(conversation: Conversation): ConversationLog {
    const known = this.#logs.get(conversation);
    if (known) return known;
    const made = new ConversationLog(this.#format);
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
    session.reading = { conversation: this.shown, isWatched: this.isWatched, isAtEnd: this.log.isAtBottom };
    const change = fold(session, report, now);
    const { message, delivery } = change;
    if (message) {
      const log = this.logOf(message.conversation);
      const id = log.add(message.entry);
      if (message.notice !== 'read') log.arrivedUnseen(id);
    }
    const where = delivery ? session.find(delivery.place) : undefined;
    if (delivery && where) this.logOf(where).delivered(delivery.delivery);
    this.#leaveClosed();
    return change;
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

  /** Where the most was written, the oldest is dropped: who writes much pushes out none of what others wrote. */
  keepWithinBounds(): void {
    let bytes = 0;
    let heaviest = this.logOf(this.session.home).entries;
    for (const conversation of this.session.conversations) {
      const { entries } = this.logOf(conversation);
      bytes += entries.bytes;
      if (entries.bytes > heaviest.bytes) heaviest = entries;
    }
    if (bytes > MAX_LOG_BYTES) heaviest.shrinkTo(heaviest.bytes - (bytes - MAX_LOG_BYTES) - LOG_SLAB_BYTES);
  }

  /** Everything looks different now: another language, other times. */
  allChanged(): void {
    for (const conversation of this.session.conversations) this.logOf(conversation).entries.allChanged();
  }
}
