// Private rooms: what opens them, and how members of a room by invitation know that they are all invited.

import { isRoomProof, roomProof } from '../../commons/identity/room-proof.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { Prove } from '../../commons/protocol/peer-messages.ts';
import type { Request } from '../../commons/protocol/tracker-messages.ts';
import { dropLinesOf } from './delivery.ts';
import type { Opening, RoomKey } from './records/room-key.ts';
import { type OpenLink, type PeerState, type Person, type RoomState, roomNamed } from './state.ts';
import { error, setTimer, type Turn } from './turn.ts';

/** How long a member may take to prove an invitation before we say that they have not. */
export const PROOF_MS = 3_000;

/** Proofs of one link that wait until we know of the room ourselves. */
const MAX_PROOFS = 32;

export function roomKeyOf(state: PeerState, room: string): RoomKey | undefined {
  return state.roomKeys.get(nameKey(room));
}

/** Asks for a seat, with what opens the room if it needs that. */
export function joinRequest(room: string, opening: Opening | undefined): Request {
  return { cmd: 'JOIN_ROOM', room, ...(opening ? { secret: opening.secret } : {}) };
}

/** We are in: what opened the room is kept, and is not forgotten on the word of the tracker. */
export function keepRoomKey(turn: Turn, room: RoomState, opening: Opening | null): void {
  const isByInvitation = Boolean(roomKeyOf(turn.state, room.name)?.key);
  if (!opening || (isByInvitation && (opening.key === null || opening.isHearsay))) return;
  const { secret, key } = opening;
  put(turn, { room: room.name, owner: room.owner, secret, key });
}

export function forgetRoomKey({ state, effects }: Turn, room: string): void {
  if (state.roomKeys.delete(nameKey(room)))
    effects.push({ type: 'keepRoomKeys', roomKeys: [...state.roomKeys.values()] });
}

/** Proves to the person, on each link and once, that we were invited to the rooms that we share. */
export function proveTo(turn: Turn, person: Person): void {
  const { state } = turn;
  for (const room of state.rooms.values()) {
    const key = roomKeyOf(state, room.name)?.key;
    if (!key || !room.members.has(person.username)) continue;
    for (const link of person.links.values()) {
      if (link.hasProven.has(key)) continue;
      link.hasProven.add(key);
      room.uninvited.delete(person.username); // On a new link they have their time again.
      setTimer(turn, `prove:${person.username}`, PROOF_MS);
      if (!link.features.includes('prove') || !link.binding || !link.fingerprint || !state.fingerprint) continue;
      const [prover, verifier] = [state.fingerprint, link.fingerprint];
      const proof = roomProof({ roomKey: key, room: nameKey(room.name), binding: link.binding, prover, verifier });
      turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'PROVE', room: room.name, proof } });
    }
  }
}

/** It is looked at when it is needed: we may not even know yet that we are in that room. */
export function proofHeard(link: OpenLink, { room, proof }: Prove): void {
  if (link.proofs.size < MAX_PROOFS) link.proofs.set(nameKey(room), proof);
}

/** Whether the person may share what is said in the room, on that link. In a room without invitations everybody may. */
export function isInvited(turn: Turn, person: Person, link: OpenLink, room: string): boolean {
  const { state } = turn;
  const key = roomKeyOf(state, room)?.key;
  if (!key) return true;
  const name = nameKey(room);
  if (link.isInvitedTo.has(key)) return true;
  const claimed = link.proofs.get(name);
  if (claimed === undefined || !link.binding || !link.fingerprint || !state.fingerprint) return false;
  const guess = { guessers: [link.fingerprint], address: link.address, target: '' };
  if (state.guesses.waitMs(guess, turn.elapsed) > 0) return false;
  link.proofs.delete(name);
  const [prover, verifier] = [link.fingerprint, state.fingerprint];
  if (isRoomProof(claimed, { roomKey: key, room: name, binding: link.binding, prover, verifier })) {
    link.isInvitedTo.add(key);
    roomNamed(state, room)?.uninvited.delete(person.username);
    roomNamed(state, room)?.saidUninvited.delete(person.username);
    return true;
  }
  state.guesses.failed(guess, turn.elapsed);
  sayUninvited(turn, person, room);
  return false;
}

/** The person has come, or is back: what was said of them before counts no more, and they have their time to prove it. */
export function restartProofTime(turn: Turn, room: RoomState, person: Person): void {
  if (!roomKeyOf(turn.state, room.name)?.key) return;
  room.uninvited.delete(person.username);
  room.saidUninvited.delete(person.username);
  if (person.links.size > 0) setTimer(turn, `prove:${person.username}`, PROOF_MS);
}

/** The time for proofs is over. */
export function judgeUninvited(turn: Turn, person: Person): void {
  for (const room of turn.state.rooms.values()) {
    if (!room.members.has(person.username) || !roomKeyOf(turn.state, room.name)?.key) continue;
    const isInvitedSomewhere = [...person.links.values()].some((link) => isInvited(turn, person, link, room.name));
    if (person.links.size > 0 && !isInvitedSomewhere) sayUninvited(turn, person, room.name);
  }
}

/** Whether the other side of a link has guessed wrong too often to be let in now: with this key, or from that network. */
export function hasGuessedTooOften(turn: Turn, fingerprint: string, address: string): boolean {
  return turn.state.guesses.waitMs({ guessers: [fingerprint], address, target: '' }, turn.elapsed) > 0;
}

/** Whether what is said in the room would wait in vain for the person. */
export function isKnownUninvited(turn: Turn, person: Person, room: string): boolean {
  if (!roomNamed(turn.state, room)?.uninvited.has(person.username)) return false;
  return ![...person.links.values()].some((link) => isInvited(turn, person, link, room));
}

function sayUninvited(turn: Turn, person: Person, name: string): void {
  const { username } = person;
  const room = roomNamed(turn.state, name);
  if (!room || room.uninvited.has(username) || !canBeUninvited(room, username)) return;
  room.uninvited.add(username);
  dropLinesOf(turn, person, room.name, `${username} has no invitation to #${room.name}`);
  if (room.saidUninvited.has(username)) return;
  room.saidUninvited.add(username);
  const what = `${username} sits in #${room.name} without an invitation: not a word goes to them there, or comes from them.`;
  error(turn, 'NOT_INVITED', what);
}

/** Somebody who is away proves nothing, and the owner has invited everybody. They are not heard without a proof either. */
function canBeUninvited(room: RoomState, username: string): boolean {
  return room.members.get(username)?.state === 'present' && room.owner !== username;
}

function put({ state, effects }: Turn, roomKey: RoomKey): void {
  state.roomKeys.set(nameKey(roomKey.room), roomKey);
  effects.push({ type: 'keepRoomKeys', roomKeys: [...state.roomKeys.values()] });
}
