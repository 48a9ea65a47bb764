import type { Desk } from '../desk.ts';
import type { Delivery } from '../model/delivery.ts';
import { Confirm } from '../overlays/question.ts';

/** How soon Ctrl+C has to be pressed again to mean it. */
const TWICE_MS = 2_000;

/** Leaves, after a question if something of ours has not arrived yet. */
export function askToQuit(desk: Desk): void {
  let unsent = 0;
  for (const { delivery } of desk.model.followed.values()) if (mayBeLost(desk, delivery)) unsent += 1;
  if (unsent === 0) return desk.outside.quit();
  desk.open(
    new Confirm(
      (face) => face.phrases.confirmQuitUnsent(unsent),
      () => desk.outside.quit(),
    ),
  );
}

/** It still waits, or was sent on a link that broke before it was confirmed. */
function mayBeLost({ model }: Desk, delivery: Delivery): boolean {
  return delivery.count('waiting') > 0 || delivery.names('sent').some((name) => model.people.get(name).link !== 'open');
}

/** Ctrl+C: what is open is closed, what is typed is cleared; with nothing left, twice means to leave. */
export function interrupt(desk: Desk): void {
  if (desk.top?.isFixed) return desk.top.interrupted?.();
  if (desk.top) return desk.dismiss();
  if (desk.mode) return desk.endMode();
  if (!desk.editor.isEmpty) {
    desk.editor.clear();
    return;
  }
  const now = desk.outside.elapsed();
  if (now - desk.interruptedAt < TWICE_MS) return desk.outside.interrupted();
  desk.interruptedAt = now;
  desk.flash = desk.face.phrases.quitAgain;
}
