// The columns of conversations and people, while the keys go there.

import type { Desk } from '../desk.ts';
import { openPersonMenu } from '../overlays/person-menu.ts';
import { isSameTarget, peopleRows, roomRows, type Target } from '../views/side-lists.ts';

/** Wide enough for any list to be made: only its targets count here. */
const ANY_WIDTH = 40;

/** From the line to the rooms, to the people if there are any, and back to the line; or the other way round. */
export function moveFocus(desk: Desk, by: 1 | -1): void {
  const hasPeople = targets(desk, 'people').length > 0;
  const places: readonly Desk['focus'][] = hasPeople ? ['line', 'rooms', 'people'] : ['line', 'rooms'];
  const at = Math.max(0, places.indexOf(desk.focus));
  desk.focus = places[(at + by + places.length) % places.length] ?? 'line';
  if (desk.focus === 'line') return desk.focusLine();
  const all = targets(desk, desk.focus);
  desk.selected = desk.focus === 'rooms' ? { conversation: desk.model.shown } : (all[0] ?? null);
}

export function moveSelection(desk: Desk, by: number): void {
  if (desk.focus === 'line') return;
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
