// Admission of peers that dial us (protocol 7.4). HELLO claims a name. Over an encrypted link the claim counts if the
// proven key is that name's: the stored one, or the one that the tracker lists for a new name. In plaintext, where it
// is allowed, the claim counts only from the address that the tracker lists, for a name that never had a key.

import { nameKey } from '../../../commons/model/names.ts';
import type { ListedPeerView } from '../../../commons/model/views.ts';
import type { Reason } from '../../reasons.ts';
import type { Greeting } from '../records/arrivals.ts';
import type { Contact } from '../records/contact.ts';
import type { LinkId } from '../records/link-id.ts';
import type { Person } from '../records/person.ts';
import { problem } from '../report.ts';
import { hasGuessedTooOften } from '../rooms/room-keys.ts';
import { lookUp } from '../tracker/asking.ts';
import { blockedBecause, blockOf, contactOf } from '../trust/contacts.ts';
import { applyListedKey, disputeIfUnconfirmed, keyChangesReceived } from '../trust/key-changes.ts';
import type { Turn } from '../turn.ts';
import { dialledHere } from './reach.ts';

/** A peer that dialled us has sent HELLO with a name. */
export function greeted(turn: Turn, link: LinkId, greeting: Greeting): void {
  const { state } = turn;
  const { username, remote, fingerprint } = greeting;
  keyChangesReceived(turn, username, greeting.keyChanges);
  const refused = refuse(turn, greeting);
  if (refused !== null) return turnAway(turn, link, refused);
  const person = state.people.get(username);
  const known = contactOf(state, username)?.fingerprint;
  if (known && known === fingerprint) return admit(turn, link, state.people.findOrAdd(username));
  const isListedSo =
    fingerprint === null
      ? person?.presence.listed === null && person.presence.endpoint?.address === remote.address
      : !known && person?.presence.listed === fingerprint;
  if (person?.presence.isPresent && isListedSo) return admit(turn, link, person);
  if (state.tracker.state !== 'connected') return decideByLastListing(turn, link, greeting);
  const limit = person || known ? state.arrivals.lookUps.contact : state.arrivals.lookUps.stranger;
  if (limit.take({ address: remote.address, user: nameKey(username) }, turn.elapsed) > 0)
    return turnAway(turn, link, { why: 'too_many_greetings' });
  state.arrivals.hold(link, greeting);
  lookUp(turn, username);
}

/** Why the peer is turned away without a look-up, or null. */
function refuse(turn: Turn, { username, remote, fingerprint }: Greeting): Reason | null {
  const { state } = turn;
  const contact = contactOf(state, username);
  if (username === state.username) return { why: 'own_name' };
  const blocked = blockOf(state, username, fingerprint);
  if (blocked) return refuseBlocked(turn, username, blocked);
  if (contact && contact.username !== username) return { why: 'spelled_otherwise', username: contact.username };
  if (state.encryption === 'off') return null;
  if (contact?.changed_to) return { why: 'key_changed', username };
  if (fingerprint !== null)
    return hasGuessedTooOften(turn, fingerprint, remote.address) ? { why: 'too_many_guesses' } : null;
  if (state.encryption === 'require') {
    reportPlaintext(turn, username);
    return { why: 'plaintext' };
  }
  return contact?.fingerprint ? { why: 'without_key', username } : null;
}

/** Somebody who is blocked comes with another name: that is reported, once for each name. */
function refuseBlocked(turn: Turn, username: string, blocked: Contact): Reason {
  const because = blockedBecause(username, blocked);
  const isOtherName = nameKey(username) !== nameKey(blocked.username);
  if (isOtherName && turn.state.arrivals.reportedBlocked.add(username))
    problem(turn, { code: 'BLOCKED_KEY', username, blocked: blocked.username });
  return because;
}

/**
 * The tracker has answered a look-up of `username`: the greeted links that waited for it are admitted or turned away.
 */
export function identified(turn: Turn, username: string, found: ListedPeerView | null): void {
  if (found) applyListedKey(turn, username, found.fingerprint ?? null);
  for (const [link, greeting] of turn.state.arrivals.take(username)) {
    if (found && greeting.fingerprint) {
      disputeIfUnconfirmed(turn, username, greeting.fingerprint, found.fingerprint ?? null);
    }
    const why = mismatchReason(turn, greeting, found);
    if (why !== null) turnAway(turn, link, why);
    else admit(turn, link, turn.state.people.findOrAdd(username), found ?? undefined);
  }
}

/** Why a greeting does not fit the tracker's report, or null. */
function mismatchReason(
  turn: Turn,
  { username, remote, fingerprint }: Greeting,
  found: ListedPeerView | null,
): Reason | null {
  if (!found) return { why: 'unknown', username };
  const listed = found.fingerprint ?? null;
  const known = contactOf(turn.state, username)?.fingerprint;
  if (fingerprint === null) {
    if (listed !== null && turn.state.encryption !== 'off') return { why: 'without_key', username };
    return dialledHere(turn.state, found).address === remote.address
      ? null
      : { why: 'unknown_at', username, address: remote.address };
  }
  if (known && known !== fingerprint) return { why: 'not_key_of', username };
  return listed === fingerprint ? null : { why: 'not_listed_key', username };
}

/** The tracker went away before it answered: its last report about the user decides. */
export function decideWithoutTracker(turn: Turn, username: string): void {
  for (const [link, greeting] of turn.state.arrivals.take(username)) {
    decideByLastListing(turn, link, greeting);
  }
}

function decideByLastListing(turn: Turn, link: LinkId, { username, remote, fingerprint }: Greeting): void {
  const person = turn.state.people.get(username);
  const isRight =
    fingerprint === null
      ? person?.presence.endpoint?.address === remote.address &&
        (person.presence.listed === null || turn.state.encryption === 'off')
      : person?.presence.listed === fingerprint && !contactOf(turn.state, username)?.fingerprint;
  if (person && isRight) admit(turn, link, person);
  else turnAway(turn, link, { why: 'unconfirmed', username });
}

function admit(turn: Turn, link: LinkId, person: Person, found?: ListedPeerView): void {
  if (found) {
    person.presence.setPresent(dialledHere(turn.state, found));
    person.presence.setKey(found.fingerprint ?? null);
  }
  turn.state.people.setLinkOwner(link, person.username);
  turn.effects.push({ type: 'admit', link });
}

function turnAway(turn: Turn, link: LinkId, reason: Reason): void {
  turn.effects.push({ type: 'turnAway', link, reason });
}

/** A person whom we know connects in plaintext: reports once why there is no link. */
function reportPlaintext(turn: Turn, username: string): void {
  const { people, arrivals } = turn.state;
  if (!people.has(username) || !arrivals.reportedPlaintext.add(username)) return;
  problem(turn, { code: 'PLAINTEXT_REFUSED', username });
}
