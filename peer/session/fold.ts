// One report more: the session as it is after it. The same reports at the same times make the same session.

import { nameKey } from '../../commons/model/names.ts';
import { mentions } from '../../commons/text/mentions.ts';
import { visible, visibleText } from '../../commons/text/text.ts';
import { spoken } from '../commands/spoken.ts';
import type { Reason } from '../reasons.ts';
import type { MessageReport, Report, ReportOf } from '../reports.ts';
import type { Conversation } from './conversation.ts';
import { Delivery, type Fate } from './delivery.ts';
import type { MessageEntry } from './entry.ts';
import { type FactReport, isFact } from './fact-report.ts';
import { type Fact, factOf } from './facts.ts';
import { linkNews, memberAwayNews, memberBackNews, requestNews, trackerNews } from './news.ts';
import { placeOf } from './place.ts';
import type { OwnMessage, Session } from './session.ts';

/** A message that took longer was kept for us. */
const LATE_MS = 60_000;

/** Of an own message, to tell which one has failed. */
const BEGINNING_CHARACTERS = 40;

/** How new a message is to the user: read at once, out of view below what is being read, or unread. */
export type Notice = 'read' | 'below' | 'unread';

export interface NewMessage {
  readonly conversation: Conversation;
  readonly entry: MessageEntry;
  readonly notice: Notice;
}

/** What a front end has to show after a report, beside what the session has now. */
export interface Change {
  readonly message: NewMessage | null;
  /** An own message whose delivery has come further. */
  readonly delivery: OwnMessage | null;
  readonly facts: readonly Fact[];
}

/** A change, or what is said instead of the report; undefined: the report itself, if it is a fact. */
type Taken = Change | readonly FactReport[] | undefined;

type Take = {
  readonly [E in Report['event']]?: (session: Session, report: ReportOf<E>, now: number) => Taken;
};

const NO_FACTS: readonly Fact[] = [];

/** Takes in what has happened; `now` is wall-clock ms. */
export function fold(session: Session, report: Report, now: number): Change {
  const take = TAKE[report.event] as ((session: Session, report: Report, now: number) => Taken) | undefined;
  const change = changeOf(session, report, take?.(session, report, now));
  for (const fact of change.facts) keep(session, fact, now);
  session.keepWithinBounds();
  return change;
}

/** Adds a fact to the conversations that it belongs to. */
function keep({ reading }: Session, { report, conversations, isAlarm, isAnswer }: Fact, now: number): void {
  if (isAnswer) return;
  for (const conversation of conversations) {
    conversation.entries.push({ kind: 'fact', at: now, report });
    if (isAlarm && conversation !== reading?.conversation) conversation.missed(true);
  }
}

function changeOf(session: Session, report: Report, taken: Taken): Change {
  if (taken !== undefined && 'facts' in taken) return taken;
  const news = taken ?? (isFact(report) ? [report] : []);
  return { message: null, delivery: null, facts: news.map((each) => factOf(session, each)) };
}

const TAKE: Take = {
  ready(session, { username, tracker, encryption, fingerprint, keylog, capture = null }) {
    session.me = username;
    session.isReady = true;
    session.tracker.name = tracker;
    session.encryption = encryption;
    session.fingerprint = fingerprint;
    session.keylog = keylog;
    session.capture = capture;
    return undefined;
  },

  tracker(session, report) {
    const { state, reason = null } = report;
    session.tracker.state = state;
    session.tracker.reason = reason;
    return trackerNews(session, report);
  },

  rooms(session, { rooms }, now) {
    session.rooms = rooms;
    session.roomsAt = now;
    return undefined;
  },

  peers(session, { room, peers }, now) {
    if (room !== null) return undefined;
    session.online = peers;
    session.onlineAt = now;
    return undefined;
  },

  room_joined(session, { room, owner, members, away = [] }) {
    const conversation = session.conversation({ kind: 'room', room });
    conversation.hasEnded = false;
    conversation.asked = null;
    conversation.owner = owner;
    for (const invitation of session.invitations.values()) {
      if (nameKey(invitation.room) === nameKey(room)) session.invitations.delete(nameKey(invitation.from));
    }
    conversation.members.clear();
    for (const name of members) conversation.members.set(name, away.includes(name) ? 'away' : 'present');
    for (const name of conversation.quietlyAway) if (!members.includes(name)) conversation.quietlyAway.delete(name);
    return undefined;
  },

  returning(session, { rooms, people }) {
    for (const room of rooms) session.conversation({ kind: 'room', room });
    for (const to of people) session.conversation({ kind: 'private', to });
    return undefined;
  },

  room_not_entered(session, { room, reason, owner }) {
    if (reason === 'not_asked') return undefined; // It is none of the user's rooms.
    const conversation = reason === 'gone' ? session.room(room) : session.conversation({ kind: 'room', room });
    conversation?.end();
    if (conversation && reason !== 'gone') conversation.asked = { reason, owner, isAnswered: false };
    return undefined;
  },

  room_left(session, { room, reason }) {
    const conversation = session.room(room);
    if (conversation && reason === 'lost') conversation.end();
    else if (conversation) session.close(conversation);
    return undefined;
  },

  room_deleted(session, { room, by }) {
    const conversation = session.room(room);
    // The user who deleted it knows why it is gone.
    if (conversation && by === session.me) session.close(conversation);
    else conversation?.end();
    return undefined;
  },

  member_joined(session, { room, username }) {
    session.room(room)?.members.set(username, 'present');
    return undefined;
  },

  member_back: memberBackNews,
  member_away: memberAwayNews,

  member_left(session, { room, username }) {
    const conversation = session.room(room);
    conversation?.members.delete(username);
    conversation?.quietlyAway.delete(username);
    return undefined;
  },

  link: linkNews,

  trust(session, report) {
    session.people.trustChanged(report);
    return undefined;
  },

  contacts(session, { contacts }) {
    for (const contact of contacts) session.people.contactKnown(contact);
    return undefined;
  },

  blocked(session, { peer, blocked }) {
    session.people.get(peer).isBlocked = blocked;
    return undefined;
  },

  look_alike(session, { peer, like }) {
    session.people.get(peer).looksLike = like;
    return undefined;
  },

  invitation(session, { from, room, private: isPrivate, looks_like: likeUser, room_looks_like: likeRoom }) {
    session.invited({ from, room, isPrivate, likeUser, likeRoom });
    return undefined;
  },

  request(session, report) {
    const { event: _event, ...request } = report;
    session.requests.set(nameKey(request.from), request);
    return requestNews(report);
  },

  request_ended(session, { from, dropped }) {
    session.requests.delete(nameKey(from));
    if (dropped !== undefined) session.droppedRequests = dropped;
    return undefined;
  },

  password_wanted(session, { number, for: purpose, room }) {
    session.wantedPassword = { number, for: purpose, room };
    return undefined;
  },

  new_password_wanted(session, { number }) {
    session.wantedPassword = { number, for: 'account', room: null };
    return undefined;
  },

  conversation(session, { room, to }) {
    session.current = placeOf(room, to);
    return undefined;
  },

  message: received,
  queued,
  sent: (session, { id, to }) => ({ message: null, delivery: became(session, id, to, 'sent'), facts: NO_FACTS }),
  delivered: (session, { id, to }) => ({
    message: null,
    delivery: became(session, id, to, 'delivered'),
    facts: NO_FACTS,
  }),
  failed: (session, report) => ({
    message: null,
    delivery: became(session, report.id, report.to, 'failed', report.reason),
    facts: [factOf(session, report)],
  }),
};

function became(session: Session, id: string, to: string, fate: Fate, reason?: Reason): OwnMessage | null {
  const own = session.ownMessages.get(id);
  own?.delivery.became(to, fate, reason);
  return own ?? null;
}

function queued(session: Session, report: ReportOf<'queued'>, now: number): Change {
  const { id, room, to, content, literal, people, refused = [] } = report;
  const place = placeOf(room ?? null, to ?? null);
  const delivery = new Delivery(people);
  for (const name of refused) delivery.became(name, 'failed');
  const { text, isAction } = spoken(content, literal);
  const entry: MessageEntry = {
    kind: 'message',
    at: now,
    writtenAt: null,
    from: visible(session.me),
    text: visibleText(text),
    isOwn: true,
    isAction,
    isHighlight: false,
    isPlaintext: people.some((name) => !session.people.get(name).isEncrypted),
    delivery,
  };
  const conversation = session.conversation(place);
  const entryId = conversation.entries.push(entry);
  session.follow(id, { place, entryId, delivery, beginning: beginningOf(content) });
  const message: NewMessage = { conversation, entry, notice: 'read' };
  return { message, delivery: null, facts: NO_FACTS };
}

function received(session: Session, report: MessageReport, now: number): Change {
  const { room, from, content, literal, sent_at: sentAt, security } = report;
  const conversation = session.conversation(placeOf(room, from));
  const { text: written, isAction } = spoken(content, literal);
  const text = visibleText(written);
  const isHighlight = room === null || mentions(text, session.me);
  // Field by field: an object that is made by spreading others gets a hidden shape of its own, of 400 bytes.
  const entry: MessageEntry = {
    kind: 'message',
    at: now,
    writtenAt: lateTime(sentAt, now),
    from: visible(from),
    text,
    isOwn: false,
    isAction,
    isHighlight,
    isPlaintext: security === 'plaintext',
    delivery: null,
  };
  conversation.entries.push(entry);
  session.people.spoke(from);
  const notice = noticeOf(session, conversation, isHighlight);
  if (notice === 'unread') conversation.missed(isHighlight);
  return { message: { conversation, entry, notice }, delivery: null, facts: NO_FACTS };
}

function noticeOf({ reading }: Session, conversation: Conversation, isHighlight: boolean): Notice {
  if (reading?.conversation === conversation && reading.isWatched) {
    if (reading.isAtEnd) return 'read';
    if (!isHighlight) return 'below';
  }
  return conversation.isMuted && !isHighlight ? 'read' : 'unread';
}

/** A copy: a part of a long text would keep all of it in memory. */
function beginningOf(content: string): string {
  return [...visible(content.slice(0, 8 * BEGINNING_CHARACTERS))].slice(0, BEGINNING_CHARACTERS).join('');
}

/** When a message was written that arrives late, as the sender says; null: just now. */
function lateTime(sentAt: string, now: number): number | null {
  const at = Date.parse(sentAt);
  return now - at > LATE_MS ? at : null;
}
