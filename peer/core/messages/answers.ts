// `/accept` and `/decline`: finds the invitation or the contact request that the user means.

import { nameKey } from '../../../commons/model/names.ts';
import type { Asker } from '../../commands/intent.ts';
import type { Problem } from '../../problems.ts';
import type { ContactRequest } from '../records/contact-request.ts';
import type { Invitation } from '../records/received-invitations.ts';
import { problem } from '../report.ts';
import { answerInvitation, INVITATION_PAUSE_MS } from '../rooms/invitations.ts';
import { switchTo } from '../rooms/rooms.ts';
import type { Turn } from '../turn.ts';
import { acceptPerson, declineRequest } from './requests.ts';

interface Meant {
  readonly invitation?: Invitation | undefined;
  readonly request?: ContactRequest | undefined;
}

/** Accepts or declines. `whom` null: the only invitation or request that waits. */
export function answerAsker(turn: Turn, isAccepted: boolean, whom: Asker | null): void {
  const meant = whom === null ? onlyOne(turn) : 'room' in whom ? intoRoom(turn, whom.room) : by(turn, whom);
  if (meant === null) return; // The reason was reported.
  const { invitation, request } = meant;
  if (isAccepted && invitation && request) {
    return problem(turn, { code: 'ROOM_OR_CHAT', username: invitation.from, room: invitation.message.room });
  }
  if (invitation) answerInvitation(turn, invitation, isAccepted);
  if (request && !isAccepted) declineRequest(turn, request);
  else if (request) {
    switchTo(turn, { kind: 'private', to: request.from });
    acceptPerson(turn, request.from);
  }
}

/**
 * Without a name: the one that waits, or the newest of several invitations, unless it arrived while the user was
 * typing.
 */
function onlyOne(turn: Turn): Meant | null {
  const invitations = [...turn.state.invitations.values()];
  const requests = [...turn.state.requestBox.values()];
  const newest = invitations.at(-1);
  const request = requests.at(-1);
  if (request && invitations.length + requests.length > 1) {
    return failed(turn, { code: 'SAY_WHO', room: null, example: request.from });
  }
  if (request) return { request };
  if (!newest) return failed(turn, { code: 'NO_INVITATION', why: 'none' });
  if (invitations.length > 1 && turn.elapsed - newest.at < INVITATION_PAUSE_MS) {
    return failed(turn, { code: 'WHOSE_INVITATION', newest: newest.from });
  }
  return { invitation: newest };
}

function by(turn: Turn, { user, only }: Extract<Asker, { user: string }>): Meant | null {
  const key = nameKey(user);
  const isTheirs = ({ from }: { readonly from: string }): boolean => nameKey(from) === key;
  const { invitations, requestBox } = turn.state;
  const invitation = only === 'request' ? undefined : [...invitations.values()].find(isTheirs);
  const request = only === 'invitation' ? undefined : [...requestBox.values()].find(isTheirs);
  if (invitation || request) return { invitation, request };
  return failed(turn, { code: 'NO_INVITATION', why: 'not_from', username: user });
}

function intoRoom(turn: Turn, room: string): Meant | null {
  const key = nameKey(room);
  const asked = [...turn.state.invitations.values()].filter(({ message }) => nameKey(message.room) === key);
  const [invitation] = asked;
  if (!invitation) return failed(turn, { code: 'NO_INVITATION', why: 'not_into', room });
  if (asked.length === 1) return { invitation };
  return failed(turn, { code: 'SAY_WHO', room: invitation.message.room, example: invitation.from });
}

function failed(turn: Turn, why: Problem): null {
  problem(turn, why);
  return null;
}
