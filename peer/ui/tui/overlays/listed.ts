// Lists from the tracker: requested while it is connected, and otherwise shown with the time of the last reply.

import type { Desk } from '../desk.ts';
import { timeOfDay } from '../face.ts';

/** Requests the list if the tracker is connected; otherwise `refreshLists` requests it when the tracker is back. */
export function askForList(desk: Desk, list: 'listRooms' | 'listPeers'): void {
  if (desk.model.session.tracker.state === 'connected') desk.intend({ kind: list });
}

/** The tracker is back: requests the lists that are open now again. */
export function refreshLists(desk: Desk): void {
  if (desk.overlays.some(({ name }) => name === 'rooms-browser')) askForList(desk, 'listRooms');
  if (desk.overlays.some(({ name }) => name === 'people-browser')) askForList(desk, 'listPeers');
}

/** The title of a list. `at`: when the list was received (wall-clock ms); null: never. */
export function listTitle({ model, face }: Desk, title: string, at: number | null): string {
  const { phrases } = face;
  if (model.session.tracker.state === 'connected') return title;
  return at === null ? phrases.listUnknown(title) : phrases.listAsOf(title, timeOfDay(at, '24'));
}

export function waitingText({ model, face: { phrases } }: Desk): string {
  return model.session.tracker.state === 'connected' ? phrases.waitingForTracker : phrases.trackerIsAway;
}
