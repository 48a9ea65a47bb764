// Members of a room tell each other what the tracker told each of them: who sits there, and with which key. A tracker that
// tells one of them something else, or shows somebody to one of them alone, is found out.

import { forgetOldest } from '../../commons/forget-oldest.ts';
import { compareNames, nameKey } from '../../commons/model/names.ts';
import type { PeerView, RoomView } from '../../commons/model/views.ts';
import type { Roster } from '../../commons/protocol/peer-messages.ts';
import { type OpenLink, othersIn, type Person, type RoomState, roomNamed } from './state.ts';
import { report, setTimer, type Turn } from './turn.ts';

type Members = Roster['members'];

/** Versions of a room that are remembered: somebody else may be a few behind. */
const REMEMBERED = 32;

/** How long the tracker may take to tell us what it has told somebody else. */
const LATE_MS = 5_000;

/** A contradiction with the same member is not said more often than this. */
const SAY_AGAIN_MS = 60_000;

/** The tracker told us of a room: the others are to know what. */
export function rosterChanged(turn: Turn, room: RoomState, view: RoomView): void {
  room.rosters.set(view.revision, rosterOf(view));
  forgetOldest(room.rosters, REMEMBERED);
  for (const username of othersIn(turn.state, room)) {
    const person = turn.state.people.get(username);
    for (const link of person?.links.values() ?? []) send(turn, link, room);
  }
  for (const [username, claim] of room.claims) {
    if (claim.revision <= room.revision) room.aheadSince.delete(username);
    compare(turn, room, username, claim);
  }
}

/** A link is open: they are to know what we were told of the rooms that we share. */
export function sendRosters(turn: Turn, person: Person, link: OpenLink): void {
  for (const room of turn.state.rooms.values()) if (room.members.has(person.username)) send(turn, link, room);
}

/** A member says what the tracker told them. */
export function rosterHeard(turn: Turn, person: Person, claim: Roster): void {
  const room = roomNamed(turn.state, claim.room);
  if (!room?.members.has(person.username)) return;
  if (turn.state.tracker !== 'connected') return;
  room.claims.set(person.username, claim);
  compare(turn, room, person.username, claim);
  if (claim.revision <= room.revision) room.aheadSince.delete(person.username);
  else if (!room.aheadSince.has(person.username)) {
    room.aheadSince.set(person.username, turn.elapsed);
    setTimer(turn, `roster:${person.username}`, LATE_MS);
  }
}

/** What somebody was told of a while ago should have reached us too. */
export function judgeLateRosters(turn: Turn, person: Person): void {
  for (const room of turn.state.rooms.values()) {
    const claim = room.claims.get(person.username);
    const since = room.aheadSince.get(person.username);
    if (!claim || since === undefined) continue;
    if (turn.elapsed - since < LATE_MS) {
      setTimer(turn, `roster:${person.username}`, since + LATE_MS - turn.elapsed);
      continue;
    }
    room.aheadSince.delete(person.username);
    const ours = room.rosters.get(room.revision);
    if (ours !== undefined && isContradicting(ours, claim)) tell(turn, room, person.username, claim, ours);
  }
}

/** While the tracker is away, or we are to it, others are told what we are not. */
export function rostersInterrupted(turn: Turn): void {
  for (const room of turn.state.rooms.values()) {
    room.rosters.clear();
    room.claims.clear();
    room.aheadSince.clear();
  }
}

/**
 * At the same revision all must be the same. A revision that we were never told, though later ones were, should not be
 * there: what it says must at least not contradict the one before it.
 */
function compare(turn: Turn, room: RoomState, username: string, claim: Roster): void {
  const ours = room.rosters.get(claim.revision);
  if (ours !== undefined) {
    if (!isSame(ours, claim.members)) tell(turn, room, username, claim, ours);
  } else if (claim.revision < room.revision) {
    const before = newestBefore(room, claim.revision);
    if (before !== undefined && isContradicting(before, claim)) tell(turn, room, username, claim, before);
  }
}

function newestBefore(room: RoomState, revision: number): Members | undefined {
  const known = [...room.rosters.keys()].filter((each) => each < revision);
  return known.length > 0 ? room.rosters.get(Math.max(...known)) : undefined;
}

/** Other people, or another key. Who is there and who is away may differ for a moment: who is away has no key there. */
function isContradicting(ours: Members, { members }: Roster): boolean {
  if (ours.length !== members.length) return true;
  return members.some(({ username, fingerprint }) => {
    const same = ours.find((member) => member.username === username);
    return !same || (fingerprint !== null && same.fingerprint !== null && fingerprint !== same.fingerprint);
  });
}

function tell(turn: Turn, room: RoomState, peer: string, claim: Roster, ours: Members): void {
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

function rosterOf({ seats, peer_owner, peer_one, peer_two }: RoomView): Members {
  const places = [peer_owner, peer_one, peer_two].filter((place): place is PeerView => place !== null);
  const keys = new Map(places.map(({ username, fingerprint }) => [username, fingerprint ?? null]));
  return inOrder(seats.map(({ username }) => ({ username, fingerprint: keys.get(username) ?? null })));
}

function isSame(ours: Members, theirs: Members): boolean {
  return JSON.stringify(ours) === JSON.stringify(inOrder(theirs));
}

/** The same for the same members, in whatever order they were told. */
function inOrder(members: Members): Members {
  const entries = members.map(({ username, fingerprint }) => ({ username, fingerprint }));
  return entries.sort((a, b) => compareNames(nameKey(a.username), nameKey(b.username)));
}
