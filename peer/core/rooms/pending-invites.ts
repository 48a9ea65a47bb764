// Invitations of ours that wait for a link to the person.

import type { Reason } from '../../reasons.ts';
import { beginPrivateChat } from '../messages/private-chats.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { problem, report } from '../report.ts';
import type { Turn } from '../turn.ts';

/** Sends the waiting invitations on a new link. The secret of a private room is never sent unencrypted. */
export function sendInvites(turn: Turn, person: Person, link: OpenLink): void {
  for (const message of person.invites.takeAll()) {
    if (!link.features.includes('invite') || (message.secret !== undefined && link.fingerprint === null)) {
      problem(turn, { code: 'CANNOT_INVITE', why: 'link', username: person.username });
      continue;
    }
    beginPrivateChat(turn.state, person); // The link stays for the answer.
    turn.state.sentInvitations.add(message.id, message.room, person.username);
    turn.effects.push({ type: 'send', link: link.id, message });
    report(turn, { event: 'invite_sent', room: message.room, to: person.username });
  }
}

/** The person cannot be reached: drops their waiting invitations, and reports each. */
export function cannotInvite(turn: Turn, person: Person, reason: Reason): void {
  for (const { room } of person.invites.takeAll()) {
    problem(turn, { code: 'CANNOT_INVITE', why: 'unreachable', username: person.username, room, reason });
  }
}
