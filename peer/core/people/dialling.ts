// Whom to dial, and when (protocol 7.13). A newcomer dials the listed members; members accept, and dial back if no
// connection has arrived within a second. An unreachable person is dialled again after growing pauses.

import { sharesRoom } from '../look-ups.ts';
import { bestLink } from '../messages/delivery.ts';
import type { Person } from '../records/person.ts';
import { cannotInvite } from '../rooms/pending-invites.ts';
import { cancelTimer, setTimer } from '../timers.ts';
import { wayTo } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { reportLink, reportNotReached } from './link-reports.ts';
import { whyNotReached } from './reach.ts';

/** How long members wait for a newcomer's dial before they dial themselves. */
export const DIAL_BACK_MS = 1_000;

/** The longest pause between two dials. */
const MAX_REDIAL_MS = 30_000;

/** When a renewal that has failed is tried again. */
const RENEW_AGAIN_MS = 60_000;

/** Makes sure that the person is dialled `delayMs` from now at the latest, if we want a link and have none. */
export function ensureDial(turn: Turn, person: Person, delayMs = 0): void {
  if (!isWanted(turn, person)) {
    stopDialling(turn, person);
    return;
  }
  if (person.links.open.size > 0 || person.dialling.link !== null) return;
  const at = turn.elapsed + delayMs;
  if (person.dialling.redialAt !== null && person.dialling.redialAt <= at) return;
  person.dialling.setRedial(at);
  if (delayMs === 0) dialNow(turn, person);
  else setTimer(turn, { kind: 'dial', username: person.username }, delayMs);
}

/** The keys of the link are old. The side that dialled it dials again, and the new link replaces it without a gap. */
export function renew(turn: Turn, person: Person): void {
  const link = bestLink(turn, person);
  if (!link?.isDialled || link.fingerprint === null || person.dialling.link !== null) return;
  setTimer(turn, { kind: 'renew', username: person.username }, RENEW_AGAIN_MS); // In case the dial fails.
  dialNow(turn, person);
}

/** If a link with the person's new address is open, drops those with an earlier address. */
export function dropStaleLinks(turn: Turn, person: Person): void {
  const address = person.presence.endpoint?.address;
  const links = [...person.links.open.values()];
  if (!person.links.hasMoved || !links.some((link) => link.address === address)) return;
  person.links.clearMoved();
  for (const link of links.filter((each) => each.address !== address)) {
    person.links.markClosing(link.id);
    turn.effects.push({ type: 'drop', link: link.id, reason: { why: 'moved', username: person.username } });
  }
}

/** The user has decided that messages may go to the person after all. */
export function retryDial(turn: Turn, person: Person): void {
  person.dialling.resetFailures();
  person.links.setReported(null);
  ensureDial(turn, person);
}

/** Dials the person now, if a link is wanted and they may be talked to. */
export function dialNow(turn: Turn, person: Person): void {
  person.dialling.clearRedial();
  if (!isWanted(turn, person) || !person.presence.endpoint) return;
  const way = wayTo(turn.state, person);
  if ('refused' in way) {
    // A dial would fail: that is reported. The next one follows news from the tracker, or the user's decision.
    if (person.links.reported !== 'closed') reportLink(turn, person, 'closed', way.refused, true);
    cannotInvite(turn, person, way.refused);
    return;
  }
  const unreached = whyNotReached(turn.state, person.presence.endpoint);
  if (unreached !== null) {
    if (person.links.reported !== 'closed') reportNotReached(turn, person, unreached);
    return;
  }
  const link = turn.state.numbers.next();
  person.dialling.begin(link);
  turn.state.people.setLinkOwner(link, person.username);
  if (person.links.open.size === 0) reportLink(turn, person, 'connecting');
  turn.effects.push({
    type: 'dial',
    link,
    username: person.username,
    endpoint: person.presence.endpoint,
    isExtended: person.links.isExtendedPeer || way.key !== null,
    key: way.key,
  });
}

export function stopDialling(turn: Turn, person: Person): void {
  if (person.dialling.redialAt !== null) cancelTimer(turn, { kind: 'dial', username: person.username });
  person.dialling.clearRedial();
  abandonDial(turn, person);
}

export function abandonDial(turn: Turn, person: Person): void {
  if (person.dialling.link === null) return;
  turn.state.people.removeLink(person.dialling.link);
  turn.effects.push({ type: 'drop', link: person.dialling.link, reason: { why: 'dialled_us' } });
  person.dialling.end();
}

/**
 * No pause after a link was lost, then longer and longer ones, each shortened at random so that two sides do not
 * collide.
 */
export function redialDelayMs(person: Person, wasOpen: boolean, turn: Turn): number {
  if (person.dialling.attempts === 0 || (wasOpen && person.dialling.attempts === 1)) return 0;
  return Math.min(MAX_REDIAL_MS, 1_000 * 2 ** (person.dialling.attempts - 1)) * (0.5 + turn.random() / 2);
}

function isWanted(turn: Turn, person: Person): boolean {
  if (turn.state.lifetime.isQuitting || !person.presence.isPresent || !person.presence.endpoint) return false;
  if (!person.invites.isEmpty) return true;
  if (sharesRoom(turn.state, person.username)) return true;
  return person.chat.isOpen && (!person.links.hasLeft || !person.outgoing.outbox.isEmpty);
}
