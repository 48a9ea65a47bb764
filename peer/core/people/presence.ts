// The tracker's reports about people: they are present, have moved, are away, or cannot be found.

import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';
import { isPresentInRoom } from '../look-ups.ts';
import { trimWaiting } from '../messages/delivery.ts';
import type { Person } from '../records/person.ts';
import { lookUp } from '../tracker/asking.ts';
import { keyOf } from '../trust/contacts.ts';
import { applyListedKey, dropStrangeLinks } from '../trust/key-changes.ts';
import { keyConfirmed } from '../trust/key-checks.ts';
import type { Turn } from '../turn.ts';
import { abandonDial, dialNow, dropStaleLinks, ensureDial, stopDialling } from './dialling.ts';
import { reportLink } from './link-reports.ts';
import { checkDialBack, dialledHere } from './reach.ts';
/** Where somebody listens, and with which key, as the tracker reports it. */
export interface Place extends Endpoint {
  readonly fingerprint?: Fingerprint | undefined;
}

/** If lines wait for a person without a link, dials them, or looks them up if they are not known to be present. */
export function seek(turn: Turn, person: Person): void {
  if (person.links.open.size > 0 || person.dialling.link !== null || person.outgoing.outbox.isEmpty) return;
  if (person.presence.isPresent) ensureDial(turn, person);
  else if (person.chat.isOpen && turn.state.tracker.state === 'connected') lookUp(turn, person.username);
}

/** The tracker reports where the person is. If that is news, earlier failures to dial them no longer count. */
export function located(turn: Turn, person: Person, place: Place, delayMs: number): void {
  const endpoint = dialledHere(turn.state, place);
  const isOtherKey = person.presence.listed !== (place.fingerprint ?? null);
  person.presence.setKey(place.fingerprint ?? null);
  applyListedKey(turn, person.username, person.presence.listed);
  if (person.presence.listed !== null && person.presence.listed === keyOf(turn.state, person.username))
    keyConfirmed(turn, person.username);
  if (turn.state.encryption !== 'off') dropStrangeLinks(turn, person.username);
  const before = person.presence.endpoint;
  const hasMoved = !isSameEndpoint(before, endpoint);
  const isNews = !person.presence.isPresent || hasMoved || isOtherKey;
  person.presence.setPresent(endpoint);
  checkDialBack(turn, person.username, endpoint);
  if (isNews) {
    person.dialling.resetFailures();
    person.dialling.clearRedial();
  }
  // They may have come back with another program. Lines that were sent before need one that drops duplicates.
  if (hasMoved && !person.outgoing.outbox.hasSentLines) person.links.allowReferencePeer();
  if (before && before.address !== endpoint.address) addressChanged(turn, person);
  ensureDial(turn, person, delayMs);
}

/**
 * A dial or a link to the earlier address may never end, so waiting lines need a link to the new one. Links to the
 * earlier address are dropped only when that link is open, since the tracker alone must not be able to end them.
 */
function addressChanged(turn: Turn, person: Person): void {
  abandonDial(turn, person);
  if (person.links.open.size === 0) return;
  person.links.markMoved();
  dropStaleLinks(turn, person);
  if (person.links.hasMoved && !person.outgoing.outbox.isEmpty) dialNow(turn, person);
}

/** The tracker says that the person is not there. A link that is open stays. */
export function wentAway(turn: Turn, person: Person): void {
  person.presence.setAway();
  if (person.links.open.size === 0) stopDialling(turn, person);
  trimWaiting(turn, person);
}

/**
 * The timer for a dial came. A person whom no room lists as present is looked up first: they may have moved or left.
 */
export function redial(turn: Turn, person: Person): void {
  person.dialling.clearRedial();
  if (person.links.open.size > 0 || person.dialling.link !== null) return;
  const isToldOf = isPresentInRoom(turn.state, person.username) || turn.state.tracker.state !== 'connected';
  if (isToldOf) dialNow(turn, person);
  else if (person.chat.isOpen) lookUp(turn, person.username);
}

/** The tracker does not list the person, and neither does a room of ours. */
export function notOnline(turn: Turn, person: Person): void {
  wentAway(turn, person);
  if (person.links.open.size === 0 && person.links.reported !== 'closed')
    reportLink(turn, person, 'closed', { why: 'not_online' });
}

function isSameEndpoint(a: Endpoint | null, b: Endpoint): boolean {
  return a?.address === b.address && a.port === b.port;
}
