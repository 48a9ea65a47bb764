// Invitations of ours that wait for a link to the person.

import type { Reason } from '../../reasons.ts';
import { beginPrivateChat } from '../messages/private-chats.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { problem, report } from '../report.ts';
import type { Turn } from '../turn.ts';

/** There is a link: what was to be said over it is said. What opens a private room never leaves unencrypted. */
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

/** There is no way to them. */
export function cannotInvite(turn: Turn, person: Person, reason: Reason): void {
  for (const { room } of person.invites.takeAll()) {
    problem(turn, { code: 'CANNOT_INVITE', why: 'unreachable', username: person.username, room, reason });
  }
}
