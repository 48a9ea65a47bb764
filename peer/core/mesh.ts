// Who dials whom, and which links live. The newcomer dials the members that it was told of; members accept, and dial
// back when nothing has come within a second. Two links between extended peers collapse into one by a rule that both
// compute alone; a link with a reference peer is never closed while there is something to share.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/connection.ts';
import type { LinkReport, Security } from '../reports.ts';
import { lookUp } from './admission.ts';
import { changedKey, keyProven, keyTold, trustOf, wayTo } from './contacts.ts';
import { bestLink, dropAllLines, pump, trimWaiting } from './delivery.ts';
import type { LinkId, Opened } from './events.ts';
import { cannotInvite, sendInvites } from './invitations.ts';
import { proveTo } from './room-keys.ts';
import { sendRosters } from './rosters.ts';
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

/** A link's keys are renewed after this long: whoever finds them out later gets no more than that. */
const RENEW_MS = 24 * 60 * 60 * 1000;

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
  const endpoint = { address: place.address, port: place.port };
  const isOtherKey = person.listed !== (place.fingerprint ?? null);
  person.listed = place.fingerprint ?? null;
  if (keyTold(turn, person.username, person.listed)) blockOut(turn, person.username, changedKey(person.username));
  const hasMoved = !isSameEndpoint(person.endpoint, endpoint);
  const isNews = !person.isPresent || hasMoved || isOtherKey;
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
  const way = wayTo(turn.state, person);
  if ('refused' in way) {
    // Nothing comes of trying: it is said, and tried again when the tracker tells something new, or the user decides.
    if (person.reported !== 'closed') reportLink(turn, person, 'closed', way.refused, true);
    cannotInvite(turn, person, way.refused);
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

export function opened(turn: Turn, id: LinkId, link: Opened): void {
  const { username, isDialled, isExtended, fingerprint, binding } = link;
  const person = personNamed(turn.state, username);
  turn.state.linkOwners.set(id, username);
  if (person.dialling === id) person.dialling = null;
  const way = wayTo(turn.state, person);
  if ('refused' in way) {
    turn.effects.push({ type: 'drop', link: id, reason: way.refused });
    return;
  }
  if (fingerprint !== null) keyProven(turn, username, fingerprint);
  turn.state.lastNumber += 1;
  const order = turn.state.lastNumber;
  const rooms = { hasProven: new Set<string>(), proofs: new Map<string, string>(), isInvitedTo: new Set<string>() };
  const open: OpenLink = { id, order, isDialled, isExtended, fingerprint, binding, ...rooms, isClosing: false };
  person.links.set(id, open);
  person.isExtended ||= isExtended;
  person.recordsKeys = link.recordsKeys;
  person.hasEncryptionOff = link.hasEncryptionOff;
  person.hasLeft = false;
  person.openedAt = turn.elapsed;
  person.redialAt = null;
  cancelTimer(turn, `dial:${username}`);
  collapse(turn, person);
  limitLinks(turn, person);
  reportLink(turn, person, 'open');
  if (fingerprint !== null) {
    sendRosters(turn, person, open);
    proveTo(turn, person);
    setTimer(turn, `renew:${username}`, RENEW_MS);
  }
  sendInvites(turn, person, open);
  pump(turn, person);
}

/** The keys of the link are old. Who dialled it dials again, and the new link takes its place without a gap. */
export function renew(turn: Turn, person: Person): void {
  const link = bestLink(turn, person);
  if (link?.isDialled && link.fingerprint !== null && person.dialling === null) dialNow(turn, person);
}

/** Nothing is to be said to the person, or heard: links break, and what waited is not sent. */
export function blockOut(turn: Turn, username: string, reason: string): void {
  const person = turn.state.people.get(username);
  if (!person) return;
  stopDialling(turn, person);
  for (const link of person.links.keys()) turn.effects.push({ type: 'drop', link, reason });
  dropAllLines(turn, person, reason);
}

/** The user has decided that the person may be talked to after all. */
export function letIn(turn: Turn, person: Person): void {
  person.attempts = 0;
  person.reported = null;
  tend(turn, person);
}

/** What was taken for a reference peer has answered HELLO after all. */
export function upgraded(turn: Turn, id: LinkId, said: Pick<Opened, 'recordsKeys' | 'hasEncryptionOff'>): void {
  const person = ownerOf(turn, id);
  const link = person?.links.get(id);
  if (!person || !link) return;
  link.isExtended = true;
  person.isExtended = true;
  person.recordsKeys = said.recordsKeys;
  person.hasEncryptionOff = said.hasEncryptionOff;
  if (said.recordsKeys || said.hasEncryptionOff) {
    person.reported = null;
    reportLink(turn, person, 'open');
  }
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
  cannotInvite(turn, person, reason);
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
  for (const kind of ['early', 'renew', 'roster', 'prove']) cancelTimer(turn, `${kind}:${person.username}`);
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
  if (person.toInvite.length > 0) return true;
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

function reportLink(turn: Turn, person: Person, state: LinkReport, reason?: string, refused?: true): void {
  if (person.reported === state && state !== 'closed') return;
  person.reported = state;
  const verified = trustOf(turn.state, person.username) === 'verified';
  const shared = { peer: person.username, path: 'direct', security: securityOf(turn, person), verified } as const;
  report(turn, {
    event: 'link',
    ...shared,
    state,
    ...(state === 'open' ? openDetail(turn, person) : { reason, refused }),
  });
}

function openDetail(turn: Turn, person: Person): object {
  return {
    confirms: bestLink(turn, person)?.isExtended ?? false,
    ...(person.recordsKeys ? { records_keys: true } : {}),
    ...(person.hasEncryptionOff ? { encryption_off: true } : {}),
  };
}

/** How what is said to the person is kept from others: of the link that there is, or of the one that there will be. */
export function securityOf(turn: Turn, person: Person): Security {
  const link = bestLink(turn, person);
  if (link) return link.fingerprint === null ? 'plaintext' : 'tls1.3';
  const way = wayTo(turn.state, person);
  return 'key' in way && way.key === null ? 'plaintext' : 'tls1.3';
}
