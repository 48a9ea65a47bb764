// Makes entries of messages: the text is made harmless, and what the user has to know of each message is added.

import { mentions } from '../../commons/text/mentions.ts';
import { visible, visibleText } from '../../commons/text/text.ts';
import { spoken } from '../commands/spoken.ts';
import type { Reason } from '../reasons.ts';
import type { MessageReport, ReportOf } from '../reports.ts';
import type { Change, NewMessage, Notice } from './change.ts';
import type { Conversation } from './conversation.ts';
import { Delivery, type Fate } from './delivery.ts';
import type { MessageEntry } from './entry.ts';
import type { Fact } from './facts.ts';
import { placeOf } from './place.ts';
import type { Session } from './session.ts';

/** A message that took longer had to wait for us, so the time when it was written is shown. */
const LATE_MS = 60_000;

/** The length of the beginning of an own message, by which the user recognises one that has failed. */
const BEGINNING_CHARACTERS = 40;

const NO_FACTS: readonly Fact[] = [];

/** An own message has come further, to one of its receivers. */
export function became(session: Session, id: string, to: string, fate: Fate, reason?: Reason): Change {
  const own = session.ownMessages.get(id);
  own?.delivery.became(to, fate, reason);
  return { message: null, delivery: own ?? null, facts: NO_FACTS };
}

/** A message of our own. */
export function queued(session: Session, report: ReportOf<'queued'>, now: number): Change {
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
    isPlaintext: people.some((name) => !session.people.lookUp(name).isEncrypted),
    delivery,
  };
  const conversation = session.conversation(place);
  const entryId = conversation.entries.push(entry);
  session.follow(id, { place, entryId, delivery, beginning: beginningOf(content) });
  const message: NewMessage = { conversation, entry, notice: 'read' };
  return { message, delivery: null, facts: NO_FACTS };
}

/** A message of somebody else. */
export function received(session: Session, report: MessageReport, now: number): Change {
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

/** When a late message was written, as its sender states; null: it is not late. */
function lateTime(sentAt: string, now: number): number | null {
  const at = Date.parse(sentAt);
  return now - at > LATE_MS ? at : null;
}
