// Whether a stored key is still the registered one (protocol 7.4.3). A peer that proves it is admitted, but may have
// stolen it, and its owner may have registered another one since. So the tracker is asked when such a link opens, and
// again while it lasts.

import { nameKey } from '../../../commons/model/names.ts';
import { isPresentInRoom } from '../look-ups.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { report } from '../report.ts';
import { setTimer } from '../timers.ts';
import { lookUp } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { contactOf } from './contacts.ts';

/** In a private chat another key is noticed within this time; in a room the tracker reports it without being asked. */
const CHECK_AGAIN_MS = 60_000;

/** A link with the person has opened. `wasKnown`: its key was stored, and the tracker has not confirmed it yet. */
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

/** The tracker is back: keys that could not be checked meanwhile are checked now. */
export function checkKeysAgain(turn: Turn): void {
  for (const person of turn.state.people.values()) checkKey(turn, person);
}

/** The tracker lists nobody of that name as online, or did not answer: whether the key is still theirs is unknown. */
export function reportUnconfirmed(turn: Turn, person: Person, result: 'tracker_away' | 'not_online'): void {
  const { username } = person;
  const { keyChecks } = turn.state;
  if (!encryptedLink(person) || keyChecks.isUnconfirmed(username) || !contactOf(turn.state, username)?.fingerprint)
    return;
  keyChecks.markUnconfirmed(username);
  report(turn, { event: 'key_check', peer: username, result });
}

/** The tracker has reported the key that we know. */
export function keyConfirmed(turn: Turn, username: string): void {
  if (!turn.state.keyChecks.confirm(username)) return;
  report(turn, { event: 'key_check', peer: username, result: 'confirmed' });
}

function encryptedLink({ links }: Person): OpenLink | undefined {
  return [...links.open.values()].find(({ fingerprint }) => fingerprint !== null);
}

/** Whether a room lists the person with the key that we know, so that the tracker will report another one by itself. */
function isToldByRoom({ state }: Turn, person: Person): boolean {
  const known = contactOf(state, person.username)?.fingerprint ?? null;
  return (
    state.tracker.state === 'connected' && person.presence.listed === known && isPresentInRoom(state, person.username)
  );
}
