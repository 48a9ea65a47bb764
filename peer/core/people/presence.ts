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
/** Where somebody listens, and with which key, as the tracker tells. */
export interface Place extends Endpoint {
  readonly fingerprint?: Fingerprint | undefined;
}

/** There is something to say to someone whom we have no link with: who is not known to be there is looked for. */
export function seek(turn: Turn, person: Person): void {
  if (person.links.open.size > 0 || person.dialling.link !== null || person.outgoing.outbox.isEmpty) return;
  if (person.presence.isPresent) ensureDial(turn, person);
  else if (person.chat.isOpen && turn.state.tracker.state === 'connected') lookUp(turn, person.username);
}

/** The tracker says where the person is; what was tried before counts no more if that is news. */
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
  // They may have come back with another program. Lines that were sent before need one that knows what it has seen.
  if (hasMoved && !person.outgoing.outbox.hasSentLines) person.links.allowReferencePeer();
  if (before && before.address !== endpoint.address) addressChanged(turn, person);
  ensureDial(turn, person, delayMs);
}

/**
 * A dial to where they were, or a link, may never end. What waits needs a way to where they are; links to the other address
 * are dropped only when there is one, since the tracker alone must not be able to end them.
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

/** The timer for a dial came. Someone of whom no room tells us is looked up first: they may have moved, or gone. */
export function redial(turn: Turn, person: Person): void {
  person.dialling.clearRedial();
  if (person.links.open.size > 0 || person.dialling.link !== null) return;
  const isToldOf = isPresentInRoom(turn.state, person.username) || turn.state.tracker.state !== 'connected';
  if (isToldOf) dialNow(turn, person);
  else if (person.chat.isOpen) lookUp(turn, person.username);
}

/** The tracker does not know where the person is, and no room tells us. */
export function notOnline(turn: Turn, person: Person): void {
  wentAway(turn, person);
  if (person.links.open.size === 0 && person.links.reported !== 'closed')
    reportLink(turn, person, 'closed', { why: 'not_online' });
}

function isSameEndpoint(a: Endpoint | null, b: Endpoint): boolean {
  return a?.address === b.address && a.port === b.port;
}
