// Who is dialled, and when. The newcomer dials the members that it was told of; members accept, and dial back when nothing
// has come within a second; whoever cannot be reached is tried again after ever longer pauses.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { lookUp } from './admission.ts';
import { changedKey, contactOf, keyOf, keyTold, wayTo } from './contacts.ts';
import { bestLink, dropAllLines, trimWaiting } from './delivery.ts';
import { cannotInvite } from './invitations.ts';
import { acceptSuccessor } from './key-changes.ts';
import { keyConfirmed } from './key-checks.ts';
import { reportLink, reportNotReached } from './link-reports.ts';
import { checkDialBack, dialledHere, whyNotReached } from './reach.ts';
import { isPresentInRoom, type Person, sharesRoom } from './state.ts';
import { cancelTimer, setTimer, type Turn } from './turn.ts';

/** How long members wait for a newcomer's dial before they dial themselves. */
export const DIAL_BACK_MS = 1_000;

/** The longest pause between two dials. */
const MAX_REDIAL_MS = 30_000;

/** When a renewal that has failed is tried again. */
const RENEW_AGAIN_MS = 60_000;

/** Where somebody listens, and with which key, as the tracker tells. */
export interface Place extends Endpoint {
  readonly fingerprint?: Fingerprint | undefined;
}

/** Sees to it that the person is dialled `delayMs` from now at the latest, if we want a link and have none. */
export function tend(turn: Turn, person: Person, delayMs = 0): void {
  if (!isWanted(turn, person)) {
    stopDialling(turn, person);
    return;
  }
  if (person.links.size > 0 || person.dialling !== null) return;
  const at = turn.elapsed + delayMs;
  if (person.redialAt !== null && person.redialAt <= at) return;
  person.redialAt = at;
  if (delayMs === 0) dialNow(turn, person);
  else setTimer(turn, `dial:${person.username}`, delayMs);
}

/** There is something to say to someone whom we have no link with: who is not known to be there is looked for. */
export function seek(turn: Turn, person: Person): void {
  if (person.links.size > 0 || person.dialling !== null || person.outbox.isEmpty) return;
  if (person.isPresent) tend(turn, person);
  else if (person.hasPrivateChat && turn.state.tracker === 'connected') lookUp(turn, person.username);
}

/** The tracker says where the person is; what was tried before counts no more if that is news. */
export function located(turn: Turn, person: Person, place: Place, delayMs: number): void {
  const endpoint = dialledHere(turn.state, place);
  const isOtherKey = person.listed !== (place.fingerprint ?? null);
  person.listed = place.fingerprint ?? null;
  heedKey(turn, person.username, person.listed);
  if (person.listed !== null && person.listed === keyOf(turn.state, person.username))
    keyConfirmed(turn, person.username);
  if (turn.state.encryption !== 'off') dropStrangeLinks(turn, person.username);
  const hasMoved = !isSameEndpoint(person.endpoint, endpoint);
  const isNews = !person.isPresent || hasMoved || isOtherKey;
  person.endpoint = endpoint;
  person.isPresent = true;
  checkDialBack(turn, person.username, endpoint);
  if (isNews) {
    person.attempts = 0;
    person.redialAt = null;
  }
  // They may have come back with another program. Lines that were sent before need one that knows what it has seen.
  if (hasMoved && !person.outbox.hasSentLines) person.isExtended = false;
  tend(turn, person, delayMs);
}

/** The tracker says that the person is not there. A link that is open stays. */
export function wentAway(turn: Turn, person: Person): void {
  person.isPresent = false;
  if (person.links.size === 0) stopDialling(turn, person);
  trimWaiting(turn, person);
}

/** The timer for a dial came. Someone of whom no room tells us is looked up first: they may have moved, or gone. */
export function redial(turn: Turn, person: Person): void {
  person.redialAt = null;
  if (person.links.size > 0 || person.dialling !== null) return;
  const isToldOf = isPresentInRoom(turn.state, person.username) || turn.state.tracker !== 'connected';
  if (isToldOf) dialNow(turn, person);
  else if (person.hasPrivateChat) lookUp(turn, person.username);
}

/** The tracker does not know where the person is, and no room tells us. */
export function notOnline(turn: Turn, person: Person): void {
  wentAway(turn, person);
  if (person.links.size === 0 && person.reported !== 'closed') reportLink(turn, person, 'closed', 'not online');
}

/** The keys of the link are old. Who dialled it dials again, and the new link takes its place without a gap. */
export function renew(turn: Turn, person: Person): void {
  const link = bestLink(turn, person);
  if (!link?.isDialled || link.fingerprint === null || person.dialling !== null) return;
  setTimer(turn, `renew:${person.username}`, RENEW_AGAIN_MS); // Should it fail; a link that opens sets it anew.
  dialNow(turn, person);
}

/** The tracker tells somebody's key: if it is another one than before, nothing more is said to them, or heard. */
export function heedKey(turn: Turn, username: string, told: Fingerprint | null): void {
  const contact = contactOf(turn.state, username);
  const isKnown = !contact?.fingerprint || told === null || told === contact.fingerprint;
  if (!isKnown && turn.state.encryption !== 'off' && acceptSuccessor(turn, contact, told)) {
    return dropStrangeLinks(turn, username);
  }
  if (keyTold(turn, username, told)) blockOut(turn, username, changedKey(username));
}

/** Nothing is to be said to the person, or heard: links break, and what waited is not sent. */
export function blockOut(turn: Turn, username: string, reason: string): void {
  const person = turn.state.people.get(username);
  if (!person) return;
  stopDialling(turn, person);
  for (const link of person.links.keys()) turn.effects.push({ type: 'drop', link, reason });
  dropAllLines(turn, person, reason);
}

/** The key that counts is known now: links that do not have it are not with that person. */
export function dropStrangeLinks(turn: Turn, username: string): void {
  const key = keyOf(turn.state, username);
  for (const link of turn.state.people.get(username)?.links.values() ?? []) {
    if (key === null || link.fingerprint === key) continue;
    turn.effects.push({ type: 'drop', link: link.id, reason: `it does not have the key of ${username}` });
  }
}

/** The user has decided that the person may be talked to after all. */
export function letIn(turn: Turn, person: Person): void {
  person.attempts = 0;
  person.reported = null;
  tend(turn, person);
}

function dialNow(turn: Turn, person: Person): void {
  person.redialAt = null;
  if (!isWanted(turn, person) || !person.endpoint) return;
  const way = wayTo(turn.state, person);
  if ('refused' in way) {
    // Nothing comes of trying: it is said, and tried again when the tracker tells something new, or the user decides.
    if (person.reported !== 'closed') reportLink(turn, person, 'closed', way.refused, true);
    cannotInvite(turn, person, way.refused);
    return;
  }
  const unreached = whyNotReached(turn.state, person.endpoint);
  if (unreached !== null) {
    if (person.reported !== 'closed') reportNotReached(turn, person, unreached);
    return;
  }
  turn.state.lastNumber += 1;
  const link = turn.state.lastNumber;
  person.dialling = link;
  turn.state.linkOwners.set(link, person.username);
  if (person.links.size === 0) reportLink(turn, person, 'connecting');
  const { username, endpoint, isExtended } = person;
  turn.effects.push({
    type: 'dial',
    link,
    username,
    endpoint,
    isExtended: isExtended || way.key !== null,
    key: way.key,
  });
}

export function stopDialling(turn: Turn, person: Person): void {
  if (person.redialAt !== null) cancelTimer(turn, `dial:${person.username}`);
  person.redialAt = null;
  abandonDial(turn, person);
}

export function abandonDial(turn: Turn, person: Person): void {
  if (person.dialling === null) return;
  turn.state.linkOwners.delete(person.dialling);
  turn.effects.push({ type: 'drop', link: person.dialling, reason: 'they dialled us' });
  person.dialling = null;
}

/** A hello at once after a loss, then ever longer pauses, each shortened by chance so that two sides do not collide. */
export function redialDelayMs(person: Person, wasOpen: boolean, turn: Turn): number {
  if (person.attempts === 0 || (wasOpen && person.attempts === 1)) return 0;
  return Math.min(MAX_REDIAL_MS, 1_000 * 2 ** (person.attempts - 1)) * (0.5 + turn.random() / 2);
}

function isWanted(turn: Turn, person: Person): boolean {
  if (turn.state.isQuitting || !person.isPresent || !person.endpoint) return false;
  if (person.toInvite.length > 0) return true;
  if (sharesRoom(turn.state, person.username)) return true;
  return person.hasPrivateChat && (!person.hasLeft || !person.outbox.isEmpty);
}

function isSameEndpoint(a: Endpoint | null, b: Endpoint): boolean {
  return a?.address === b.address && a.port === b.port;
}
