import type { Conversation } from '../../../session/conversation.ts';
import type { Delivery } from '../../../session/delivery.ts';
import { placeKey } from '../../../session/place.ts';
import type { Desk } from '../desk.ts';
import { yesOrNo } from '../overlays/question.ts';

/** How soon Ctrl+C has to be pressed again to mean it. */
const TWICE_MS = 2_000;

/** Leaves, after a question if something of ours has not arrived yet. What cannot be closed has its own way to give up. */
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

/** Lines of ours that have not arrived, in that conversation or in all. */
export function countUnsent(desk: Desk, conversation: Conversation | null): number {
  let unsent = 0;
  for (const { delivery, place } of desk.model.session.ownMessages.values()) {
    const isThere = conversation === null || placeKey(place) === conversation.key;
    if (isThere && mayBeLost(desk, delivery)) unsent += 1;
  }
  return unsent;
}

/**
 * It still waits, or was sent by a program that does confirm and was not confirmed before the link broke or they were away:
 * a link to a machine that has gone seems to be open for minutes.
 */
function mayBeLost({ model }: Desk, delivery: Delivery): boolean {
  const isUnconfirmed = (name: string): boolean => {
    const person = model.session.people.find(name);
    return person === undefined || (person.confirms && (person.link !== 'open' || model.session.isAway(name)));
  };
  return delivery.count('waiting') > 0 || delivery.names('sent').some(isUnconfirmed);
}

/** Ctrl+C: what is open is closed, what is typed is cleared; with nothing left, twice means to leave. */
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
