// Statements that one key follows another (protocol 7.6). They count only if the tracker's registered key confirms
// them, and never make a key verified. Two successors of one key, or a statement that the tracker contradicts, raise an
// alarm.

import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import { type KeyChange, MAX_KEY_CHANGES, type Succession } from '../../../commons/identity/key-change.ts';
import { isoTime } from '../../../commons/time.ts';
import type { Reason } from '../../reasons.ts';
import { dropAllLines } from '../messages/delivery.ts';
import { retryDial, stopDialling } from '../people/dialling.ts';
import type { Contact } from '../records/contact.ts';
import { report } from '../report.ts';
import type { Turn } from '../turn.ts';
import { contactOf, keyOf, markIfChanged, put } from './contacts.ts';

/** Steps that are kept of one contact: those that led to their key, and those that may follow it. */
const MAX_KEPT = 2 * MAX_KEY_CHANGES;

/** Statements about keys of `username` have come; it does not matter who sent them. */
export function keyChangesReceived(turn: Turn, username: string, changes: readonly KeyChange[]): void {
  for (const step of stepsFor(turn, username, changes)) {
    const contact = contactOf(turn.state, username);
    if (!contact) return;
    const other = successionsOf(contact).find(({ from, to }) => from === step.from && to !== step.to);
    if (other) return twoSuccessors(turn, contact, step);
    if (successionsOf(contact).length >= MAX_KEPT) return;
    put(turn, { ...contact, successions: [...successionsOf(contact), step] });
  }
  const contact = contactOf(turn.state, username);
  const listed = turn.state.people.get(username)?.presence.listed ?? null;
  // The tracker's report of the new key has raised the alarm already; these statements explain it.
  if (contact?.changed_to && listed === contact.changed_to) acceptSuccessor(turn, contact, listed);
}

/**
 * The tracker reports that the key that counts was replaced by `told`. Returns whether statements lead from one to the
 * other, so that `told` counts from now on, as at its first use.
 */
export function acceptSuccessor(turn: Turn, contact: Contact, told: Fingerprint): boolean {
  const { fingerprint: was, username } = contact;
  if (was === null || contact.disputed || (contact.changed_to ?? told) !== told) return false;
  const steps = pathFrom(was, told, successionsOf(contact));
  if (!steps) return false;
  const cameFrom = [...pathTo(was, successionsOf(contact)), ...steps].slice(-MAX_KEY_CHANGES);
  const accepted = { fingerprint: told, first_seen: isoTime(turn.now), verified: null, changed_to: null };
  put(turn, { ...contact, ...accepted, successions: cameFrom });
  report(turn, { event: 'trust', peer: username, state: 'first-use', fingerprint: told, was });
  const person = turn.state.people.get(username);
  if (person && contact.changed_to) retryDial(turn, person);
  return true;
}

/**
 * Raises an alarm if statements lead from the key that counts to `shown`, which was proven, but the tracker lists
 * another.
 */
export function disputeIfUnconfirmed(
  turn: Turn,
  username: string,
  shown: Fingerprint,
  listed: Fingerprint | null,
): void {
  const contact = contactOf(turn.state, username);
  if (!contact?.fingerprint || contact.disputed || listed === shown || listed === null) return;
  if (pathFrom(contact.fingerprint, shown, successionsOf(contact))) dispute(turn, contact, shown, 'not_confirmed');
}

/**
 * Two people have one key: both have signed a successor. This does not affect a key that the user has verified since.
 */
function twoSuccessors(turn: Turn, contact: Contact, { from, to }: Succession): void {
  if (contact.verified && from !== contact.fingerprint) return;
  dispute(turn, contact, to, 'two_successors');
}

function dispute(turn: Turn, contact: Contact, other: Fingerprint, why: 'two_successors' | 'not_confirmed'): void {
  const { username, fingerprint: was } = contact;
  if (contact.disputed || was === null) return;
  put(turn, { ...contact, changed_to: other, disputed: true });
  report(turn, { event: 'trust', peer: username, state: 'changed', fingerprint: other, was, why });
  dropAllLinks(turn, username, { why: 'key_changed', username });
}

/** The valid statements that are about keys which the contact had, has, or is to have, in order. */
function stepsFor(turn: Turn, username: string, changes: readonly KeyChange[]): Succession[] {
  const contact = contactOf(turn.state, username);
  if (!contact?.fingerprint || contact.disputed) return [];
  const concerned = new Set([contact.fingerprint, ...successionsOf(contact).flatMap(({ from, to }) => [from, to])]);
  const steps: Succession[] = [];
  // Checking a signature takes a tenth of a millisecond. So known statements are not checked again, and none are
  // checked after a wrong one, or when no more are stored.
  const isNews = (from: Fingerprint, to: Fingerprint): boolean =>
    !successionsOf(contact).some((known) => known.from === from && known.to === to);
  for (const change of changes) {
    if (successionsOf(contact).length + steps.length >= MAX_KEPT) break;
    const step = turn.cryptography.readKeyChange(
      username,
      change,
      (from, to) => concerned.has(from) && isNews(from, to),
    );
    if (step === 'forged') break;
    if (step === null) continue;
    concerned.add(step.to);
    steps.push(step);
  }
  return steps;
}

const successionsOf = ({ successions }: Contact): readonly Succession[] => successions ?? [];

function pathFrom(from: Fingerprint, to: Fingerprint, steps: readonly Succession[]): Succession[] | null {
  const path: Succession[] = [];
  for (let key = from; key !== to; ) {
    const step = steps.find((each) => each.from === key);
    if (!step || path.includes(step)) return null;
    path.push(step);
    key = step.to;
  }
  return path;
}

/** The steps that have led to a key. */
function pathTo(key: Fingerprint, steps: readonly Succession[]): Succession[] {
  const path: Succession[] = [];
  for (let step = steps.find(({ to }) => to === key); step && !path.includes(step); ) {
    path.unshift(step);
    const { from } = step;
    step = steps.find(({ to }) => to === from);
  }
  return path;
}

/** The tracker reports a person's key: if it is another one than before, nothing more is sent to them or received. */
export function applyListedKey(turn: Turn, username: string, told: Fingerprint | null): void {
  const contact = contactOf(turn.state, username);
  const isKnown = !contact?.fingerprint || told === null || told === contact.fingerprint;
  if (!isKnown && turn.state.encryption !== 'off' && acceptSuccessor(turn, contact, told)) {
    return dropStrangeLinks(turn, username);
  }
  if (markIfChanged(turn, username, told)) dropAllLinks(turn, username, { why: 'key_changed', username });
}

/** Breaks all links with the person, and gives up the lines that wait for them. */
export function dropAllLinks(turn: Turn, username: string, reason: Reason): void {
  const person = turn.state.people.get(username);
  if (!person) return;
  stopDialling(turn, person);
  for (const link of person.links.open.keys()) turn.effects.push({ type: 'drop', link, reason });
  dropAllLines(turn, person, reason);
}

/** The key that counts is known now: drops links with another key, because they are not with that person. */
export function dropStrangeLinks(turn: Turn, username: string): void {
  const key = keyOf(turn.state, username);
  for (const link of turn.state.people.get(username)?.links.open.values() ?? []) {
    if (key === null || link.fingerprint === key) continue;
    turn.effects.push({ type: 'drop', link: link.id, reason: { why: 'not_their_key', username } });
  }
}
