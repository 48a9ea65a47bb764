// Whether a stored key is still the registered one (protocol 7.4.3). A peer that proves it is admitted, but may have stolen it, and
// its owner may have registered another one since. So the tracker is asked when such a link opens, and again while it lasts.

import { nameKey } from '../../../commons/model/names.ts';
import { isPresentInRoom } from '../look-ups.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { report } from '../report.ts';
import { setTimer } from '../timers.ts';
import { lookUp } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { contactOf } from './contacts.ts';

/** A private chat hears of another key within this; in a room the tracker tells it by itself. */
const CHECK_AGAIN_MS = 60_000;

/** A link with the person has opened. `wasKnown`: its key is one that we kept, which says nothing of the tracker. */
export function checkOnOpening(turn: Turn, person: Person, wasKnown: boolean): void {
  if (wasKnown && !isToldByRoom(turn, person)) checkKey(turn, person);
  else setTimer(turn, { kind: 'check', username: person.username }, CHECK_AGAIN_MS);
}

/** Asks the tracker, now or as soon as the rate limit allows, if there is a link that depends on the answer. */
export function checkKey(turn: Turn, person: Person): void {
  const { state } = turn;
  const { username } = person;
  const link = encryptedLink(person);
  if (!link) return;
  if (state.tracker.state !== 'connected') return reportUnconfirmed(turn, person, 'tracker_away');
  const waitMs = state.keyChecks.limiter.take({ address: link.address, user: nameKey(username) }, turn.elapsed);
  setTimer(turn, { kind: 'check', username }, waitMs > 0 ? Math.ceil(waitMs) : CHECK_AGAIN_MS);
  if (waitMs === 0 && !isToldByRoom(turn, person)) lookUp(turn, username);
}

/** The tracker is back: what could not be asked meanwhile is asked now. */
export function checkKeysAgain(turn: Turn): void {
  for (const person of turn.state.people.values()) checkKey(turn, person);
}

/** The tracker knows nobody of that name who is online, or did not answer: it is not known whether the key is theirs. */
export function reportUnconfirmed(turn: Turn, person: Person, result: 'tracker_away' | 'not_online'): void {
  const { username } = person;
  const { keyChecks } = turn.state;
  if (!encryptedLink(person) || keyChecks.isUnconfirmed(username) || !contactOf(turn.state, username)?.fingerprint)
    return;
  keyChecks.markUnconfirmed(username);
  report(turn, { event: 'key_check', peer: username, result });
}

/** The tracker has told the key that we know. */
export function keyConfirmed(turn: Turn, username: string): void {
  if (!turn.state.keyChecks.confirm(username)) return;
  report(turn, { event: 'key_check', peer: username, result: 'confirmed' });
}

function encryptedLink({ links }: Person): OpenLink | undefined {
  return [...links.open.values()].find(({ fingerprint }) => fingerprint !== null);
}

/** A room tells us of the person, with this very key, and will tell us of another one. */
function isToldByRoom({ state }: Turn, person: Person): boolean {
  const known = contactOf(state, person.username)?.fingerprint ?? null;
  return (
    state.tracker.state === 'connected' && person.presence.listed === known && isPresentInRoom(state, person.username)
  );
}
