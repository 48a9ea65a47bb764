// What has happened, as the core reports it, becomes what is shown.

import { nameKey } from '../../../../commons/model/names.ts';
import { mentions } from '../../../../commons/text/mentions.ts';
import { visible, visibleText } from '../../../../commons/text/text.ts';
import { spoken } from '../../../commands/spoken.ts';
import { codeOf } from '../../../problems.ts';
import type { MessageReport, Report, ReportOf } from '../../../reports.ts';
import { Delivery, type Fate } from '../../../session/delivery.ts';
import { placeOf } from '../../../session/place.ts';
import type { Line } from '../../words.ts';
import type { ConversationModel } from './conversation-model.ts';
import type { Model } from './model.ts';

/** A line that took longer was kept for us. */
const LATE_MS = 60_000;

/** Somebody's words came where the user does not look. */
export interface Attention {
  readonly conversation: ConversationModel;
  readonly from: string;
  readonly text: string;
  readonly isHighlight: boolean;
}

export interface ReportContext {
  readonly model: Model;
  /** Wall-clock ms. */
  readonly now: number;
  /** A private line of ours, where it is not shown. */
  echo(to: string, text: string): string;
  /** The report in lines for people. */
  describe(report: Report): readonly Line[];
}

/** Reports that belong where one talks with that person. */
const ABOUT_PEOPLE = ['look_alike', 'link', 'trust', 'key_check', 'roster_mismatch'] as const;

type Take = {
  readonly [E in Report['event']]?: (context: ReportContext, report: ReportOf<E>) => Attention | undefined;
};

/** Shows what happened. Returns what the user should be called for, if there is something. */
export function reported(context: ReportContext, report: Report): Attention | undefined {
  // The describer has to hear everything else, since it says nothing twice.
  const lines = ONLY_WORDED.has(report.event) ? [] : context.describe(report);
  const take = TAKE[report.event] as ((context: ReportContext, report: Report) => Attention | undefined) | undefined;
  const attention = take?.(context, report);
  context.model.keepWithinBounds();
  if (SHOWN_OTHERWISE.has(report.event)) return attention;
  // Who one is, and what can be done now, the screen says in its own way.
  const said = report.event === 'ready' ? lines.filter(({ kind }) => kind === 'loud') : lines;
  for (const place of whereToSay(context.model, report)) note(context, place, said, isAnswer(report));
  return attention;
}

/** The describer would find words for them, which are not shown, and learn nothing. */
const ONLY_WORDED: ReadonlySet<Report['event']> = new Set(['message', 'rooms', 'wire']);

/** Answers to what was typed: shown, and no part of what was said, so neither exported nor counted as new. */
const ANSWERS: ReadonlySet<Report['event']> = new Set([
  'peers',
  'status',
  'fingerprint',
  'error',
  'help',
  'blocked',
  'invite_sent',
  'password_changed',
  'key_rotation',
]);

/** Errors that come by themselves. */
const ALARMS: ReadonlySet<string> = new Set([
  'NOT_INVITED',
  'PLAINTEXT_REFUSED',
  'TOO_MANY_CONTACTS',
  'KEY_CHANGED',
  'NOT_BY_INVITATION',
  'NOT_LOCKED',
  'TRACKER_KEY_CHANGED',
  'SESSION_REPLACED',
  'STORAGE_FAILED',
]);

function isAnswer(report: Report): boolean {
  return ANSWERS.has(report.event) && !(report.event === 'error' && ALARMS.has(codeOf(report.problem)));
}

/** They are marks, lists, dialogues or lines of their own. */
const SHOWN_OTHERWISE: ReadonlySet<Report['event']> = new Set([
  'message',
  'queued',
  'sent',
  'delivered',
  'rooms',
  'help',
  'conversation',
  'password_wanted',
  'new_password_wanted',
  'safety_number',
  'invite',
  'room_left',
  'wire',
  'watching_wire',
]);

const TAKE: Take = {
  ready({ model }, { username, tracker, encryption, fingerprint, keylog, capture = null }) {
    model.me = username;
    model.isReady = true;
    model.tracker.name = tracker;
    Object.assign(model, { encryption, fingerprint, keylog, capture });
    return undefined;
  },

  tracker({ model }, { state, reason = '' }) {
    model.tracker.state = state;
    model.tracker.reason = visible(reason);
    return undefined;
  },

  rooms({ model, now }, { rooms }) {
    model.rooms = rooms;
    model.roomsAt = now;
    return undefined;
  },

  peers({ model, now }, { room, peers }) {
    if (room !== null) return undefined;
    model.online = peers;
    model.onlineAt = now;
    return undefined;
  },

  room_joined({ model }, { room, owner, members, away = [] }) {
    const conversation = model.conversation({ kind: 'room', room });
    conversation.hasEnded = false;
    conversation.asked = null;
    conversation.owner = owner;
    for (const invitation of model.invitations.values()) {
      if (nameKey(invitation.room) === nameKey(room)) model.invitations.delete(nameKey(invitation.from));
    }
    conversation.members.clear();
    for (const name of members) conversation.members.set(name, away.includes(name) ? 'away' : 'present');
    return undefined;
  },

  returning({ model }, { rooms, people }) {
    for (const room of rooms) model.conversation({ kind: 'room', room });
    for (const to of people) model.conversation({ kind: 'private', to });
    return undefined;
  },

  room_not_entered({ model }, { room, reason, owner }) {
    if (reason === 'not_asked') return undefined; // It is none of the user's rooms.
    const conversation = reason === 'gone' ? model.room(room) : model.conversation({ kind: 'room', room });
    conversation?.end();
    if (conversation && reason !== 'gone') conversation.asked = { reason, owner, isAnswered: false };
    return undefined;
  },

  room_left({ model }, { room, reason }) {
    const conversation = model.room(room);
    if (conversation && reason === 'lost') conversation.end();
    else if (conversation) model.close(conversation);
    return undefined;
  },

  room_deleted({ model }, { room, by }) {
    const conversation = model.room(room);
    // Who has deleted it knows why it is gone.
    if (conversation && by === model.me) model.close(conversation);
    else conversation?.end();
    return undefined;
  },

  member_joined: ({ model }, { room, username }) => seat(model, room, username, 'present'),
  member_back: ({ model }, { room, username }) => seat(model, room, username, 'present'),
  member_away: ({ model }, { room, username }) => seat(model, room, username, 'away'),

  member_left({ model }, { room, username }) {
    model.room(room)?.members.delete(username);
    return undefined;
  },

  link({ model }, report) {
    model.people.linkChanged(report);
    return undefined;
  },

  trust({ model }, report) {
    model.people.trustChanged(report);
    return undefined;
  },

  contacts({ model }, { contacts }) {
    for (const contact of contacts) model.people.contactKnown(contact);
    return undefined;
  },

  blocked({ model }, { peer, blocked }) {
    model.people.get(peer).isBlocked = blocked;
    return undefined;
  },

  conversation({ model }, { room, to, back }) {
    // What has ended by itself stays in view until the user has read why, and goes.
    if (back && model.shown.hasEnded) return undefined;
    const place = placeOf(room, to);
    model.show(place.kind === 'home' ? model.home : model.conversation(place));
    return undefined;
  },

  look_alike({ model }, { peer, like }) {
    model.people.get(peer).looksLike = like;
    return undefined;
  },

  invitation({ model }, { from, room, private: isPrivate, stranger, looks_like: likeUser, room_looks_like: likeRoom }) {
    model.invited({ from, room, isPrivate, likeUser, likeRoom });
    const text = `#${visible(room)}`;
    // Names are free: nobody is called for people whom they do not know.
    return model.isWatched || stranger
      ? undefined
      : { conversation: model.shown, from: visible(from), text, isHighlight: true };
  },

  request({ model }, { event: _event, ...request }) {
    model.requests.set(nameKey(request.from), request);
    return undefined;
  },

  request_ended({ model }, { from, dropped }) {
    model.requests.delete(nameKey(from));
    if (dropped !== undefined) model.droppedRequests = dropped;
    return undefined;
  },

  message: heard,

  wire({ model }, report) {
    model.wire.add(report);
    return undefined;
  },

  queued(context, { id, room, to, content, literal, people, refused = [] }) {
    const { model, now } = context;
    const conversation = model.conversation(placeOf(room ?? null, to ?? null));
    const delivery = new Delivery(people);
    for (const name of refused) delivery.became(name, 'failed');
    const isPlaintext = people.some((name) => !model.people.get(name).isEncrypted);
    const { text: said, isAction } = spoken(content, literal);
    const text = visibleText(said);
    const { last: entry } = conversation.add({
      kind: 'message',
      at: now,
      writtenAt: null,
      from: visible(model.me),
      text,
      isOwn: true,
      isAction,
      isHighlight: false,
      isPlaintext,
      delivery,
    });
    model.follow(id, { conversation, entry, delivery });
    if (to !== undefined && conversation !== model.shown) {
      note(context, model.shown, [{ kind: 'note', text: context.echo(visible(to), text) }], true);
    }
    return undefined;
  },

  sent: ({ model }, { id, to }) => became(model, id, to, 'sent'),
  delivered: ({ model }, { id, to }) => became(model, id, to, 'delivered'),
  failed: ({ model }, { id, to, reason }) => became(model, id, to, 'failed', visible(reason)),
};

function seat(model: Model, room: string, username: string, state: 'present' | 'away'): undefined {
  model.room(room)?.members.set(username, state);
}

function became(model: Model, id: string, to: string, fate: Fate, reason?: string): undefined {
  const followed = model.followed.get(id);
  if (!followed) return;
  followed.delivery.became(to, fate, reason);
  followed.conversation.log.changed(followed.entry);
}

function heard({ model, now }: ReportContext, report: MessageReport): Attention | undefined {
  const { room, from, content, literal, sent_at: sentAt, security } = report;
  const conversation = model.conversation(placeOf(room, from));
  const { text: said, isAction } = spoken(content, literal);
  const text = visibleText(said);
  const isHighlight = room === null || mentions(text, model.me);
  const name = visible(from);
  // Field by field: an object that is made by spreading others gets a hidden shape of its own, of 400 bytes.
  const { first } = conversation.add({
    kind: 'message',
    at: now,
    writtenAt: lateTime(sentAt, now),
    from: name,
    text,
    isOwn: false,
    isAction,
    isHighlight,
    isPlaintext: security === 'plaintext',
    delivery: null,
  });
  model.people.spoke(from);
  if (conversation === model.shown && model.isWatched) {
    if (conversation.log.isAtBottom) return undefined;
    if (!isHighlight) conversation.arrivedBelow(first);
    if (!isHighlight) return undefined;
  }
  if (conversation.isMuted && !isHighlight) return undefined;
  conversation.arrivedUnseen(first, isHighlight);
  return { conversation, from: name, text, isHighlight };
}

/** When a line was written that comes late, as the sender says; it is shown beside the time at which it came. */
function lateTime(sentAt: string, now: number): number | null {
  const at = Date.parse(sentAt);
  return now - at > LATE_MS ? at : null;
}

function whereToSay(model: Model, report: Report): readonly ConversationModel[] {
  if (report.event === 'failed') {
    const where = model.followed.get(report.id)?.conversation;
    return [where && model.conversations.includes(where) ? where : model.shown];
  }
  if ('room' in report && typeof report.room === 'string' && report.event !== 'invitation') {
    const conversation = model.room(report.room);
    if (conversation) return [conversation];
  }
  if (report.event === 'peers' && report.room === null) return []; // It is a list to choose from.
  if (report.event === 'error' && report.about) return []; // The list says so itself.
  // One sentence tells the user where to look; of all who wait at the same time, home does.
  if (report.event === 'request') return [model.requests.size > 1 ? model.home : model.shown];
  if (report.event === 'request_ended') {
    return [model.find({ kind: 'private', to: report.from }) ?? model.shown];
  }
  const shared = isAboutPerson(report) ? model.sharedWith(report.peer) : [];
  if (shared.length > 0) return shared;
  return [report.event === 'ready' || report.event === 'tracker' ? model.home : model.shown];
}

function isAboutPerson(report: Report): report is Extract<Report, { event: (typeof ABOUT_PEOPLE)[number] }> {
  return ABOUT_PEOPLE.some((event) => event === report.event);
}

function note(
  { model, now }: ReportContext,
  conversation: ConversationModel,
  lines: readonly Line[],
  isAnswer: boolean,
): void {
  for (const { kind, text } of lines) {
    if (kind === 'talk') continue;
    const { first } = conversation.add({
      kind: 'note',
      at: now,
      tone: kind === 'note' ? 'quiet' : kind,
      text,
      isAnswer,
    });
    if (!isAnswer && kind === 'loud' && conversation !== model.shown) conversation.arrivedUnseen(first, true);
  }
}
