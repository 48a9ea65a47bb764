// F7: the requests that wait for an answer: invitations to rooms, and first messages from new people.

import { visible } from '../../../../commons/text/text.ts';
import type { Intent } from '../../../commands/intent.ts';
import type { WaitingRequest } from '../../../reports.ts';
import type { OpenInvitation } from '../../../session/open-questions.ts';
import type { Desk } from '../desk.ts';
import { type Choice, Chooser } from './chooser.ts';

export function openInvitations(desk: Desk): void {
  const { phrases } = desk.face;
  desk.open(
    new Chooser({
      name: 'invitations',
      title() {
        const { droppedRequests } = desk.model.session.questions;
        const { invitationsTitle, requestsDropped } = phrases;
        return droppedRequests === 0 ? invitationsTitle : `${invitationsTitle}, ${requestsDropped(droppedRequests)}`;
      },
      hint: phrases.chooseHint,
      isTyped: false,
      empty: () => phrases.noInvitations,
      choices: () => [
        ...[...desk.model.session.questions.invitations.values()].flatMap((invitation) => answersTo(desk, invitation)),
        ...[...desk.model.session.questions.requests.values()].flatMap((request) => answersToRequest(desk, request)),
      ],
    }),
  );
}

function answersTo(desk: Desk, { from, room, isPrivate, likeUser, likeRoom }: OpenInvitation): Choice[] {
  const { phrases } = desk.face;
  const facts = [
    ...(likeUser === undefined ? [] : [phrases.onlyLooksLike(visible(likeUser))]),
    ...(likeRoom === undefined ? [] : [phrases.onlyLooksLike(`#${visible(likeRoom)}`)]),
    ...(isPrivate ? [phrases.locks.invite] : []),
  ];
  const answer = (label: string, kind: 'accept' | 'decline'): Choice => ({
    label,
    detail: facts.join(', '),
    choose() {
      const whom = { user: from, only: 'invitation' } as const;
      desk.model.session.questions.answered(whom, kind === 'accept');
      desk.close();
      desk.intend({ kind, whom });
    },
  });
  return [
    answer(phrases.accept(visible(from), visible(room)), 'accept'),
    answer(phrases.decline(visible(from), visible(room)), 'decline'),
  ];
}

function answersToRequest(desk: Desk, request: WaitingRequest): Choice[] {
  const { phrases } = desk.face;
  const { from, lines, from_before: isFromBefore, looks_like: like } = request;
  const detail = [
    ...(like === undefined ? [] : [phrases.onlyLooksLike(visible(like))]),
    ...(lines > 0 ? [phrases.requestLines(lines)] : []),
    ...(isFromBefore ? [phrases.requestFromBefore] : []),
  ].join(', ');
  const answer = (label: string, intent: Intent): Choice => ({
    label,
    detail,
    choose() {
      desk.close();
      desk.intend(intent);
    },
  });
  const shown = visible(from);
  const whom = { user: from, only: 'request' } as const;
  return [
    answer(phrases.acceptRequest(shown), { kind: 'accept', whom }),
    answer(phrases.declineRequest(shown), { kind: 'decline', whom }),
    answer(phrases.blockRequest(shown), { kind: 'block', user: from }),
  ];
}
