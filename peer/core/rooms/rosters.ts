// Members of a room exchange the tracker's reports: the members and their keys (protocol 7.10). They detect a tracker
// that reports other members or keys to one of them.

import type { RoomView } from '../../../commons/model/views.ts';
import type { Roster } from '../../../commons/protocol/peer-messages.ts';
import { othersIn, roomNamed } from '../look-ups.ts';
import { bestLink } from '../messages/delivery.ts';
import type { Claim } from '../records/claim.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import type { RoomState } from '../records/room-state.ts';
import { report } from '../report.ts';
import { setTimer } from '../timers.ts';
import type { Turn } from '../turn.ts';
import { inOrder, isContradicting, isSame, type Members, rosterOf } from './roster-members.ts';

/** A contradiction with the same member is not reported more often than this. */
const REPORT_AGAIN_MS = 60_000;

/** The tracker has sent a room: its roster goes to the other members, and theirs are compared with it. */
export function rosterChanged(turn: Turn, room: RoomState, view: RoomView): void {
  room.rosterCheck.remember(view.revision, rosterOf(view));
  for (const username of othersIn(turn.state, room)) {
    const person = turn.state.people.get(username);
    for (const link of person?.links.open.values() ?? []) send(turn, link, room);
  }
  for (const [username, claim] of room.rosterCheck.claims) {
    compare(turn, room, username, claim.roster);
    follow(turn, room, username, claim);
  }
}

/** A link has opened: the other side gets our rosters of the rooms that we share. */
export function sendRosters(turn: Turn, person: Person, link: OpenLink): void {
  for (const room of turn.state.rooms.values())
    if (room.membership.members.has(person.username)) send(turn, link, room);
}

/** A member has sent their roster. It is stored even while we have no tracker, and compared when we have one. */
export function rosterReceived(turn: Turn, person: Person, link: OpenLink, roster: Roster): void {
  const { username } = person;
  const room = roomNamed(turn.state, roster.room);
  if (!room?.membership.members.has(username)) return;
  const claim = room.rosterCheck.claim(username, roster, turn.elapsed);
  compare(turn, room, username, roster);
  follow(turn, room, username, claim, true);
  // They may have missed ours, or have dropped it while the tracker was away.
  if (roster.revision < room.membership.revision) send(turn, link, room);
}

/** A member has answered our PING: an old roster of theirs no longer means that their machine sleeps. */
export function memberAnswered(turn: Turn, person: Person): void {
  for (const claim of claimsOf(turn, person.username).values())
    if (claim.state === 'pinged') claim.enter('late', turn.elapsed);
  setRosterTimer(turn, person.username);
}

/** The timer came: what the tracker sent to a member, or to us, a while ago should have reached the other one too. */
export function checkLateRosters(turn: Turn, person: Person): void {
  for (const [room, claim] of claimsOf(turn, person.username)) {
    const due = claim.dueAt;
    if (due === null || due > turn.elapsed) continue;
    const ours = room.rosterCheck.rosterAt(room.membership.revision);
    if (claim.state === 'older') ping(turn, person, claim);
    else {
      if (ours !== undefined) reportMismatch(turn, room, person.username, claim.roster, ours);
      claim.settle(turn.elapsed);
    }
  }
  setRosterTimer(turn, person.username);
}

/** While the tracker is away, other members may receive reports that we do not, so our rosters are out of date. */
export function rostersInterrupted(turn: Turn): void {
  for (const room of turn.state.rooms.values()) room.rosterCheck.interrupt(turn.elapsed);
}

/** What follows from a claim of another revision than ours. `isNew`: it has come just now, so the member is alive. */
function follow(turn: Turn, room: RoomState, username: string, claim: Claim, isNew = false): void {
  const ours = room.rosterCheck.rosterAt(room.membership.revision);
  if (ours === undefined) return; // The tracker was away, and has not sent us the room since.
  const { revision } = claim.roster;
  if (revision === room.membership.revision || !isContradicting(ours, claim.roster)) claim.settle(turn.elapsed);
  else if (revision > room.membership.revision) {
    if (claim.state !== 'newer') claim.enter('newer', turn.elapsed);
  } else if (room.membership.members.get(username)?.state !== 'present')
    claim.enter('settled', turn.elapsed); // The tracker itself reports that they are away.
  else if (isNew) claim.enter('late', turn.elapsed);
  else if (claim.state === 'settled' || claim.state === 'newer') claim.enter('older', turn.elapsed);
  setRosterTimer(turn, username);
}

function setRosterTimer(turn: Turn, username: string): void {
  const due = [...claimsOf(turn, username).values()].map(({ dueAt }) => dueAt).filter((at) => at !== null);
  // In whole ms, because a clock may not advance by a fraction of one.
  if (due.length > 0)
    setTimer(turn, { kind: 'roster', username }, Math.max(0, Math.ceil(Math.min(...due) - turn.elapsed)));
}

function claimsOf({ state }: Turn, username: string): Map<RoomState, Claim> {
  const claims = new Map<RoomState, Claim>();
  for (const room of state.rooms.values()) {
    const claim = room.rosterCheck.claims.get(username);
    if (claim) claims.set(room, claim);
  }
  return claims;
}

/** Without a link there is nobody to ask: the roster that comes with the next link decides. */
function ping(turn: Turn, person: Person, claim: Claim): void {
  const link = bestLink(turn, person);
  if (!link?.features.includes('roster')) return claim.enter('settled', turn.elapsed);
  claim.enter('pinged', turn.elapsed);
  turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'PING' } });
}

/**
 * Rosters of the same revision must be equal. If the tracker has never sent us the member's revision, although it has
 * sent later ones, their roster must at least not contradict our newest one before it.
 */
function compare(turn: Turn, room: RoomState, username: string, claim: Roster): void {
  const ours = room.rosterCheck.rosterAt(claim.revision);
  if (ours !== undefined) {
    if (!isSame(ours, claim.members)) reportMismatch(turn, room, username, claim, ours);
  } else if (claim.revision < room.membership.revision) {
    const before = room.rosterCheck.newestBefore(claim.revision);
    if (before !== undefined && isContradicting(before, claim)) reportMismatch(turn, room, username, claim, before);
  }
}

function reportMismatch(turn: Turn, room: RoomState, peer: string, claim: Roster, ours: Members): void {
  if (turn.elapsed - room.rosterCheck.reportedAt(peer) < REPORT_AGAIN_MS) return;
  room.rosterCheck.markReported(peer, turn.elapsed);
  report(turn, {
    event: 'roster_mismatch',
    room: room.name,
    peer,
    told: ours,
    told_them: inOrder(claim.members),
  });
}

function send(turn: Turn, link: OpenLink, room: RoomState): void {
  if (link.fingerprint === null || !link.features.includes('roster')) return;
  const members = room.rosterCheck.rosterAt(room.membership.revision);
  if (!members) return;
  turn.effects.push({
    type: 'send',
    link: link.id,
    message: { cmd: 'ROSTER', room: room.name, revision: room.membership.revision, members },
  });
}
