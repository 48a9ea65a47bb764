// Known keys and their states (protocol 7.5). A key is stored at its first use, and verified when two people have
// compared it. If another one appears in its place, nothing is sent or received until the user has decided.

import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import { nameKey } from '../../../commons/model/names.ts';
import { isoTime } from '../../../commons/time.ts';
import type { Reason } from '../../reasons.ts';
import type { Contact } from '../records/contact.ts';
import type { Person } from '../records/person.ts';
import { problem, report } from '../report.ts';
import { keepOwnerKey } from '../rooms/kept-conversations.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Contacts that are stored: a tracker that invents people must not fill the disk. */
const MAX_CONTACTS = 10_000;

export type Trust = 'unknown' | 'first-use' | 'verified' | 'changed';

export function contactOf(state: PeerState, username: string): Contact | undefined {
  return state.contacts.get(nameKey(username));
}

export function trustOf(state: PeerState, username: string): Trust {
  const contact = contactOf(state, username);
  if (!contact?.fingerprint) return 'unknown';
  if (contact.changed_to) return 'changed';
  return contact.verified ? 'verified' : 'first-use';
}

/** The blocked contact of that name, or the one who has the key that this user has or shows under another name. */
export function blockOf(state: PeerState, username: string, shown = keyOf(state, username)): Contact | undefined {
  const contact = contactOf(state, username);
  if (contact?.blocked) return contact;
  return shown === null ? undefined : state.contacts.blockedWith(shown);
}

export function blockedBecause(username: string, { username: blocked }: Contact): Reason {
  return nameKey(username) === nameKey(blocked)
    ? { why: 'blocked', username }
    : { why: 'blocked_key', username, blocked };
}

/** The key of a user, as far as we know: the one that counts, else the one that the tracker reports. */
export function keyOf(state: PeerState, username: string): Fingerprint | null {
  return contactOf(state, username)?.fingerprint ?? state.people.get(username)?.presence.listed ?? null;
}

/** How a person may be dialled: with a key that they have to prove, in plaintext, or not at all. */
export type Way = { readonly key: Fingerprint } | { readonly key: null } | { readonly refused: Reason };

export function wayTo(state: PeerState, person: Person): Way {
  const { username } = person;
  const contact = contactOf(state, username);
  const blocked = blockOf(state, username);
  if (blocked) return { refused: blockedBecause(username, blocked) };
  if (state.encryption === 'off') return { key: null };
  if (contact?.changed_to) return { refused: { why: 'key_changed', username } };
  const key = keyOf(state, username);
  if (key === null && state.encryption === 'require') {
    return { refused: { why: 'no_key', username } };
  }
  return { key };
}

/**
 * The tracker or an invitation names a person's key. Returns whether it is a new one, other than the one that counts.
 */
export function markIfChanged(turn: Turn, username: string, told: Fingerprint | null): boolean {
  const contact = contactOf(turn.state, username);
  if (!contact?.fingerprint || turn.state.encryption === 'off') return false;
  const isNews = told !== null && told !== contact.fingerprint && told !== contact.changed_to;
  if (isNews) {
    put(turn, { ...contact, changed_to: told });
    report(turn, { event: 'trust', peer: username, state: 'changed', fingerprint: told, was: contact.fingerprint });
  }
  return isNews;
}

/** The person has proven this key. It is stored if no other one was known. */
export function keyProven(turn: Turn, username: string, fingerprint: Fingerprint): void {
  const contact = contactOf(turn.state, username);
  if (contact?.fingerprint) return;
  if (turn.state.contacts.size >= MAX_CONTACTS) {
    return problem(turn, { code: 'TOO_MANY_CONTACTS', username, most: MAX_CONTACTS });
  }
  const chat = turn.state.kept.chats.get(nameKey(username));
  const accepted = chat?.with === username && chat.written ? { accepted: true } : {};
  put(turn, { ...emptyContact(username), ...contact, ...accepted, fingerprint, first_seen: isoTime(turn.now) });
  report(turn, { event: 'trust', peer: username, state: 'first-use', fingerprint });
}

/**
 * The key of the inviter came in an invitation, so it counts as verified. If another key was known, it counts as
 * changed, and false is returned.
 */
export function keyHandedOver(turn: Turn, username: string, fingerprint: Fingerprint): boolean {
  const contact = contactOf(turn.state, username);
  if (contact?.changed_to) return false;
  if (contact?.fingerprint && contact.fingerprint !== fingerprint) {
    markIfChanged(turn, username, fingerprint);
    return false;
  }
  markVerified(turn, username, fingerprint);
  return true;
}

export function markVerified(turn: Turn, username: string, fingerprint: Fingerprint): void {
  const contact = contactOf(turn.state, username) ?? emptyContact(username);
  const at = isoTime(turn.now);
  put(turn, { ...contact, fingerprint, first_seen: contact.first_seen ?? at, verified: contact.verified ?? at });
  report(turn, { event: 'trust', peer: username, state: 'verified', fingerprint });
}

/**
 * Their messages are shown at once from now on, even after the private chat. Without a stored key nothing is marked
 * yet.
 */
export function markAccepted(turn: Turn, username: string): void {
  const contact = contactOf(turn.state, username);
  if (contact?.username === username && contact.fingerprint && !contact.accepted) {
    put(turn, { ...contact, accepted: true });
  }
}

/** Withdraws the verification. False: there was none. */
export function markUnverified(turn: Turn, username: string): boolean {
  const contact = contactOf(turn.state, username);
  if (!contact?.fingerprint || !contact.verified) return false;
  put(turn, { ...contact, verified: null });
  const { fingerprint } = contact;
  report(turn, { event: 'trust', peer: username, state: 'first-use', fingerprint, was_verified: true });
  return true;
}

/** The user accepts the key in question: the other one, or the earlier one again. False: there is none. */
export function acceptChangedKey(turn: Turn, username: string): boolean {
  const contact = contactOf(turn.state, username);
  const fingerprint = keyInQuestion(turn.state, username);
  if (!contact || fingerprint === null) return false;
  put(turn, {
    ...contact,
    fingerprint,
    first_seen: isoTime(turn.now),
    verified: null,
    changed_to: null,
    ...noSuccessions,
  });
  report(turn, { event: 'trust', peer: contact.username, state: 'first-use', fingerprint });
  return true;
}

/** The key that the user has to decide about: the other one, or the earlier one if the tracker lists that again. */
export function keyInQuestion(state: PeerState, username: string): Fingerprint | null {
  const contact = contactOf(state, username);
  if (!contact?.changed_to) return null;
  const isBack = state.people.get(contact.username)?.presence.listed === contact.fingerprint;
  return isBack ? contact.fingerprint : contact.changed_to;
}

export function setBlocked(turn: Turn, username: string, blocked: boolean): void {
  const contact = contactOf(turn.state, username) ?? emptyContact(username);
  const at = isoTime(turn.now);
  const period = blocked ? { blocked_from: at, blocked_until: null } : { blocked_until: at };
  put(turn, { ...contact, blocked, ...(contact.blocked === blocked ? {} : period) });
  turn.state.watch.markOutdated();
  report(turn, { event: 'blocked', peer: contact.username, blocked });
}

/** Statements about an earlier key do not count for a key that the user has accepted. */
const noSuccessions = { successions: undefined, disputed: undefined };

function emptyContact(username: string): Contact {
  return { username, fingerprint: null, first_seen: null, verified: null, changed_to: null, blocked: false };
}

/** Stores a contact as it is now. */
export function put(turn: Turn, contact: Contact): void {
  const { state, effects } = turn;
  state.contacts.put(contact);
  effects.push({ type: 'keepContacts', contacts: [...state.contacts.values()] });
  keepOwnerKey(turn, contact.username);
}
