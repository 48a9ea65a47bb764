// How members of a room by invitation know that all of them are invited (protocol 7.12): each proves on each link that
// they have the invitation key, bound to that link and to both of its keys.

import { nameKey } from '../../../commons/model/names.ts';
import type { Prove } from '../../../commons/protocol/peer-messages.ts';
import { roomNamed } from '../look-ups.ts';
import { dropLinesOf } from '../messages/delivery.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import type { RoomState } from '../records/room-state.ts';
import { problem } from '../report.ts';
import { setTimer } from '../timers.ts';
import type { Turn } from '../turn.ts';
import { isInvited, roomKeyOf } from './room-keys.ts';

/** How long a member may take to prove an invitation before it is reported that they have not. */
export const PROOF_MS = 3_000;

/** Proofs of one link that wait until we know of the room ourselves. */
const MAX_PROOFS = 32;

/** Proves to the person, on each link and once, that we were invited to the rooms that we share. */
export function proveTo(turn: Turn, person: Person): void {
  const { state } = turn;
  for (const room of state.rooms.values()) {
    const key = roomKeyOf(state, room.name)?.key;
    if (!key || !room.membership.members.has(person.username)) continue;
    for (const link of person.links.open.values()) {
      if (link.proofs.hasShown(key)) continue;
      link.proofs.markShown(key);
      room.uninvited.retry(person.username); // On a new link their time starts again.
      setTimer(turn, { kind: 'prove', username: person.username }, PROOF_MS);
      if (!link.features.includes('prove') || !link.binding || !link.fingerprint || !state.fingerprint) continue;
      const [prover, verifier] = [state.fingerprint, link.fingerprint];
      const proof = turn.cryptography.roomProof({
        roomKey: key,
        room: nameKey(room.name),
        binding: link.binding,
        prover,
        verifier,
      });
      turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'PROVE', room: room.name, proof } });
    }
  }
}

/** Somebody has sent a proof. It is verified as soon as we know the room's key: we may not be in that room yet. */
export function proofReceived(turn: Turn, person: Person, link: OpenLink, { room, proof }: Prove): void {
  if (link.proofs.waiting.size < MAX_PROOFS) link.proofs.keep(nameKey(room), proof);
  verifyProofsOn(turn, person, link);
}

/** A room is known now: verifies the proofs that came before. Returns the ms until the rest may be verified, or 0. */
export function verifyProofs(turn: Turn, person: Person): number {
  return Math.max(0, ...[...person.links.open.values()].map((link) => verifyProofsOn(turn, person, link)));
}

/** Returns the ms until the limit of wrong guesses allows another proof; 0: no proof waits for it. */
function verifyProofsOn(turn: Turn, person: Person, link: OpenLink): number {
  const { state } = turn;
  const { binding, fingerprint, address } = link;
  if (!binding || !fingerprint || !state.fingerprint) return 0;
  const guess = { guessers: [fingerprint], address, target: '' };
  for (const [name, claimed] of link.proofs.waiting) {
    const key = roomKeyOf(state, name)?.key;
    if (!key) continue;
    const waitMs = state.guesses.waitMs(guess, turn.elapsed);
    if (waitMs > 0) return waitMs;
    link.proofs.discard(name);
    const [prover, verifier] = [fingerprint, state.fingerprint];
    const room = roomNamed(state, name);
    if (turn.cryptography.isRoomProof(claimed, { roomKey: key, room: name, binding, prover, verifier })) {
      link.proofs.markVerified(key);
      room?.uninvited.forget(person.username);
    } else if (!link.proofs.isVerified(key)) {
      state.guesses.failed(guess, turn.elapsed);
      reportMissingProof(turn, person, name);
    }
  }
  return 0;
}

/**
 * The person has come, or is back: earlier reports about them count no more, and the time limit for a proof starts
 * again.
 */
export function restartProofTime(turn: Turn, room: RoomState, person: Person): void {
  if (!roomKeyOf(turn.state, room.name)?.key) return;
  room.uninvited.forget(person.username);
  if (person.links.open.size > 0) setTimer(turn, { kind: 'prove', username: person.username }, PROOF_MS);
}

/** The time for proofs is over: reports the rooms for which the person has proven no invitation. */
export function reportUninvited(turn: Turn, person: Person): void {
  const waitMs = verifyProofs(turn, person);
  if (waitMs > 0) setTimer(turn, { kind: 'prove', username: person.username }, Math.ceil(waitMs));
  for (const room of turn.state.rooms.values()) {
    if (!room.membership.members.has(person.username) || !roomKeyOf(turn.state, room.name)?.key) continue;
    const isInvitedSomewhere = [...person.links.open.values()].some((link) => isInvited(turn.state, link, room.name));
    if (person.links.open.size > 0 && !isInvitedSomewhere) reportMissingProof(turn, person, room.name);
  }
}

function reportMissingProof(turn: Turn, person: Person, name: string): void {
  const { username } = person;
  const room = roomNamed(turn.state, name);
  if (!room || room.uninvited.has(username) || !canBeUninvited(room, username)) return;
  room.uninvited.add(username);
  dropLinesOf(turn, person, room.name, { why: 'not_invited', username, room: room.name });
  if (room.uninvited.isReported(username)) return;
  room.uninvited.markReported(username);
  problem(turn, { code: 'NOT_INVITED', username, room: room.name });
}

/**
 * A member who is away cannot prove anything, and the owner invites. Their messages do not count without a proof
 * either.
 */
function canBeUninvited(room: RoomState, username: string): boolean {
  return room.membership.members.get(username)?.state === 'present' && room.owner !== username;
}
