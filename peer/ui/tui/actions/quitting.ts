import type { Conversation } from '../../../session/conversation.ts';
import type { Delivery } from '../../../session/delivery.ts';
import { placeKey } from '../../../session/place.ts';
import type { Desk } from '../desk.ts';
import { yesOrNo } from '../overlays/question.ts';

/** A second Ctrl+C within this time ends the program. */
const TWICE_MS = 2_000;

/**
 * Quits, after a question if own messages have not arrived yet. An overlay that cannot be closed handles it by itself.
 */
export function askToQuit(desk: Desk): void {
  const fixed = desk.overlays.find(({ isFixed }) => isFixed);
  if (fixed) return fixed.left?.('quit');
  const unsent = countUnsent(desk, null);
  // A user who sees the waiting screen has been asked before, or has sent nothing yet.
  const isWaiting = desk.overlays.some(({ name }) => name === 'waiting');
  if (unsent === 0 || isWaiting) return desk.outside.leave('quit');
  desk.open(
    yesOrNo(
      (face) => face.phrases.confirmQuitUnsent(unsent),
      () => desk.outside.leave('quit'),
    ),
  );
}

/** The number of own messages that have not arrived, in `conversation` or (null) in all. */
export function countUnsent(desk: Desk, conversation: Conversation | null): number {
  let unsent = 0;
  for (const { delivery, place } of desk.model.session.ownMessages.values()) {
    const isThere = conversation === null || placeKey(place) === conversation.key;
    if (isThere && mayBeLost(desk, delivery)) unsent += 1;
  }
  return unsent;
}

/**
 * Whether the message still waits for a receiver, or lacks the confirmation of one whose program confirms, but whose
 * link is broken or who is away. (Being away counts, since a link to a machine that has gone seems open for minutes.)
 */
function mayBeLost({ model }: Desk, delivery: Delivery): boolean {
  const isUnconfirmed = (name: string): boolean => {
    const person = model.session.people.find(name);
    return person === undefined || (person.confirms && (person.link !== 'open' || model.session.isAway(name)));
  };
  return delivery.count('waiting') > 0 || delivery.names('sent').some(isUnconfirmed);
}

/** Ctrl+C: closes an overlay, ends a mode, or clears the line; if there is none of these, pressing it twice quits. */
export function interrupt(desk: Desk): void {
  if (desk.top?.isFixed) return desk.top.left?.('interrupted');
  if (desk.top) return desk.dismiss();
  if (desk.mode) return desk.endMode();
  if (!desk.editor.isEmpty) {
    desk.editor.clear();
    return;
  }
  const now = desk.outside.elapsed();
  if (now - desk.interruptedAt < TWICE_MS) return desk.outside.leave('interrupted');
  desk.interruptedAt = now;
  desk.flash = desk.face.phrases.quitAgain;
}
