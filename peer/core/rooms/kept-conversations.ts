// Stores where the user was, for the next session: the rooms that were entered and the private chats that were begun. A
// room counts as the same one as long as its owner is the same, with the same key.

import { nameKey } from '../../../commons/model/names.ts';
import type { RoomView } from '../../../commons/model/views.ts';
import type { NotEntered } from '../../reports.ts';
import type { Conversation } from '../records/conversation.ts';
import type { KeptRoom } from '../records/kept.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';

export function keptRoomNamed({ kept }: PeerState, room: string): KeptRoom | undefined {
  return kept.rooms.get(nameKey(room));
}

/** The user has entered the room: from now on it is entered again after signing in. */
export function keepRoom(turn: Turn, { name, owner, peer_owner }: RoomView): void {
  const { state } = turn;
  const known = state.contacts.get(nameKey(owner))?.fingerprint ?? peer_owner?.fingerprint;
  const before = keptRoomNamed(state, name);
  const key = owner === state.username ? state.fingerprint : (known ?? sameOwnersKey(before, owner));
  state.kept.setRoom({ room: name, owner, owner_key: key });
  state.kept.limitRooms((key) => state.rooms.has(key));
  saveConversations(turn);
}

/** The user has left the room, or it was deleted. */
export function forgetRoom(turn: Turn, name: string): void {
  const { kept, askedRooms } = turn.state;
  askedRooms.remove(name);
  if (kept.removeRoom(name)) saveConversations(turn);
}

/** A key was accepted for this person: it is stored as the owner's key of the rooms of theirs that we are in. */
export function keepOwnerKey(turn: Turn, username: string): void {
  const { kept, rooms, contacts } = turn.state;
  const fingerprint = contacts.get(nameKey(username))?.fingerprint;
  if (!fingerprint) return;
  for (const [key, room] of kept.rooms) {
    if (room.owner !== username || room.owner_key === fingerprint || !rooms.has(key)) continue;
    kept.setRoom({ ...room, owner_key: fingerprint });
    saveConversations(turn);
  }
}

/** Stores a private chat. `written`: the user has begun it, or has written in it. */
export function keepChat(turn: Turn, username: string, written: boolean): void {
  const { kept } = turn.state;
  const before = kept.chats.get(nameKey(username));
  if (before?.with === username && (before.written || !written)) return;
  turn.state.watch.markOutdated();
  kept.setChat({ with: username, written });
  saveConversations(turn);
}

export function forgetChat(turn: Turn, username: string): void {
  turn.state.watch.markOutdated();
  const { kept } = turn.state;
  if (kept.removeChat(username)) saveConversations(turn);
}

/** Stores the current conversation. If there is none, the last one stays stored. */
export function keepCurrent(turn: Turn, conversation: Conversation | null): void {
  const { kept, lifetime } = turn.state;
  if (conversation === null || lifetime.isQuitting || JSON.stringify(kept.current) === JSON.stringify(conversation))
    return;
  kept.setCurrent(conversation);
  saveConversations(turn);
}

/** Why the room that has this name now is not the one that was entered before; null: it is. */
export function otherRoomReason(state: PeerState, kept: KeptRoom, view: RoomView): NotEntered | null {
  if (view.owner !== kept.owner) return 'other_owner';
  if (view.owner === state.username || state.encryption === 'off') return null;
  const contact = state.contacts.get(nameKey(view.owner));
  if (contact?.changed_to) return 'other_key';
  if (kept.owner_key === null) return null;
  if (contact?.fingerprint && contact.fingerprint !== kept.owner_key) return 'other_key';
  const { peer_owner: owner } = view; // The tracker sends no key of an owner who is away.
  return owner && owner.fingerprint !== kept.owner_key ? 'other_key' : null;
}

function sameOwnersKey(before: KeptRoom | undefined, owner: string): string | null {
  return before?.owner === owner ? before.owner_key : null;
}

export function saveConversations({ state: { kept, requestBox }, effects }: Turn): void {
  const conversations = {
    rooms: [...kept.rooms.values()],
    chats: [...kept.chats.values()],
    requests: [...requestBox.keys()].map((username) => ({ username })),
    current: kept.current,
  };
  effects.push({ type: 'keepConversations', conversations });
}
