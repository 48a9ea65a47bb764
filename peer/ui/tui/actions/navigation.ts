// Going from one conversation to another, and up and down in what was said.

import { visible } from '../../../../commons/text/text.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { Desk } from '../desk.ts';

/** Rows that a page leaves over, so that the eye finds its place again. */
const PAGE_OVERLAP = 2;

export function showNumbered(desk: Desk, digit: number): void {
  const conversation = desk.model.session.conversations[digit];
  if (conversation) desk.show(conversation);
}

export function step(desk: Desk, by: 1 | -1): void {
  const { session, shown } = desk.model;
  const { conversations } = session;
  const next = (conversations.indexOf(shown) + by + conversations.length) % conversations.length;
  showNumbered(desk, next);
}

/** What is for us comes first, then what has waited longest on the list. */
export function nextUnread(desk: Desk): void {
  const { session, shown } = desk.model;
  const { conversations } = session;
  const isNext = (has: (conversation: Conversation) => boolean): Conversation | undefined =>
    conversations.find((each) => each !== shown && has(each));
  const next = isNext(({ highlights }) => highlights > 0) ?? isNext(({ unread }) => unread > 0);
  if (next) desk.show(next);
  else if (shown.unread > 0) toUnread(desk);
  else desk.flash = desk.face.phrases.nothingUnread;
}

export function page(desk: Desk, by: 1 | -1): void {
  desk.model.log.scroll(by * Math.max(1, desk.logRows - PAGE_OVERLAP));
}

export function toUnread(desk: Desk): void {
  const { log } = desk.model;
  if (log.firstUnread === null) desk.flash = desk.face.phrases.nothingUnread;
  else log.toEntry(log.firstUnread);
}

export function toggleMute(desk: Desk, conversation: Conversation): void {
  conversation.isMuted = !conversation.isMuted;
  const { mutedNow, unmutedNow } = desk.face.phrases;
  const label = visible(conversation.label);
  desk.flash = conversation.isMuted ? mutedNow(label) : unmutedNow(label);
}
