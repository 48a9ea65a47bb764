// What has happened, as the core reports it, becomes what is shown.

import { visible } from '../../../../commons/text/text.ts';
import { codeOf } from '../../../problems.ts';
import type { Report, ReportOf } from '../../../reports.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { Change } from '../../../session/fold.ts';
import { placeOf } from '../../../session/place.ts';
import type { Line } from '../../words.ts';
import type { Model } from './model.ts';

/** A message arrived where the user does not look. */
export interface Attention {
  readonly conversation: Conversation;
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

/** Shows what happened. Returns what the user should be called for, if there is something. */
export function reported(context: ReportContext, report: Report): Attention | undefined {
  // The describer has to hear everything else, since it says nothing twice.
  const lines = ONLY_WORDED.has(report.event) ? [] : context.describe(report);
  const { model, now } = context;
  const change = model.take(report, now);
  if (report.event === 'conversation') turnTo(model, report);
  if (report.event === 'wire') model.wire.add(report);
  if (report.event === 'queued' && change?.kind === 'message') echoElsewhere(context, report, change);
  model.keepWithinBounds();
  const attention = attentionFor(model, report, change);
  if (SHOWN_OTHERWISE.has(report.event)) return attention;
  // Who one is, and what can be done now, the screen says in its own way.
  const said = report.event === 'ready' ? lines.filter(({ kind }) => kind === 'loud') : lines;
  for (const place of whereToSay(model, report)) note(context, place, said, isAnswer(report));
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

/** Somebody wants the user's attention, who does not look. */
function attentionFor({ shown, isWatched }: Model, report: Report, change: Change | undefined): Attention | undefined {
  if (report.event === 'invitation') {
    // Names are free: nobody is called for people whom they do not know.
    if (isWatched || report.stranger) return undefined;
    return { conversation: shown, from: visible(report.from), text: `#${visible(report.room)}`, isHighlight: true };
  }
  if (change?.kind !== 'message' || change.notice !== 'unread') return undefined;
  const { from, text, isHighlight } = change.entry;
  return { conversation: change.conversation, from, text, isHighlight };
}

/** A private message of ours, where the user does not see it in its chat. */
function echoElsewhere(
  context: ReportContext,
  { to }: ReportOf<'queued'>,
  { conversation, entry }: Extract<Change, { kind: 'message' }>,
): void {
  const { model, echo } = context;
  if (to === undefined || conversation === model.shown) return;
  note(context, model.shown, [{ kind: 'note', text: echo(visible(to), entry.text) }], true);
}

/** The core has turned to another conversation. */
function turnTo(model: Model, { room, to, back }: ReportOf<'conversation'>): void {
  // A room that has ended by itself stays in view until the user has read why, and leaves.
  if (!(back && model.shown.hasEnded)) model.show(model.session.conversation(placeOf(room, to)));
}

function whereToSay({ session, shown }: Model, report: Report): readonly Conversation[] {
  if (report.event === 'failed') {
    const own = session.ownMessages.get(report.id);
    return [(own && session.find(own.place)) ?? shown];
  }
  if ('room' in report && typeof report.room === 'string' && report.event !== 'invitation') {
    const conversation = session.room(report.room);
    if (conversation) return [conversation];
  }
  if (report.event === 'peers' && report.room === null) return []; // It is a list to choose from.
  if (report.event === 'error' && report.about) return []; // The list says so itself.
  // One sentence tells the user where to look; of all who wait at the same time, home does.
  if (report.event === 'request') return [session.requests.size > 1 ? session.home : shown];
  if (report.event === 'request_ended') {
    return [session.find({ kind: 'private', to: report.from }) ?? shown];
  }
  const shared = isAboutPerson(report) ? session.sharedWith(report.peer) : [];
  if (shared.length > 0) return shared;
  return [report.event === 'ready' || report.event === 'tracker' ? session.home : shown];
}

function isAboutPerson(report: Report): report is Extract<Report, { event: (typeof ABOUT_PEOPLE)[number] }> {
  return ABOUT_PEOPLE.some((event) => event === report.event);
}

function note(
  { model, now }: ReportContext,
  conversation: Conversation,
  lines: readonly Line[],
  isAnswer: boolean,
): void {
  for (const { kind, text } of lines) {
    if (kind === 'talk') continue;
    const log = model.logOf(conversation);
    const id = log.add({
      kind: 'note',
      at: now,
      tone: kind === 'note' ? 'quiet' : kind,
      text,
      isAnswer,
    });
    if (isAnswer || kind !== 'loud' || conversation === model.shown) continue;
    log.arrivedUnseen(id);
    conversation.missed(true);
  }
}
