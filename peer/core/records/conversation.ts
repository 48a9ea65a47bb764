import { nameKey } from '../../../commons/model/names.ts';

/** Where a typed line goes. */
export type Conversation =
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'private'; readonly to: string };

export function isSameConversation(a: Conversation | null, b: Conversation | null): boolean {
  if (a?.kind === 'room') return b?.kind === 'room' && nameKey(a.room) === nameKey(b.room);
  if (a?.kind === 'private') return b?.kind === 'private' && a.to === b.to;
  return b === null;
}
