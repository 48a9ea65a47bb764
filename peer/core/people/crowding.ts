// Bounds the people that a peer stores (protocol 2.2.19). Names are free, so strangers make room for others: they lose
// their private chat, and may connect again.

import { nameKey } from '../../../commons/model/names.ts';
import { sharesRoom } from '../look-ups.ts';
import { MAX_PEOPLE } from '../records/people.ts';
import type { Person } from '../records/person.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { release } from './mesh.ts';

/** People whose links are being closed with LEAVE; the links of more people than that are dropped at once. */
const MAX_LEAVING = 64;

/** Keeps the number of people within {@link MAX_PEOPLE}, unless the user needs more. */
export function limitPeople(turn: Turn): void {
  const { state } = turn;
  if (state.people.size <= MAX_PEOPLE) return;
  const all = [...state.people.values()];
  const leaving = all.filter(isLeaving);
  const surplus = all.length - leaving.length - MAX_PEOPLE;
  if (surplus > 0) for (const person of unneeded(state).slice(0, surplus)) letGo(turn, person);
  for (const { links } of leaving.slice(0, Math.max(0, leaving.length - MAX_LEAVING))) {
    for (const link of links.open.keys())
      turn.effects.push({ type: 'drop', link, reason: { why: 'too_many_leaving' } });
  }
}

function letGo(turn: Turn, person: Person): void {
  person.chat.close();
  release(turn, person);
}

/** The people who can be forgotten: those without a link first, then those whose link opened first. */
function unneeded(state: PeerState): Person[] {
  const linked = state.people.linked;
  const lastOpened = (person: Person): number => (linked.has(person.username) ? person.links.openedAt : -1);
  const isComing = (person: Person): boolean => person.links.open.size === 0 && linked.has(person.username);
  return [...state.people.values()]
    .filter((person) => !isNeeded(state, person) && !isLeaving(person) && !isComing(person))
    .sort((a, b) => lastOpened(a) - lastOpened(b));
}

function isNeeded(state: PeerState, person: Person): boolean {
  const { username } = person;
  if (!person.outgoing.outbox.isEmpty || !person.invites.isEmpty || sharesRoom(state, username)) return true;
  const isIn = [state.conversation.current, state.conversation.previous].some(
    (each) => each?.kind === 'private' && each.to === username,
  );
  return isIn || (state.kept.chats.get(nameKey(username))?.written ?? false);
}

function isLeaving({ links }: Person): boolean {
  return links.open.size > 0 && [...links.open.values()].every(({ isClosing }) => isClosing);
}
