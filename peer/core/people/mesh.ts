// Which links stay open (protocol 7.13.4). Of several links between extended peers one stays, by a rule that both sides
// compute alone. A link with a reference peer is never closed while something is shared.

import type { Reason } from '../../reasons.ts';
import type { Opened } from '../events.ts';
import { sharesAnything } from '../look-ups.ts';
import { bestLink, dropAllLines, pump, trimWaiting } from '../messages/delivery.ts';
import type { LinkId } from '../records/link-id.ts';
import { LinkProofs } from '../records/link-proofs.ts';
import type { Person } from '../records/person.ts';
import type { Announced, OpenLink } from '../records/person-links.ts';
import type { PersonTimerKind } from '../records/timer.ts';
import { cannotInvite, sendInvites } from '../rooms/pending-invites.ts';
import { proveTo } from '../rooms/proofs.ts';
import { sendRosters } from '../rooms/rosters.ts';
import { cancelTimer, setTimer } from '../timers.ts';
import { beginBlockPeriod } from '../trust/block-period.ts';
import { contactOf, keyProven, wayTo } from '../trust/contacts.ts';
import { keyChangesReceived } from '../trust/key-changes.ts';
import { checkOnOpening } from '../trust/key-checks.ts';
import type { Turn } from '../turn.ts';
import { abandonDial, dropStaleLinks, ensureDial, redialDelayMs, stopDialling } from './dialling.ts';
import { reportLink } from './link-reports.ts';
import { reportLookAlike } from './look-alikes.ts';

/**
 * A shorter link does not count as a success: a peer that greets and hangs up is not redialled at once (protocol
 * 7.13.5).
 */
const LASTING_MS = 5_000;

/** Links with one person, of which a reference peer may need a spare one; beyond that the oldest are dropped. */
const MAX_LINKS = 4;

/** Links beside the first one of each person, of all people. */
const MAX_SPARE_LINKS = 64;

/** Pause before someone who said goodbye is dialled again: long enough for the tracker's notice that they have left. */
const GOODBYE_PAUSE_MS = 2_000;

/** A link's keys are renewed after this long, so that a leaked key decrypts no more than that (protocol 7.1.9). */
const RENEW_MS = 24 * 60 * 60 * 1000;

/** Timers that are cancelled when a person is forgotten. */
const TIMERS_OF_A_LINK = ['early', 'renew', 'roster', 'prove', 'check'] as const satisfies readonly PersonTimerKind[];

export function opened(turn: Turn, id: LinkId, link: Opened): void {
  const { username, isDialled, isExtended, features, fingerprint, binding } = link;
  const person = turn.state.people.findOrAdd(username);
  turn.state.people.setLinkOwner(id, username);
  if (person.dialling.link === id) person.dialling.end();
  const way = wayTo(turn.state, person);
  if ('refused' in way) {
    turn.effects.push({ type: 'drop', link: id, reason: way.refused });
    return;
  }
  if (way.key !== null && way.key !== fingerprint) {
    // What we know has changed while the link was being made.
    turn.effects.push({ type: 'drop', link: id, reason: { why: 'not_their_key', username } });
    return;
  }
  const wasKnown = contactOf(turn.state, username)?.fingerprint === fingerprint;
  if (fingerprint !== null) keyProven(turn, username, fingerprint);
  const open: OpenLink = {
    id,
    order: turn.state.numbers.next(),
    address: link.address,
    isDialled,
    isExtended,
    features,
    fingerprint,
    binding,
    keyExchange: link.keyExchange,
    proofs: new LinkProofs(),
    isClosing: false,
  };
  person.links.add(open, link, turn.elapsed);
  beginBlockPeriod(turn, person);
  person.dialling.clearRedial();
  cancelTimer(turn, { kind: 'dial', username });
  dropStaleLinks(turn, person);
  collapse(turn, person);
  limitLinks(turn, person);
  reportLink(turn, person, 'open');
  reportLookAlike(turn, username);
  proveTo(turn, person);
  if (fingerprint !== null) {
    sendRosters(turn, person, open);
    setTimer(turn, { kind: 'renew', username }, RENEW_MS);
    // If we dialled, the tracker has just reported the key, unless it is away.
    checkOnOpening(turn, person, wasKnown && (!isDialled || turn.state.tracker.state !== 'connected'));
  }
  if (fingerprint !== null) keyChangesReceived(turn, username, link.keyChanges);
  sendInvites(turn, person, open);
  pump(turn, person);
}

/** A program that was taken for a reference peer has answered HELLO after all. */
export function upgraded(turn: Turn, id: LinkId, announced: Announced): void {
  const person = turn.state.people.ownerOf(id);
  if (!person?.links.open.has(id)) return;
  person.links.upgrade(id, announced);
  if (announced.recordsKeys || announced.hasEncryptionOff) {
    person.links.setReported(null);
    reportLink(turn, person, 'open');
  }
  collapse(turn, person);
  pump(turn, person);
}

export function closed(turn: Turn, id: LinkId, reason: Reason): void {
  const { state } = turn;
  const person = turn.state.people.ownerOf(id);
  state.people.removeLink(id);
  state.arrivals.remove(id);
  if (!person) return;
  const wasOurs = person.links.open.get(id)?.isClosing ?? false;
  const wasOpen = person.links.remove(id);
  const wasDialled = person.dialling.link === id;
  if (wasDialled) person.dialling.end();
  if (!wasOpen && !wasDialled) return;
  person.outgoing.linkGone(id);
  if (person.links.open.size > 0) return pump(turn, person);
  if (person.dialling.link !== null) return;
  cannotInvite(turn, person, reason);
  const isLasting = wasOpen && turn.elapsed - person.links.openedAt >= LASTING_MS;
  if (isLasting || wasOurs) person.dialling.resetFailures();
  else person.dialling.countFailure();
  const isGoodbye = person.links.hasLeft && wasOpen;
  reportLink(turn, person, 'closed', isGoodbye ? { why: 'goodbye', username: person.username } : reason);
  if (!sharesAnything(turn.state, person)) return forget(turn, person, reason);
  trimWaiting(turn, person);
  ensureDial(turn, person, isGoodbye ? GOODBYE_PAUSE_MS : redialDelayMs(person, wasOpen, turn));
}

/** The other side has sent LEAVE on this link. */
export function leaveReceived(turn: Turn, id: LinkId): void {
  const person = turn.state.people.ownerOf(id);
  if (!person) return;
  person.links.markLeft();
  closeLink(turn, person, id);
}

/** If nothing is shared with the person any more, their links are closed with LEAVE. */
export function release(turn: Turn, person: Person): void {
  if (sharesAnything(turn.state, person)) return;
  stopDialling(turn, person);
  for (const link of person.links.open.keys()) {
    turn.effects.push({ type: 'send', link, message: { cmd: 'LEAVE' } });
    closeLink(turn, person, link);
  }
  if (person.links.open.size === 0) forget(turn, person, { why: 'nothing_shared' });
}

/**
 * Nothing is shared with the person, and no link is open: the person is forgotten, and starts again on the next
 * contact.
 */
function forget(turn: Turn, person: Person, reason: Reason): void {
  dropAllLines(turn, person, reason);
  stopDialling(turn, person);
  const { username } = person;
  for (const kind of TIMERS_OF_A_LINK) cancelTimer(turn, { kind, username });
  // Messages that were not shown are to be taken when they are sent again, so their ids are forgotten.
  for (const { message } of person.incoming.takeEarly())
    if (message.id !== undefined) person.incoming.ids.delete(message.id);
  turn.state.people.forget(person);
}

function closeLink(turn: Turn, person: Person, id: LinkId): void {
  person.links.markClosing(id);
  turn.effects.push({ type: 'close', link: id });
}

function collapse(turn: Turn, person: Person): void {
  const links = [...person.links.open.values()];
  const kept = bestLink(turn, person);
  if (!kept || links.some((link) => !link.isExtended)) return;
  // A dial that is under way is worth finishing only if its link would be the one to keep.
  if (kept.isDialled || person.username < turn.state.username) abandonDial(turn, person);
  // The side that dialled a link closes it if it is not kept; the other side does too if it dialled neither of the two.
  for (const link of links) if (link !== kept && isOursToClose(link, kept)) closeLink(turn, person, link.id);
}

function limitLinks(turn: Turn, person: Person): void {
  const spare = [...person.links.open.values()].filter((link) => link !== bestLink(turn, person));
  let ofAll = 0;
  for (const { links } of turn.state.people.values()) ofAll += Math.max(0, links.open.size - 1);
  const tooMany = Math.max(spare.length + 1 - MAX_LINKS, ofAll - MAX_SPARE_LINKS);
  for (const { id } of spare.slice(0, Math.max(0, tooMany))) {
    turn.effects.push({ type: 'drop', link: id, reason: { why: 'too_many_links', username: person.username } });
  }
}

function isOursToClose(link: OpenLink, kept: OpenLink): boolean {
  return link.isDialled || !kept.isDialled;
}
