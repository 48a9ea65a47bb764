// Into private rooms and out of the door with an invitation: passwords that are turned into secrets, invitations to be
// passed on, and those that members send each other.

import { newRoomKey, trackerSecretOf } from '../../commons/identity/room-proof.ts';
import { formatInvitation, type Invitation } from '../../commons/model/invitation.ts';
import { nameKey, parseRoomName } from '../../commons/model/names.ts';
import type { ListedPeerView } from '../../commons/model/views.ts';
import { DEFAULT_TRACKER, endpointKey, parseEndpoint } from '../../commons/net/endpoint.ts';
import type { Invite, InviteAnswer } from '../../commons/protocol/peer-messages.ts';
import type { RoomEntry, RoomLock } from '../commands/intent.ts';
import { isAnswerTooEarly } from './asked-rooms.ts';
import { changedKey, keyHandedOver } from './contacts.ts';
import { bestLink } from './delivery.ts';
import { ensureDial } from './dialling.ts';
import { dropAllLinks, dropStrangeLinks } from './key-changes.ts';
import { isMeant, likeness, roomLookedLike, userLookedLike } from './look-alikes.ts';
import { sendInvites } from './pending-invites.ts';
import { located } from './presence.ts';
import type { Person } from './records/person.ts';
import type { OpenLink } from './records/person-links.ts';
import type { Opening } from './records/room-key.ts';
import type { RoomState } from './records/room-state.ts';
import { isAcquainted, isHeardAtOnce } from './requests.ts';
import { forgetRoomKey, joinRequest, roomKeyOf } from './room-keys.ts';
import { showRoom } from './rooms.ts';
import {
  beginPrivateChat,
  type PeerState,
  personCalled,
  personNamed,
  type Invitation as ReceivedInvitation,
  roomNamed,
} from './state.ts';
import { ask, begin, problem, report, type Turn, takeAsked } from './turn.ts';

/** Invitations that may wait for our answer; the oldest of strangers make room. */
const MAX_INVITATIONS = 16;

/** How long an invitation stands before the next one of that person is shown, or an answer without a name means it. */
export const INVITATION_PAUSE_MS = 2_000;

export function createRoom(turn: Turn, room: string, lock: RoomLock): void {
  if (lock.access === 'open') return askToCreate(turn, room, 'open', null);
  if (lock.access === 'password') {
    return lock.password ? derive(turn, 'create', room, lock.password) : wantPassword(turn, 'create', room);
  }
  if (turn.state.fingerprint === null) {
    return problem(turn, { code: 'NO_KEY', why: 'create' });
  }
  const key = newRoomKey();
  askToCreate(turn, room, 'invite', { secret: trackerSecretOf(key), key });
}

/** Enters the room of exactly that name, or switches to it. */
export function joinRoom(turn: Turn, room: string, entry: RoomEntry): void {
  if (isAnswerTooEarly(turn, room)) return;
  if (entry.by === 'nothing') forgetRoomKey(turn, room);
  const known = roomNamed(turn.state, room);
  if (!isMeant(turn, 'join', room)) return;
  if (known) return showRoom(turn, known, true);
  if (entry.by !== 'password') return askToJoin(turn, room, roomKeyOf(turn.state, room) ?? null);
  if (entry.password) return derive(turn, 'join', room, entry.password);
  // The tracker says first whether there is a seat; if there is, it requires a password, and the user is asked. A face that
  // does not ask has the password as its next line already, which must not be taken for anything else.
  return turn.state.asksPasswords ? askToJoin(turn, room, null) : wantPassword(turn, 'join', room);
}

export function joinByInvitation(turn: Turn, invitation: Invitation | null): void {
  if (!invitation) return problem(turn, { code: 'BAD_INVITATION' });
  const { tracker, room, from, roomKey } = invitation;
  const ours = parseEndpoint(turn.state.trackerName, DEFAULT_TRACKER) ?? DEFAULT_TRACKER;
  if (endpointKey(tracker) !== endpointKey(ours)) {
    return problem(turn, { code: 'OTHER_TRACKER', tracker });
  }
  if (turn.state.fingerprint === null) {
    return problem(turn, { code: 'NO_KEY', why: 'invitation' });
  }
  // Whoever wrote it is marked as verified, so they must not be taken for somebody else.
  if (!isMeant(turn, 'invitation', from.username) || !isMeant(turn, 'join', room)) return;
  if (!keyHandedOver(turn, from.username, from.fingerprint)) {
    dropAllLinks(turn, from.username, changedKey(from.username));
    return problem(turn, { code: 'KEY_CHANGED', username: from.username });
  }
  dropStrangeLinks(turn, from.username);
  const known = roomNamed(turn.state, room);
  if (!known) return askToJoin(turn, room, { secret: trackerSecretOf(roomKey), key: roomKey });
  if (roomKeyOf(turn.state, room)?.key === roomKey) return showRoom(turn, known, true);
  problem(turn, { code: 'OTHER_INVITATION', room: known.name });
}

/** The face asks for it, or the next line is taken for it. */
export function wantPassword(turn: Turn, to: 'create' | 'join', room: string): void {
  turn.state.lastNumber += 1;
  const number = turn.state.lastNumber;
  turn.state.passwordFor = { to, room, number };
  report(turn, { event: 'password_wanted', room, for: to, number });
}

/** An answer to a question that is not asked any more is no answer. */
export function passwordAnswered(turn: Turn, number: number, password: string | null): void {
  if (turn.state.passwordFor?.number === number) passwordEntered(turn, password ?? '');
}

export function passwordEntered(turn: Turn, password: string): void {
  const wanted = turn.state.passwordFor;
  turn.state.passwordFor = null;
  if (!wanted) return;
  if (password === '') return problem(turn, { code: 'CANCELLED', why: 'no_room_password', room: wanted.room });
  derive(turn, wanted.to, wanted.room, password);
}

/** Takes a while, and is done elsewhere; what is typed meanwhile waits. */
function derive(turn: Turn, to: 'create' | 'join', room: string, password: string): void {
  const request = begin(turn, { kind: 'derive', to, room });
  turn.effects.push({ type: 'deriveSecret', request, password, room });
}

export function secretDerived(turn: Turn, request: number, secret: string): void {
  const purpose = takeAsked(turn, request)?.purpose;
  if (purpose?.kind !== 'derive') return;
  if (purpose.to === 'create') askToCreate(turn, purpose.room, 'password', { secret, key: null });
  else askToJoin(turn, purpose.room, { secret, key: null });
}

function askToCreate(turn: Turn, room: string, access: 'open' | 'password' | 'invite', opening: Opening | null): void {
  const lock = opening && access !== 'open' ? { access, secret: opening.secret } : {};
  ask(turn, { cmd: 'CREATE_ROOM', room, ...lock }, { kind: 'create', room, opening }, true);
}

function askToJoin(turn: Turn, room: string, opening: Opening | null): void {
  ask(turn, joinRequest(room, opening ?? undefined), { kind: 'join', room, opening }, true);
}

/** An invitation to be passed on by hand. */
export function reportInvitation(turn: Turn, room: RoomState): void {
  const { state } = turn;
  const roomKey = roomKeyOf(state, room.name)?.key;
  const tracker = parseEndpoint(state.trackerName, DEFAULT_TRACKER);
  if (!roomKey || !state.fingerprint || !tracker) {
    return problem(turn, { code: 'NOT_INVITE_ONLY', room: room.name });
  }
  const from = { username: state.username, fingerprint: state.fingerprint };
  report(turn, {
    event: 'invite',
    room: room.name,
    invite: formatInvitation({ tracker, room: room.name, from, roomKey }),
  });
}

/** Asks somebody who is online into the room: over a link with them, which is made if there is none. */
export function addUser(turn: Turn, room: RoomState, to: string): void {
  if (nameKey(to) === nameKey(turn.state.username)) return problem(turn, { code: 'NOT_TO_YOURSELF' });
  if (!isMeant(turn, 'add', to)) return;
  const known = personCalled(turn.state, to);
  const member = known && room.membership.members.get(known.username);
  if (member?.state === 'present')
    return problem(turn, { code: 'ALREADY_HERE', username: member.username, room: room.name });
  if (known && known.links.open.size > 0) return inviteNow(turn, known, room);
  ask(turn, { cmd: 'LIST_PEERS', peer: to }, { kind: 'openInvite', to, room: room.name });
}

/** The tracker's word on where somebody is whom we want to ask into a room. */
export function inviteFound(turn: Turn, to: string, name: string, found: ListedPeerView | undefined): void {
  const room = roomNamed(turn.state, name);
  if (!room) return;
  if (!found) return problem(turn, { code: 'NO_SUCH_PEER', username: to });
  const person = personNamed(turn.state, found.username);
  located(turn, person, found, 0);
  inviteNow(turn, person, room);
}

function inviteNow(turn: Turn, person: Person, room: RoomState): void {
  const opening = roomKeyOf(turn.state, room.name);
  const secrets = opening ? { secret: opening.secret, ...(opening.key ? { key: opening.key } : {}) } : {};
  person.invites.add({ cmd: 'INVITE', id: turn.newId(), room: room.name, ...secrets });
  const link = bestLink(turn, person);
  if (link) sendInvites(turn, person, link);
  else ensureDial(turn, person);
}

/** Somebody asks us into a room. */
export function invited(turn: Turn, person: Person, link: OpenLink, message: Invite): void {
  const { invitations } = turn.state;
  const { username } = person;
  if (message.key !== undefined && message.secret !== trackerSecretOf(message.key)) return; // It opens nothing.
  if ('problem' in parseRoomName(message.room)) return; // There is no such room.
  if (roomNamed(turn.state, message.room)) return answer(turn, link, message.id, true);
  const before = invitations.get(username);
  if (before && turn.elapsed - before.at < INVITATION_PAUSE_MS) return; // Nobody needs to ask so often.
  invitations.delete(username);
  invitations.set(username, { from: username, message, at: turn.elapsed });
  makeRoom(turn.state);
  if (!invitations.has(username)) return;
  const isStranger = !isHeardAtOnce(turn.state, username);
  if (!isStranger) beginPrivateChat(turn.state, person); // The link stays for the answer.
  report(turn, {
    event: 'invitation',
    from: username,
    room: message.room,
    private: message.secret !== undefined,
    ...(isStranger ? { stranger: true } : {}),
    ...likeness(userLookedLike(turn.state, username)),
    ...roomLikeness(roomLookedLike(turn.state, message.room)),
  });
}

/** Names are free, so invitations of strangers make room before those of people whom the user knows. */
function makeRoom(state: PeerState): void {
  const { invitations } = state;
  while (invitations.size > MAX_INVITATIONS) {
    const [oldest = ''] = invitations.keys();
    invitations.delete([...invitations.keys()].find((name) => !isAcquainted(state, name)) ?? oldest);
  }
}

export function answerInvitation(turn: Turn, { from, message }: ReceivedInvitation, isAccepted: boolean): void {
  const { invitations, people } = turn.state;
  invitations.delete(from);
  const { id, room, secret, key } = message;
  const person = people.get(from);
  const link = person && bestLink(turn, person);
  if (person && link) answer(turn, link, id, isAccepted);
  if (isAccepted) askToJoin(turn, room, secret === undefined ? null : { secret, key: key ?? null, isHearsay: true });
}

function roomLikeness(like: string | null): { readonly room_looks_like?: string } {
  return like === null ? {} : { room_looks_like: like };
}

export function inviteAnswered(turn: Turn, person: Person, { id, accepted }: InviteAnswer): void {
  const invited = turn.state.invited.get(id);
  if (invited?.to !== person.username) return;
  turn.state.invited.delete(id);
  report(turn, { event: 'invite_answered', room: invited.room, by: person.username, accepted });
}

function answer(turn: Turn, link: OpenLink, id: string, accepted: boolean): void {
  turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'INVITE_ANSWER', id, accepted } });
}
