// The user's decisions about keys and people: verify, trust, block, and their opposites.

import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import { isSameNumber } from '../../../commons/identity/same-number.ts';
import { nameKey } from '../../../commons/model/names.ts';
import { personCalled } from '../look-ups.ts';
import { dropBlockedRequests } from '../messages/requests.ts';
import { retryDial } from '../people/dialling.ts';
import { likeness, userLookedLike } from '../people/look-alikes.ts';
import { problem, report } from '../report.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';
import {
  acceptChangedKey,
  blockedBecause,
  blockOf,
  contactOf,
  keyInQuestion,
  keyOf,
  markUnverified,
  markVerified,
  setBlocked,
  trustOf,
} from './contacts.ts';
import { dropAllLinks, dropStrangeLinks } from './key-changes.ts';

/** Reports a key's fingerprint. `name` null: that of the user's own key. */
export function showKey(turn: Turn, name: string | null): void {
  const { state } = turn;
  const isOwn = name === null || nameKey(name) === nameKey(state.username);
  if (isOwn) {
    const { username, fingerprint } = state;
    return report(turn, { event: 'fingerprint', username, fingerprint, trust: 'own' });
  }
  const username = usernameFor(state, name);
  const fingerprint = keyOf(state, username);
  if (fingerprint === null) return noKey(turn, username);
  report(turn, { event: 'fingerprint', username, fingerprint, trust: trustOf(state, username) });
}

/** The safety number with that user, for the key in question. */
function numberFor(
  { state, cryptography }: Turn,
  username: string,
): { fingerprint: Fingerprint; number: string } | null {
  const fingerprint = keyInQuestion(state, username) ?? keyOf(state, username);
  if (fingerprint === null || state.fingerprint === null) return null;
  const me = { username: state.username, fingerprint: state.fingerprint };
  return { fingerprint, number: cryptography.safetyNumber(me, { username, fingerprint }) };
}

export function showSafetyNumber(turn: Turn, name: string): void {
  const username = usernameFor(turn.state, name);
  const shown = numberFor(turn, username);
  if (!shown) return noKey(turn, username);
  const isNewKey = Boolean(contactOf(turn.state, username)?.changed_to);
  if (isNewKey) turn.state.contacts.markCompared(username, shown.fingerprint);
  const verified = trustOf(turn.state, username) === 'verified';
  const like = likeness(userLookedLike(turn.state, username));
  report(turn, { event: 'safety_number', peer: username, ...shown, verified, is_new_key: isNewKey, ...like });
}

/** `number`: what the other side sees; null: the two were compared outside of this program. */
export function verify(turn: Turn, name: string, number: string | null): void {
  const { state } = turn;
  const username = usernameFor(state, name);
  const shown = numberFor(turn, username);
  if (!shown) return noKey(turn, username);
  if (number !== null && !isSameNumber(number, shown.number)) {
    return problem(turn, { code: 'NUMBERS_DIFFER', username });
  }
  // A changed key has to be accepted before it can be verified, so the number is only shown.
  if (contactOf(state, username)?.changed_to) return showSafetyNumber(turn, name);
  const like = likeness(userLookedLike(state, username));
  report(turn, { event: 'safety_number', peer: username, ...shown, verified: true, is_new_key: false, ...like });
  markVerified(turn, username, shown.fingerprint);
  dropStrangeLinks(turn, username);
}

export function unverify(turn: Turn, name: string): void {
  const username = usernameFor(turn.state, name);
  if (!markUnverified(turn, username)) problem(turn, { code: 'NOT_VERIFIED', username });
}

export function trust(turn: Turn, name: string): void {
  const username = usernameFor(turn.state, name);
  const compared = turn.state.contacts.takeCompared(username);
  if (compared !== undefined && compared !== keyInQuestion(turn.state, username)) {
    return problem(turn, { code: 'CHANGED_AGAIN', username });
  }
  if (!acceptChangedKey(turn, username)) {
    return problem(turn, { code: 'NOTHING_TO_TRUST', username });
  }
  const person = turn.state.people.get(username);
  if (person) retryDial(turn, person);
}

export function block(turn: Turn, name: string): void {
  const username = usernameFor(turn.state, name);
  if (nameKey(username) === nameKey(turn.state.username)) return problem(turn, { code: 'NOT_YOURSELF' });
  setBlocked(turn, username, true);
  dropBlockedRequests(turn, (name) => blockOf(turn.state, name) !== undefined);
  for (const other of turn.state.people.values()) {
    const blocked = blockOf(turn.state, other.username);
    if (blocked) dropAllLinks(turn, other.username, blockedBecause(other.username, blocked));
  }
}

export function unblock(turn: Turn, name: string): void {
  const username = usernameFor(turn.state, name);
  if (!contactOf(turn.state, username)?.blocked) return problem(turn, { code: 'NOT_BLOCKED', username });
  const wereBlocked = [...turn.state.people.values()].filter((person) => blockOf(turn.state, person.username));
  setBlocked(turn, username, false);
  turn.state.arrivals.reportedBlocked.clear();
  for (const person of wereBlocked) if (!blockOf(turn.state, person.username)) retryDial(turn, person);
}

/** The registered spelling of a name, if it is known. */
function usernameFor(state: PeerState, name: string): string {
  const waiting = (): string | undefined =>
    [...state.requestBox.keys()].find((each) => nameKey(each) === nameKey(name));
  return personCalled(state, name)?.username ?? contactOf(state, name)?.username ?? waiting() ?? name;
}

function noKey(turn: Turn, username: string): void {
  problem(turn, { code: 'NO_KEY', why: turn.state.fingerprint === null ? 'off' : 'not_met', username });
}
