// Members of a room tell each other what the tracker told each of them: who sits there, and with which key. A tracker that
// tells one of them something else, or shows somebody to one of them alone, is found out.

import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import type { RoomView } from '../../commons/model/views.ts';
import type { Roster } from '../../commons/protocol/peer-messages.ts';
import { bestLink } from './delivery.ts';
import type { Claim } from './records/claim.ts';
import type { Person } from './records/person.ts';
import type { OpenLink } from './records/person-links.ts';
import { inOrder, isContradicting, isSame, type Members, rosterOf } from './roster-members.ts';
import { othersIn, type RoomState, roomNamed } from './state.ts';
import { report, setTimer, type Turn } from './turn.ts';

/** Versions of a room that are remembered: somebody else may be a few behind. */
const REMEMBERED = 32;

/** How long the tracker may take to tell one member what it has told another one. */
const LATE_MS = 5_000;

/** Members compare within milliseconds; one whose roster is older for longer is asked for a sign of life. */
const ASK_MS = 1_000;

/** A contradiction with the same member is not reported more often than this. */
const SAY_AGAIN_MS = 60_000;

/** The tracker has told us of a room: the other members are sent it, and what they have sent is compared with it. */
export function rosterChanged(turn: Turn, room: RoomState, view: RoomView): void {
  room.rosters.set(view.revision, rosterOf(view));
  forgetOldest(room.rosters, REMEMBERED);
  for (const username of othersIn(turn.state, room)) {
    const person = turn.state.people.get(username);
    for (const link of person?.links.open.values() ?? []) send(turn, link, room);
  }
  for (const [username, claim] of room.claims) {
    compare(turn, room, username, claim.roster);
    follow(turn, room, username, claim);
  }
}

/** A link has opened: the other side is sent what we were told of the rooms that we share. */
export function sendRosters(turn: Turn, person: Person, link: OpenLink): void {
  for (const room of turn.state.rooms.values()) if (room.members.has(person.username)) send(turn, link, room);
}

/** A member has sent what the tracker told them. It is kept even while we are away from the tracker, and compared then. */
export function rosterHeard(turn: Turn, person: Person, link: OpenLink, roster: Roster): void {
  const { username } = person;
  const room = roomNamed(turn.state, roster.room);
  if (!room?.members.has(username)) return;
  const claim = room.claims.get(username) ?? { roster, state: 'settled', since: turn.elapsed, newerMs: 0 };
  claim.roster = roster;
  room.claims.set(username, claim);
  compare(turn, room, username, roster);
  follow(turn, room, username, claim, true);
  // They may have missed ours, or have dropped it while the tracker was away.
  if (roster.revision < room.revision) send(turn, link, room);
}

/** A member has answered our PING: from now on an old roster of theirs is no sign of a machine that sleeps. */
export function memberAnswered(turn: Turn, person: Person): void {
  for (const claim of claimsOf(turn, person.username).values())
    if (claim.state === 'pinged') enter(turn, claim, 'late');
  setRosterTimer(turn, person.username);
}

/** Time has passed: what was told to a member, or to us, a while ago should have reached the other one too. */
export function judgeLateRosters(turn: Turn, person: Person): void {
  for (const [room, claim] of claimsOf(turn, person.username)) {
    const due = dueAt(claim);
    if (due === null || due > turn.elapsed) continue;
    const ours = room.rosters.get(room.revision);
    if (claim.state === 'older') ping(turn, person, claim);
    else {
      if (ours !== undefined) reportMismatch(turn, room, person.username, claim.roster, ours);
      settle(turn, claim);
    }
  }
  setRosterTimer(turn, person.username);
}

/** While the tracker is away other members are told what we are not: what we were told before is out of date. */
export function rostersInterrupted(turn: Turn): void {
  for (const room of turn.state.rooms.values()) {
    room.rosters.clear();
    for (const claim of room.claims.values()) enter(turn, claim, 'settled');
  }
}

/** What follows from a claim of another revision than ours. `isNew`: it has come just now, so the member is alive. */
function follow(turn: Turn, room: RoomState, username: string, claim: Claim, isNew = false): void {
  const ours = room.rosters.get(room.revision);
  if (ours === undefined) return; // Since the tracker was away, it has not told us of the room again.
  const { revision } = claim.roster;
  if (revision === room.revision || !isContradicting(ours, claim.roster)) settle(turn, claim);
  else if (revision > room.revision) {
    if (claim.state !== 'newer') enter(turn, claim, 'newer');
  } else if (room.members.get(username)?.state !== 'present')
    enter(turn, claim, 'settled'); // They are away from the tracker, as it says itself.
  else if (isNew) enter(turn, claim, 'late');
  else if (claim.state === 'settled' || claim.state === 'newer') enter(turn, claim, 'older');
  setRosterTimer(turn, username);
}

function enter(turn: Turn, claim: Claim, state: Claim['state']): void {
  if (claim.state === 'newer') claim.newerMs += turn.elapsed - claim.since;
  claim.state = state;
  claim.since = turn.elapsed;
}

function settle(turn: Turn, claim: Claim): void {
  enter(turn, claim, 'settled');
  claim.newerMs = 0;
}

function dueAt({ state, since, newerMs }: Claim): number | null {
  if (state === 'newer') return since + LATE_MS - newerMs;
  if (state === 'older') return since + ASK_MS;
  return state === 'late' ? since + LATE_MS : null;
}

function setRosterTimer(turn: Turn, username: string): void {
  const due = [...claimsOf(turn, username).values()].map(dueAt).filter((at) => at !== null);
  // In whole ms: what is left of a fraction may be too little for a clock to go on by.
  if (due.length > 0)
    setTimer(turn, { kind: 'roster', username }, Math.max(0, Math.ceil(Math.min(...due) - turn.elapsed)));
}

function claimsOf({ state }: Turn, username: string): Map<RoomState, Claim> {
  const claims = new Map<RoomState, Claim>();
  for (const room of state.rooms.values()) {
    const claim = room.claims.get(username);
    if (claim) claims.set(room, claim);
  }
  return claims;
}

/** Without a link there is nobody to ask: the roster that comes with the next link decides. */
function ping(turn: Turn, person: Person, claim: Claim): void {
  const link = bestLink(turn, person);
  if (!link?.features.includes('roster')) return enter(turn, claim, 'settled');
  enter(turn, claim, 'pinged');
  turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'PING' } });
}

/**
 * At the same revision all must be the same. A revision that we were never told, though later ones were, should not be
 * there: what it says must at least not contradict the one before it.
 */
function compare(turn: Turn, room: RoomState, username: string, claim: Roster): void {
  const ours = room.rosters.get(claim.revision);
  if (ours !== undefined) {
    if (!isSame(ours, claim.members)) reportMismatch(turn, room, username, claim, ours);
  } else if (claim.revision < room.revision) {
    const before = newestBefore(room, claim.revision);
    if (before !== undefined && isContradicting(before, claim)) reportMismatch(turn, room, username, claim, before);
  }
}

function newestBefore(room: RoomState, revision: number): Members | undefined {
  const known = [...room.rosters.keys()].filter((each) => each < revision);
  return known.length > 0 ? room.rosters.get(Math.max(...known)) : undefined;
}

function reportMismatch(turn: Turn, room: RoomState, peer: string, claim: Roster, ours: Members): void {
  const saidAt = room.contradictions.get(peer) ?? Number.NEGATIVE_INFINITY;
  if (turn.elapsed - saidAt < SAY_AGAIN_MS) return;
  room.contradictions.set(peer, turn.elapsed);
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
  const members = room.rosters.get(room.revision);
  if (!members) return;
  turn.effects.push({
    type: 'send',
    link: link.id,
    message: { cmd: 'ROSTER', room: room.name, revision: room.revision, members },
  });
}
