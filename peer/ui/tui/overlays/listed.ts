// Lists that come from the tracker: asked for when it is there, and shown with their age when it is not.

import type { Desk } from '../desk.ts';
import { timeOfDay } from '../face.ts';

/** Asks for the list, unless the tracker is away: then it is asked for when the tracker is back. */
export function askForList(desk: Desk, list: 'listRooms' | 'listPeers'): void {
  if (desk.model.session.tracker.state === 'connected') desk.intend({ kind: list });
}

/** The tracker is back: what is open now is asked for again. */
export function refreshLists(desk: Desk): void {
  if (desk.overlays.some(({ name }) => name === 'rooms-browser')) askForList(desk, 'listRooms');
  if (desk.overlays.some(({ name }) => name === 'people-browser')) askForList(desk, 'listPeers');
}

/** `at`: when it was listed (wall-clock ms); null: never. */
export function listTitle({ model, face }: Desk, title: string, at: number | null): string {
  const { phrases } = face;
  if (model.session.tracker.state === 'connected') return title;
  return at === null ? phrases.listUnknown(title) : phrases.listAsOf(title, timeOfDay(at, '24'));
}

export function waitingText({ model, face: { phrases } }: Desk): string {
  return model.session.tracker.state === 'connected' ? phrases.waitingForTracker : phrases.trackerIsAway;
}
