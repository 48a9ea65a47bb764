// What has happened, as the core reports it, becomes what is shown.

import { visible } from '../../../../commons/text/text.ts';
import type { Report, ReportOf } from '../../../reports.ts';
import type { Change, NewMessage } from '../../../session/change.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { FactReport } from '../../../session/fact-report.ts';
import type { Fact } from '../../../session/facts.ts';
import { placeOf } from '../../../session/place.ts';
import type { Line } from '../../words.ts';
import { notesOf } from './conversation-log.ts';
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
  /** A fact in lines for people. */
  describe(report: FactReport): readonly Line[];
}

/** Shows what happened. Returns what the user should be called for, if there is something. */
export function reported(context: ReportContext, report: Report): Attention | undefined {
  const { model } = context;
  const change = model.take(report, context.now);
  model.follow(
    (fact) => linesOf(context, fact),
    (conversation) => isUnseen(model, conversation, change),
  );
  const { message, delivery, facts } = change;
  const where = delivery ? model.session.find(delivery.place) : undefined;
  if (delivery && where) model.logOf(where).changed(delivery.entryId);
  if (report.event === 'conversation') turnTo(model, report);
  if (report.event === 'wire') model.wire.add(report);
  if (report.event === 'queued' && message) echoElsewhere(context, report, message);
  for (const fact of facts) noteUnkept(context, fact);
  return attentionFor(model, report, message);
}

function isUnseen({ shown }: Model, conversation: Conversation, { message, facts }: Change): boolean {
  if (message) return message.notice !== 'read';
  return conversation !== shown && facts.some(({ isAlarm }) => isAlarm);
}

/** Facts that are no part of a conversation: in those that they are about, or where the user looks. */
function noteUnkept(context: ReportContext, { report, conversations, isAnswer }: Fact): void {
  const { model, now } = context;
  if (conversations.length > 0 && !isAnswer) return;
  const notes = notesOf(linesOf(context, report), now, isAnswer);
  for (const conversation of conversations.length > 0 ? conversations : [model.shown]) {
    for (const note of notes) model.logOf(conversation).add(note);
  }
}

function linesOf({ describe }: ReportContext, report: FactReport): readonly Line[] {
  if (isShownOtherwise(report)) return [];
  const lines = describe(report);
  // Who one is, and what can be done now, the screen says in its own way.
  return report.event === 'ready' ? lines.filter(({ kind }) => kind === 'loud') : lines;
}

/** They are marks, lists, dialogues or rows of their own. */
const SHOWN_OTHERWISE: ReadonlySet<Report['event']> = new Set([
  'rooms',
  'help',
  'password_wanted',
  'new_password_wanted',
  'safety_number',
  'invite',
  'room_left',
  'wire',
  'watching_wire',
]);

function isShownOtherwise(report: FactReport): boolean {
  if (report.event === 'peers') return report.room === null; // A list to choose from.
  if (report.event === 'error') return report.about !== undefined; // The list says so itself.
  return SHOWN_OTHERWISE.has(report.event);
}

/** Somebody wants the user's attention, who does not look. */
function attentionFor({ shown, isWatched }: Model, report: Report, message: NewMessage | null): Attention | undefined {
  if (report.event === 'invitation') {
    // Names are free: nobody is called for people whom they do not know.
    if (isWatched || report.stranger) return undefined;
    return { conversation: shown, from: visible(report.from), text: `#${visible(report.room)}`, isHighlight: true };
  }
  if (message?.notice !== 'unread') return undefined;
  const { from, text, isHighlight } = message.entry;
  return { conversation: message.conversation, from, text, isHighlight };
}

/** A private message of ours, where the user does not see it in its chat. */
function echoElsewhere(context: ReportContext, { to }: ReportOf<'queued'>, { conversation, entry }: NewMessage): void {
  const { model, now, echo } = context;
  if (to === undefined || conversation === model.shown) return;
  const text = echo(visible(to), entry.text);
  model.logOf(model.shown).add({ kind: 'note', at: now, tone: 'quiet', text, isAnswer: true });
}

/** The core has turned to another conversation. */
function turnTo(model: Model, { room, to, back }: ReportOf<'conversation'>): void {
  // A room that has ended by itself stays in view until the user has read why, and leaves.
  if (!(back && model.shown.hasEnded)) model.show(model.session.conversation(placeOf(room, to)));
}
