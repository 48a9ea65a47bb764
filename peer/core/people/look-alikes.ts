// Names that look like a known name but differ: they are marked in lists and reported once. The user has to confirm
// before they write to such a person, invite one, or enter a room with such a name.

import { looksLike, shapesOf } from '../../../commons/model/look-alikes.ts';
import { nameKey } from '../../../commons/model/names.ts';
import { problem, report } from '../report.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Later than any first meeting (wall-clock ms). */
const NEVER = Number.MAX_SAFE_INTEGER / 2;

/** The name that looks like `username` and has been known longer; null: there is none. */
export function userLookedLike(state: PeerState, username: string): string | null {
  const [first, ...others] = new Set(similarNames(state, username));
  if (first === undefined) return null;
  const best = others.reduce((a, b) => (rankOf(state, b) < rankOf(state, a) ? b : a), first);
  return rankOf(state, best) < rankOf(state, username) ? best : null;
}

/** The same for rooms: among those where the user has a seat, has been before, or has the key. */
export function roomLookedLike(state: PeerState, room: string): string | null {
  const key = nameKey(room);
  if (state.rooms.has(key) || state.kept.rooms.has(key)) return null;
  for (const { name } of state.rooms.values()) if (looksLike(name, room)) return name;
  for (const kept of state.kept.rooms.values()) if (looksLike(kept.room, room)) return kept.room;
  if (state.roomKeys.has(key)) return null;
  for (const opened of state.roomKeys.values()) if (looksLike(opened.room, room)) return opened.room;
  return null;
}

function* similarNames(state: PeerState, username: string): Generator<string> {
  if (looksLike(state.username, username)) yield state.username;
  for (const shape of new Set(shapesOf(username))) {
    for (const key of state.contacts.withShape(shape)) {
      const contact = state.contacts.get(key);
      if (contact && looksLike(contact.username, username)) yield contact.username;
    }
  }
  for (const room of state.rooms.values()) {
    for (const member of room.membership.members.keys()) if (looksLike(member, username)) yield member;
  }
}

/**
 * Lower for names known longer: the user, people with a stored key, people met. Verification does not count, because an
 * impostor can get verified under the look-alike name.
 */
function rankOf(state: PeerState, username: string): number {
  if (username === state.username) return Number.NEGATIVE_INFINITY;
  const contact = state.contacts.get(nameKey(username));
  const since = contact?.first_seen ? Date.parse(contact.first_seen) : Number.NaN;
  if (contact?.fingerprint && !Number.isNaN(since)) return since;
  const met = [...state.people.keys()].indexOf(username);
  return met < 0 ? Number.POSITIVE_INFINITY : NEVER + met;
}

/** Reports once that this user's name looks like a known one. */
export function reportLookAlike(turn: Turn, username: string): void {
  const { state } = turn;
  const like = userLookedLike(state, username);
  if (like === null || !state.lookAlikes.reported.add(username)) return;
  report(turn, { event: 'look_alike', peer: username, like });
}

/** For a list: nothing, or what the name looks like. */
export function likeness(like: string | null): { readonly looks_like?: string } {
  return like === null ? {} : { looks_like: like };
}

/**
 * Whether the user means this person or room, although the name looks like a known one. The first time this is
 * reported, and the same intent again confirms it. `verb`: what the intent does.
 */
export function isMeant(turn: Turn, verb: 'msg' | 'add' | 'invitation' | 'join', name: string): boolean {
  const { state } = turn;
  const kind = verb === 'join' ? 'room' : 'user';
  const like = kind === 'user' ? userLookedLike(state, name) : roomLookedLike(state, name);
  const key = `${kind} ${nameKey(name)}`;
  if (like === null || state.lookAlikes.isMeant(key)) return true;
  if (kind === 'user' && state.kept.chats.get(nameKey(name))?.written) return true;
  if (state.lookAlikes.wasAsked(`${verb} ${key}`)) {
    state.lookAlikes.markMeant(key);
    return true;
  }
  state.lookAlikes.ask(`${verb} ${key}`);
  problem(turn, { code: 'LOOKS_LIKE', of: kind, name, like });
  return false;
}
