import type { Person } from '../records/person.ts';
import type { PeerState } from '../state.ts';

/** Opens a private chat with the person. The tracker is then asked to watch for them. */
export function beginPrivateChat(state: PeerState, person: Person): void {
  if (person.chat.isOpen) return;
  person.chat.open();
  state.watch.markOutdated();
}
