// Changes the session by one report. The same reports at the same times make the same session.

import { nameKey } from '../../commons/model/names.ts';
import type { Report, ReportOf } from '../reports.ts';
import type { Change } from './change.ts';
import { type FactReport, isFact } from './fact-report.ts';
import { type Fact, factOf } from './facts.ts';
import { became, queued, received } from './messages.ts';
import { linkNews, memberAwayNews, memberBackNews, requestNews, trackerNews } from './news.ts';
import { placeOf } from './place.ts';
import type { Session } from './session.ts';

/** A change, or the facts that are shown in place of the report; undefined: the report itself, if it is a fact. */
type Taken = Change | readonly FactReport[] | undefined;

type Take = {
  readonly [E in Report['event']]?: (session: Session, report: ReportOf<E>, now: number) => Taken;
};

/** Takes in what has happened; `now` is wall-clock ms. */
export function foldReport(session: Session, report: Report, now: number): Change {
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
    session.questions.entered(room);
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
    if (reason === 'not_asked') return undefined; // The user has not entered this room.
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
    session.questions.invited({ from, room, isPrivate, likeUser, likeRoom });
    return undefined;
  },

  request(session, report) {
    const { event: _event, ...request } = report;
    session.questions.requests.set(nameKey(request.from), request);
    return requestNews(report);
  },

  request_ended(session, { from, dropped }) {
    session.questions.requests.delete(nameKey(from));
    if (dropped !== undefined) session.questions.droppedRequests = dropped;
    return undefined;
  },

  password_wanted(session, { number, for: purpose, room }) {
    session.questions.wantedPassword = { number, for: purpose, room };
    return undefined;
  },

  new_password_wanted(session, { number }) {
    session.questions.wantedPassword = { number, for: 'account', room: null };
    return undefined;
  },

  conversation(session, { room, to }) {
    session.current = placeOf(room, to);
    return undefined;
  },

  message: received,
  queued,
  sent: (session, { id, to }) => became(session, id, to, 'sent'),
  delivered: (session, { id, to }) => became(session, id, to, 'delivered'),
  failed: (session, report) => {
    const change = became(session, report.id, report.to, 'failed', report.reason);
    return { ...change, facts: [factOf(session, report)] };
  },
};
