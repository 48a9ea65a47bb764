// The delivery of each line (protocol 7.8): queued for each person, sent on their best link, delivered when it is
// acknowledged, or failed with a reason. Lines reach a person in the order in which they were written, once.

import type { Reason } from '../../reasons.ts';
import type { Line } from '../records/outbox.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { report } from '../report.ts';
import { isInvited, isKnownUninvited } from '../rooms/room-keys.ts';
import { setTimer } from '../timers.ts';
import type { Turn } from '../turn.ts';
import { sendToExtended, sendToReference } from './send-line.ts';

/** Lines that wait for someone who is away or cannot be reached. */
export const MAX_WAITING_LINES = 1_000;

/** Lines that wait for someone who can be reached. Only a burst gets this far: reading of input stops long before. */
export const MAX_PENDING_LINES = 20_000;

/** UTF-16 units of lines that wait for one person: far more than a person types, and a bound for large lines. */
export const MAX_WAITING_LENGTH = 8 * 1024 * 1024;

/** UTF-16 units of lines that wait for all people, including the overhead of each: 64 MiB if no character is Latin. */
const MAX_ALL_WAITING_UNITS = 32 * 1024 * 1024;

/** Units that may always wait for one person, however many wait for others. */
const OWN_SHARE_UNITS = 32 * 1024;

/** Lines under way to one person and not yet acknowledged. */
const WINDOW = 1_024;

/** UTF-16 units of such lines: a link with too much unwritten is closed, as if the other side did not read. */
const WINDOW_LENGTH = 256 * 1024;

/** Lines handed to the link of a reference peer and not yet written; that link writes one every few ms. */
const REFERENCE_WINDOW = 4;

/** If nothing is acknowledged for this long, the link counts as dead, even if its connection is open. */
const ACK_TIMEOUT_MS = 15_000;

/** Takes a line for one person; it fails at once if too many wait. */
export function addLine(turn: Turn, person: Person, line: Line): void {
  if (line.room !== null && isKnownUninvited(turn.state, person, line.room)) {
    return fail(turn, person, [line], { why: 'not_invited', username: person.username, room: line.room });
  }
  const most = isReachable(person) ? MAX_PENDING_LINES : MAX_WAITING_LINES;
  if (person.outgoing.outbox.queuedCount >= most) {
    fail(turn, person, [line], { why: 'too_many_lines', username: person.username, most });
    return;
  }
  if (person.outgoing.outbox.openLength + line.content.length > MAX_WAITING_LENGTH) {
    fail(turn, person, [line], { why: 'too_much_text', username: person.username });
    return;
  }
  if (person.outgoing.outbox.openUnits > OWN_SHARE_UNITS && allWaitingUnits(turn) > MAX_ALL_WAITING_UNITS) {
    fail(turn, person, [line], { why: 'too_much_text_in_all' });
    return;
  }
  person.outgoing.outbox.add(line);
  pump(turn, person);
}

function allWaitingUnits({ state }: Turn): number {
  let units = 0;
  for (const { outgoing } of state.people.values()) units += outgoing.outbox.openUnits;
  return units;
}

export function isReachable(person: Person): boolean {
  return person.links.open.size > 0 || (person.presence.isPresent && person.dialling.attempts === 0);
}

/** Sends what may be sent on the link that is best now. */
export function pump(turn: Turn, person: Person): void {
  const link = bestLink(turn, person);
  if (!link) return;
  person.outgoing.useLink(link.id);
  const { outbox } = person.outgoing;
  const window = link.isExtended ? WINDOW : REFERENCE_WINDOW;
  const mayLeave = turn.state.roomKeys.size === 0 ? undefined : invitedOnly(turn, link);
  while (outbox.inFlightCount < window && outbox.inFlightLength < WINDOW_LENGTH) {
    const sent = outbox.send(turn.elapsed, mayLeave);
    if (!sent) break;
    if (link.isExtended) sendToExtended(turn, person, link, sent.line, sent.isFirstTime);
    else sendToReference(turn, link, sent.line);
  }
  awaitAck(turn, person, link);
}

/** A line to a room by invitation waits until the person has proven on this link that they have the invitation key. */
function invitedOnly(turn: Turn, link: OpenLink): (line: Line) => boolean {
  return ({ room }) => room === null || isInvited(turn.state, link, room);
}

/** Of several links between extended peers both sides choose the one dialled by the smaller name. */
export function bestLink(turn: Turn, person: Person): OpenLink | null {
  if (person.links.open.size === 1) {
    const [only] = person.links.open.values();
    return only && !only.isClosing ? only : null; // The usual case, taken for each line.
  }
  const links = [...person.links.open.values()].filter((link) => !link.isClosing);
  if (links.length < 2) return links[0] ?? null;
  const newest = (of: OpenLink[]): OpenLink | null =>
    of.reduce<OpenLink | null>((a, b) => (a && a.order > b.order ? a : b), null);
  if (links.some((link) => !link.isExtended)) {
    // A reference peer reads all its links; changing between them would only mix up the order.
    return links.find((link) => link.id === person.outgoing.link) ?? newest(links);
  }
  const isOursToKeep = turn.state.username < person.username;
  return newest(links.filter((link) => link.isDialled === isOursToKeep)) ?? newest(links);
}

/** The other side has acknowledged lines, or refused them (`code`). */
export function settleAcknowledged(turn: Turn, person: Person, ids: readonly string[], code: string | undefined): void {
  for (const id of ids) {
    const line = person.outgoing.outbox.settle(id);
    if (!line) continue;
    if (code !== undefined) fail(turn, person, [line], { why: 'line_refused', username: person.username, code });
    else report(turn, { event: 'delivered', id, to: person.username });
  }
  pump(turn, person);
}

/** A line was written to a reference peer, which never acknowledges. */
export function settleWritten(turn: Turn, person: Person, id: string): void {
  if (!person.outgoing.outbox.settle(id)) return;
  report(turn, { event: 'sent', id, to: person.username });
  pump(turn, person);
}

export function fail(turn: Turn, person: Person, lines: readonly Line[], reason: Reason): void {
  for (const { id } of lines) report(turn, { event: 'failed', id, to: person.username, reason });
}

/** Lines beyond the limit for people who are away fail, if the person is away now or cannot be reached. */
export function trimWaiting(turn: Turn, person: Person): void {
  if (isReachable(person)) return;
  const surplus = person.outgoing.outbox.trim(MAX_WAITING_LINES);
  fail(turn, person, surplus, { why: 'away_too_long', username: person.username, most: MAX_WAITING_LINES });
}

/** A room is no longer shared with the person: lines to it that were not sent fail. */
export function dropLinesOf(turn: Turn, person: Person, room: string, reason: Reason): void {
  fail(
    turn,
    person,
    person.outgoing.outbox.drop((line) => line.room === room, false),
    reason,
  );
}

/** All lines for the person fail. */
export function dropAllLines(turn: Turn, person: Person, reason: Reason): void {
  fail(
    turn,
    person,
    person.outgoing.outbox.drop(() => true, true),
    reason,
  );
}

/** The timer of {@link ACK_TIMEOUT_MS} came. */
export function checkAcknowledgements(turn: Turn, person: Person): void {
  person.outgoing.setAckAwaited(false);
  const oldest = person.outgoing.outbox.oldestInFlightMs;
  const link = person.outgoing.link === null ? undefined : person.links.open.get(person.outgoing.link);
  if (oldest === null || !link?.isExtended) return;
  if (turn.elapsed - oldest < ACK_TIMEOUT_MS) awaitAck(turn, person, link);
  else
    turn.effects.push({
      type: 'drop',
      link: link.id,
      reason: { why: 'not_acknowledged', seconds: ACK_TIMEOUT_MS / 1000 },
    });
}

/** The timer keeps running when all is acknowledged, and checks again when it comes: cheaper than a new timer. */
function awaitAck(turn: Turn, person: Person, link: OpenLink): void {
  const oldest = person.outgoing.outbox.oldestInFlightMs;
  if (oldest === null || person.outgoing.isAckAwaited || !link.isExtended) return;
  person.outgoing.setAckAwaited(true);
  setTimer(turn, { kind: 'ack', username: person.username }, Math.max(0, oldest + ACK_TIMEOUT_MS - turn.elapsed));
}
