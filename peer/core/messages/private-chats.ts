import type { Person } from '../records/person.ts';
import type { PeerState } from '../state.ts';

/** There is a private chat with the person, whom the tracker is then asked to watch for. */
export function beginPrivateChat(state: PeerState, person: Person): void {
  if (person.chat.isOpen) return;
  person.chat.open();
  state.watch.markOutdated();
}
