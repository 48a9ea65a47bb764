// Who dials whom, and which links live. The newcomer dials the members that it was told of; members accept, and dial
// back when nothing has come within a second. Two links between extended peers collapse into one by a rule that both
// compute alone; a link with a reference peer is never closed while there is something to share.

import type { Endpoint } from '../../commons/net/connection.ts';
import type { LinkReport } from '../reports.ts';
import { lookUp } from './admission.ts';
import { bestLink, dropAllLines, pump, trimWaiting } from './delivery.ts';
import type { LinkId } from './events.ts';
import {
  isPresentInRoom,
  keepSeen,
  type OpenLink,
  type Person,
  personNamed,
  sharesAnything,
  sharesRoom,
} from './state.ts';
import { cancelTimer, report, setTimer, type Turn } from './turn.ts';

/** How long members wait for a newcomer's dial before they dial themselves. */
export const DIAL_BACK_MS = 1_000;

/** The longest pause between two dials. */
const MAX_REDIAL_MS = 30_000;

/** A link that lasted less does not count as a success: whoever greets and hangs up is not redialled at once. */
const LASTING_MS = 5_000;

/** Links with one person, of which a reference peer may need a spare one; who opens more loses the oldest. */
const MAX_LINKS = 4;

/** Pause before someone who said goodbye is dialled again: long enough for the tracker's word that they have left. */
const GOODBYE_PAUSE_MS = 2_000;

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
export function located(turn: Turn, person: Person, endpoint: Endpoint, delayMs: number): void {
  const hasMoved = !isSameEndpoint(person.endpoint, endpoint);
  const isNews = !person.isPresent || hasMoved;
  person.endpoint = endpoint;
  person.isPresent = true;
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

function dialNow(turn: Turn, person: Person): void {
  person.redialAt = null;
  if (!isWanted(turn, person) || !person.endpoint) return;
  turn.state.lastNumber += 1;
  const link = turn.state.lastNumber;
  person.dialling = link;
  turn.state.linkOwners.set(link, person.username);
  reportLink(turn, person, 'connecting');
  const { username, endpoint, isExtended } = person;
  turn.effects.push({ type: 'dial', link, username, endpoint, isExtended });
}

export function opened(turn: Turn, id: LinkId, username: string, isDialled: boolean, isExtended: boolean): void {
  const person = personNamed(turn.state, username);
  turn.state.linkOwners.set(id, username);
  if (person.dialling === id) person.dialling = null;
  turn.state.lastNumber += 1;
  person.links.set(id, { id, order: turn.state.lastNumber, isDialled, isExtended, isClosing: false });
  person.isExtended ||= isExtended;
  person.hasLeft = false;
  person.openedAt = turn.elapsed;
  person.redialAt = null;
  cancelTimer(turn, `dial:${username}`);
  collapse(turn, person);
  limitLinks(turn, person);
  reportLink(turn, person, 'open');
  pump(turn, person);
}

/** What was taken for a reference peer has answered HELLO after all. */
export function upgraded(turn: Turn, id: LinkId): void {
  const person = ownerOf(turn, id);
  const link = person?.links.get(id);
  if (!person || !link) return;
  link.isExtended = true;
  person.isExtended = true;
  collapse(turn, person);
  pump(turn, person);
}

export function closed(turn: Turn, id: LinkId, reason: string): void {
  const { state } = turn;
  const person = ownerOf(turn, id);
  state.linkOwners.delete(id);
  state.greeted.delete(id);
  if (!person) return;
  const wasOurs = person.links.get(id)?.isClosing ?? false;
  const wasOpen = person.links.delete(id);
  const wasDialled = person.dialling === id;
  if (wasDialled) person.dialling = null;
  if (!wasOpen && !wasDialled) return;
  if (person.sendingOn === id) {
    person.sendingOn = null;
    person.outbox.requeue();
  }
  if (person.links.size > 0) return pump(turn, person);
  if (person.dialling !== null) return;
  const isLasting = wasOpen && turn.elapsed - person.openedAt >= LASTING_MS;
  person.attempts = isLasting || wasOurs ? 0 : person.attempts + 1;
  const isGoodbye = person.hasLeft && wasOpen;
  reportLink(turn, person, 'closed', isGoodbye ? `${person.username} said goodbye` : reason);
  if (!sharesAnything(turn.state, person)) return forget(turn, person, reason);
  trimWaiting(turn, person);
  tend(turn, person, isGoodbye ? GOODBYE_PAUSE_MS : redialDelayMs(person, wasOpen, turn));
}

/** The other side ends its relation on this link in words. */
export function saidGoodbye(turn: Turn, id: LinkId): void {
  const person = ownerOf(turn, id);
  if (!person) return;
  person.hasLeft = true;
  closeLink(turn, person, id);
}

/** Nothing may be shared with the person any more: then its links end, in words. */
export function release(turn: Turn, person: Person): void {
  if (sharesAnything(turn.state, person)) return;
  stopDialling(turn, person);
  for (const link of person.links.keys()) {
    turn.effects.push({ type: 'send', link, message: { cmd: 'LEAVE' } });
    closeLink(turn, person, link);
  }
  if (person.links.size === 0) forget(turn, person, 'there is nothing shared with them any more');
}

/** Nothing is shared with the person, and no link is open: whoever comes again begins anew. */
function forget(turn: Turn, person: Person, reason: string): void {
  dropAllLines(turn, person, reason);
  stopDialling(turn, person);
  turn.state.people.delete(person.username);
  cancelTimer(turn, `early:${person.username}`);
  // What was not shown has not been seen: it is to be heard when it comes again.
  for (const { message } of person.early.splice(0)) if (message.id !== undefined) person.seen.delete(message.id);
  keepSeen(turn.state, person);
}

function closeLink(turn: Turn, person: Person, id: LinkId): void {
  const link = person.links.get(id);
  if (link) link.isClosing = true;
  turn.effects.push({ type: 'close', link: id });
}

export function ownerOf(turn: Turn, id: LinkId): Person | undefined {
  const username = turn.state.linkOwners.get(id);
  return username === undefined ? undefined : turn.state.people.get(username);
}

/** A hello at once after a loss, then ever longer pauses, each shortened by chance so that two sides do not collide. */
function redialDelayMs(person: Person, wasOpen: boolean, turn: Turn): number {
  if (person.attempts === 0 || (wasOpen && person.attempts === 1)) return 0;
  return Math.min(MAX_REDIAL_MS, 1_000 * 2 ** (person.attempts - 1)) * (0.5 + turn.random() / 2);
}

function isWanted(turn: Turn, person: Person): boolean {
  if (turn.state.isQuitting || !person.isPresent || !person.endpoint) return false;
  if (sharesRoom(turn.state, person.username)) return true;
  return person.hasPrivateChat && (!person.hasLeft || !person.outbox.isEmpty);
}

function collapse(turn: Turn, person: Person): void {
  const links = [...person.links.values()];
  const kept = bestLink(turn, person);
  if (!kept || links.some((link) => !link.isExtended)) return;
  // A dial that is under way is worth finishing only if its link would be the one to keep.
  if (kept.isDialled || person.username < turn.state.username) abandonDial(turn, person);
  // Who dialled a link that is not kept closes it; one that its dialler has given up we close.
  for (const link of links) if (link !== kept && isOursToClose(link, kept)) closeLink(turn, person, link.id);
}

function limitLinks(turn: Turn, person: Person): void {
  const spare = [...person.links.values()].filter((link) => link !== bestLink(turn, person));
  for (const { id } of spare.slice(0, Math.max(0, spare.length + 1 - MAX_LINKS))) {
    turn.effects.push({ type: 'drop', link: id, reason: `${person.username} has opened too many links` });
  }
}

function isOursToClose(link: OpenLink, kept: OpenLink): boolean {
  return link.isDialled || !kept.isDialled;
}

function abandonDial(turn: Turn, person: Person): void {
  if (person.dialling === null) return;
  turn.state.linkOwners.delete(person.dialling);
  turn.effects.push({ type: 'drop', link: person.dialling, reason: 'they dialled us' });
  person.dialling = null;
}

function stopDialling(turn: Turn, person: Person): void {
  if (person.redialAt !== null) cancelTimer(turn, `dial:${person.username}`);
  person.redialAt = null;
  abandonDial(turn, person);
}

function isSameEndpoint(a: Endpoint | null, b: Endpoint): boolean {
  return a?.address === b.address && a.port === b.port;
}

function reportLink(turn: Turn, person: Person, state: LinkReport, reason?: string): void {
  if (person.reported === state && state !== 'closed') return;
  person.reported = state;
  const shared = { peer: person.username, path: 'direct', security: 'plaintext', verified: false } as const;
  const detail =
    state === 'open'
      ? { confirms: bestLink(turn, person)?.isExtended ?? false }
      : reason === undefined
        ? {}
        : { reason };
  report(turn, { event: 'link', ...shared, state, ...detail });
}
