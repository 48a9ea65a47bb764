// Where the keys go: the line, the columns of conversations and people, the panel with what crosses the wire.

import type { Desk } from '../desk.ts';
import { openPersonMenu } from '../overlays/person-menu.ts';
import { isSameTarget, peopleRows, roomRows, type Target } from '../views/side-lists.ts';

/** Wide enough for any list to be made: only its targets count here. */
const ANY_WIDTH = 40;

/** From the line to the rooms, the people if there are any, the panel if it is open, and back; or the other way round. */
export function moveFocus(desk: Desk, by: 1 | -1): void {
  const hasPeople = targets(desk, 'people').length > 0;
  const places: readonly Desk['focus'][] = [
    'line',
    'rooms',
    ...(hasPeople ? (['people'] as const) : []),
    ...(desk.wirePanel ? (['wire'] as const) : []),
  ];
  const at = Math.max(0, places.indexOf(desk.focus));
  desk.focus = places[(at + by + places.length) % places.length] ?? 'line';
  if (desk.focus === 'line') return desk.focusLine();
  if (desk.focus === 'wire') return;
  const all = targets(desk, desk.focus);
  desk.selected = desk.focus === 'rooms' ? { conversation: desk.model.shown } : (all[0] ?? null);
}

/** Into the panel, which is opened for that, or back to the line. */
export function toWire(desk: Desk): void {
  if (desk.focus === 'wire') return desk.focusLine();
  desk.openWire();
  desk.focus = 'wire';
}

export function moveSelection(desk: Desk, by: number): void {
  if (desk.focus === 'line' || desk.focus === 'wire') return;
  const all = targets(desk, desk.focus);
  const at = all.findIndex((target) => isSameTarget(target, desk.selected));
  desk.selected = all[Math.max(0, Math.min(all.length - 1, at + by))] ?? null;
}

export function choose(desk: Desk, target: Target | null): void {
  if (target === null) return;
  if ('conversation' in target) desk.show(target.conversation);
  else openPersonMenu(desk, target.person);
}

function targets({ face, model, selected }: Desk, list: 'rooms' | 'people'): Target[] {
  const rows = (list === 'rooms' ? roomRows : peopleRows)(face, model, selected, ANY_WIDTH);
  return rows.flatMap(({ target }) => (target ? [target] : []));
}
