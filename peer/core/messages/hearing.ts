// Receives what others write. The sender of a message is the person of its link, whatever name the message claims. A
// message to a room counts if its sender has a seat there, or if the tracker reports one within a moment.

import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import { isoTime } from '../../../commons/time.ts';
import { unescapeAction } from '../../commands/spoken.ts';
import type { MessageReport } from '../../reports.ts';
import { roomNamed } from '../look-ups.ts';
import { securityOf } from '../people/link-reports.ts';
import type { LinkId } from '../records/link-id.ts';
import type { Person } from '../records/person.ts';
import { report } from '../report.ts';
import { isInvited, roomKeyOf } from '../rooms/room-keys.ts';
import { cancelTimer, setTimer } from '../timers.ts';
import { isOfBlockPeriod } from '../trust/block-period.ts';
import { blockOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { hearFromNowOn, holdRequest, isHeardAtOnce } from './requests.ts';

/** How long a message to a room may arrive before the tracker's report that its sender is a member. */
const EARLY_MS = 2_000;

/** Messages of one person that may wait for that report. */
const MAX_EARLY = 100;

/** UTF-16 units of such messages of one person, and of all people together: a few of the largest messages. */
const MAX_EARLY_UNITS = 256 * 1024;
export const MAX_ALL_EARLY_UNITS = 4 * 1024 * 1024;

/** What a message takes beside its text: its id, its time, the name of the room, and the object itself. */
const EARLY_OVERHEAD_UNITS = 256;

/** How long after somebody left a room the messages that they sent before may still arrive. */
export const FORMER_MEMBER_MS = 5_000;

/** A message came on an open link. */
export function hear(turn: Turn, link: LinkId, message: ChatMessage): void {
  const person = turn.state.people.ownerOf(link);
  if (!person) return;
  const { id } = message;
  if (id !== undefined && person.incoming.ids.has(id)) {
    if (!person.incoming.early.some((early) => early.message.id === id)) acknowledge(turn, person, link, id);
    return;
  }
  if (blockOf(turn.state, person.username)) return; // Its link is about to break.
  if (id !== undefined) turn.state.people.rememberId(person, id);
  if (isOfBlockPeriod(turn, person, message)) return refuse(turn, person, link, id, 'BLOCKED');
  const isBehindOthers = person.incoming.early.some((early) => early.message.room === message.room);
  if (isBehindOthers || !mayHear(turn, person, link, message)) keepForLater(turn, person, link, message);
  else take(turn, person, link, message);
}

/** What the tracker reports of rooms, or a proof, has changed: messages that arrived before may count now. */
export function hearEarly(turn: Turn, person: Person): void {
  if (person.incoming.early.length === 0) return;
  const waiting = person.incoming.takeEarly();
  const closedRooms = new Set<string | null | undefined>(); // Rooms in which a message still waits: later ones do too.
  for (const { link, message } of waiting) {
    if (!closedRooms.has(message.room) && mayHear(turn, person, link, message)) {
      take(turn, person, link, message);
      continue;
    }
    closedRooms.add(message.room);
    person.incoming.keepEarly(link, message);
  }
  if (person.incoming.early.length === 0) cancelTimer(turn, { kind: 'early', username: person.username });
}

/** The tracker did not report in time that the sender is a member: their waiting messages are refused. */
export function refuseEarly(turn: Turn, person: Person): void {
  for (const { link, message } of person.incoming.takeEarly()) {
    if (message.id === undefined) continue;
    person.incoming.ids.delete(message.id); // If it is sent again, it is checked again.
    refuse(turn, person, link, message.id, 'NOT_A_MEMBER');
  }
}

/** Sends the refusal of a line to its sender; a program that knows no ids gets none. */
function refuse(turn: Turn, person: Person, link: LinkId, id: string | undefined, code: string): void {
  if (id === undefined || !person.links.open.get(link)?.isExtended) return;
  turn.effects.push({ type: 'send', link, message: { cmd: 'ACK', id, code } });
}

function keepForLater(turn: Turn, person: Person, link: LinkId, message: ChatMessage): void {
  if (person.incoming.early.length === 0) setTimer(turn, { kind: 'early', username: person.username }, EARLY_MS);
  person.incoming.keepEarly(link, message);
  if (person.incoming.early.length > MAX_EARLY || earlyUnits(person) > MAX_EARLY_UNITS)
    return refuseEarly(turn, person);
  let units = 0;
  for (const each of turn.state.people.values()) units += earlyUnits(each);
  if (units > MAX_ALL_EARLY_UNITS) refuseEarly(turn, person);
}

function earlyUnits({ incoming }: Person): number {
  return incoming.early.reduce((units, { message }) => units + message.content.length + EARLY_OVERHEAD_UNITS, 0);
}

function mayHear(turn: Turn, person: Person, link: LinkId, { room }: ChatMessage): boolean {
  if (room === null || room === undefined) return true;
  const known = roomNamed(turn.state, room);
  if (!known) return false;
  const via = person.links.open.get(link);
  if (roomKeyOf(turn.state, room)?.key && !(via && isInvited(turn.state, via, room))) return false;
  return known.membership.members.has(person.username) || known.membership.formerUntil(person.username) >= turn.elapsed;
}

function take(turn: Turn, person: Person, link: LinkId, message: ChatMessage): void {
  const room = message.room ?? null;
  if (room === null && !isHeardAtOnce(turn.state, person.username)) return hold(turn, person, link, message);
  if (room === null) hearFromNowOn(turn, person);
  report(turn, received(turn, person, message));
  if (message.id !== undefined) acknowledge(turn, person, link, message.id);
}

/** A stranger's message waits for the user's answer. It was received, so it is acknowledged like any other message. */
function hold(turn: Turn, person: Person, link: LinkId, message: ChatMessage): void {
  const { id } = message;
  if (holdRequest(turn, received(turn, person, message))) {
    if (id !== undefined) acknowledge(turn, person, link, id);
    return;
  }
  if (id !== undefined) person.incoming.ids.delete(id); // If it is sent again, it is checked again.
  refuse(turn, person, link, id, 'NOT_ACCEPTED');
}

function received(turn: Turn, person: Person, message: ChatMessage): MessageReport {
  const room = message.room ?? null;
  const { content, literal } = unescapeAction(message.content);
  const what = {
    event: 'message' as const,
    room: room === null ? null : (roomNamed(turn.state, room)?.name ?? room),
    from: person.username,
    content,
    id: message.id ?? turn.newId(),
    sent_at: message.sent_at ?? isoTime(turn.now),
    security: securityOf(turn, person),
  };
  // Spreading into every message takes a tenth of its time; hardly any is literal.
  return literal ? { ...what, literal } : what;
}

/** Acknowledges on the link on which the message came or, if that is gone, on any other: ids belong to no link. */
function acknowledge(turn: Turn, person: Person, link: LinkId, id: string): void {
  const via = person.links.open.get(link) ?? [...person.links.open.values()].find((other) => other.isExtended);
  if (via?.isExtended) turn.effects.push({ type: 'acknowledge', link: via.id, id });
}
