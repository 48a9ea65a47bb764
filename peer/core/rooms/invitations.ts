// Invitations: as links for users to pass on, and as messages between peers.

import { formatInvitation } from '../../../commons/model/invitation.ts';
import { nameKey, parseRoomName } from '../../../commons/model/names.ts';
import type { ListedPeerView } from '../../../commons/model/views.ts';
import { DEFAULT_TRACKER, parseEndpoint } from '../../../commons/net/endpoint.ts';
import type { Invite, InviteAnswer } from '../../../commons/protocol/peer-messages.ts';
import { personCalled, roomNamed } from '../look-ups.ts';
import { bestLink } from '../messages/delivery.ts';
import { beginPrivateChat } from '../messages/private-chats.ts';
import { isAcquainted, isHeardAtOnce } from '../messages/requests.ts';
import { ensureDial } from '../people/dialling.ts';
import { isMeant, likeness, roomLookedLike, userLookedLike } from '../people/look-alikes.ts';
import { located } from '../people/presence.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import type { Invitation } from '../records/received-invitations.ts';
import type { RoomState } from '../records/room-state.ts';
import { problem, report } from '../report.ts';
import type { PeerState } from '../state.ts';
import { ask } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';
import { askToJoin } from './entering.ts';
import { sendInvites } from './pending-invites.ts';
import { roomKeyOf } from './room-keys.ts';

/** Invitations that may wait for an answer; the oldest one of a stranger is dropped for a new one. */
const MAX_INVITATIONS = 16;

/** The least time between two invitations of one person, and before an answer without a name applies to the newest. */
export const INVITATION_PAUSE_MS = 2_000;

/** Reports the link for users to pass on. */
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

/** Invites a user who is online, over a link, which is dialled if there is none. */
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

/** The tracker has replied where the invited user is. */
export function inviteFound(turn: Turn, to: string, name: string, found: ListedPeerView | undefined): void {
  const room = roomNamed(turn.state, name);
  if (!room) return;
  if (!found) return problem(turn, { code: 'NO_SUCH_PEER', username: to });
  const person = turn.state.people.findOrAdd(found.username);
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

/** An invitation from a peer. */
export function invited(turn: Turn, person: Person, link: OpenLink, message: Invite): void {
  const { invitations } = turn.state;
  const { username } = person;
  if (message.key !== undefined && message.secret !== turn.cryptography.trackerSecretOf(message.key)) return; // It opens nothing.
  if ('problem' in parseRoomName(message.room)) return; // There is no such room.
  if (roomNamed(turn.state, message.room)) return answer(turn, link, message.id, true);
  const before = invitations.get(username);
  if (before && turn.elapsed - before.at < INVITATION_PAUSE_MS) return; // Nobody needs to ask so often.
  invitations.add({ from: username, message, at: turn.elapsed });
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

/** Strangers can use any number of names, so their invitations are dropped before those of known people. */
function makeRoom(state: PeerState): void {
  const { invitations } = state;
  while (invitations.size > MAX_INVITATIONS) {
    const [oldest = ''] = invitations.keys();
    invitations.remove([...invitations.keys()].find((name) => !isAcquainted(state, name)) ?? oldest);
  }
}

export function answerInvitation(turn: Turn, { from, message }: Invitation, isAccepted: boolean): void {
  const { invitations, people } = turn.state;
  invitations.remove(from);
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
  const room = turn.state.sentInvitations.answered(id, person.username);
  if (room !== undefined) report(turn, { event: 'invite_answered', room, by: person.username, accepted });
}

function answer(turn: Turn, link: OpenLink, id: string, accepted: boolean): void {
  turn.effects.push({ type: 'send', link: link.id, message: { cmd: 'INVITE_ANSWER', id, accepted } });
}
