import { nameKey } from '../../commons/model/names.ts';

/** The room or the person of a conversation. `home` has what belongs to no other conversation. */
export type Place =
  | { readonly kind: 'home' }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'private'; readonly to: string };

/** The place of a message or a line, as reports name it. */
export function placeOf(room: string | null, to: string | null): Place {
  if (room !== null) return { kind: 'room', room };
  return to === null ? { kind: 'home' } : { kind: 'private', to };
}

/** `#dev`, `@bob`, `~`; not made harmless. */
export function labelOf(place: Place): string {
  if (place.kind === 'home') return '~';
  return place.kind === 'room' ? `#${place.room}` : `@${place.to}`;
}

/** Equal for the same place, in whatever case its name is written. */
export function placeKey(place: Place): string {
  return nameKey(labelOf(place));
}
