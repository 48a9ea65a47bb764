// Moves the focus: the input line, the columns of conversations and people, the wire panel.

import type { Desk } from '../desk.ts';
import { openPersonMenu } from '../overlays/person-menu.ts';
import { isSameTarget, peopleRows, roomRows, type Target } from '../views/side-lists.ts';

/** Any width at which lists are laid out: only their targets are used here. */
const ANY_WIDTH = 40;

/**
 * Moves the focus from the line to the rooms, the people (if any), the wire panel (if open) and back; -1: in reverse.
 */
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

/** Moves the focus into the wire panel, and opens it if need be; or, from the panel, back to the line. */
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
