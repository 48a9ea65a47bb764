// F7: where others have asked us, to go there or to say no.

import { visible } from '../../../../commons/text.ts';
import type { Desk } from '../desk.ts';
import type { InvitationModel } from '../model/model.ts';
import { type Choice, Chooser } from './chooser.ts';

export function openInvitations(desk: Desk): void {
  const { phrases } = desk.face;
  desk.open(
    new Chooser({
      name: 'invitations',
      title: () => phrases.invitationsTitle,
      hint: phrases.chooseHint,
      isTyped: false,
      empty: () => phrases.noInvitations,
      choices: () => [...desk.model.invitations.values()].flatMap((invitation) => answersTo(desk, invitation)),
    }),
  );
}

function answersTo(desk: Desk, { from, room, isPrivate, likeUser, likeRoom }: InvitationModel): Choice[] {
  const { phrases } = desk.face;
  const facts = [
    ...(likeUser === undefined ? [] : [phrases.onlyLooksLike(visible(likeUser))]),
    ...(likeRoom === undefined ? [] : [phrases.onlyLooksLike(`#${visible(likeRoom)}`)]),
    ...(isPrivate ? [phrases.locks.invite] : []),
  ];
  const answer = (label: string, command: string): Choice => ({
    label,
    detail: facts.join(', '),
    choose() {
      desk.model.answered(from);
      desk.close();
      desk.enter(`${command} ${from}`);
    },
  });
  return [
    answer(phrases.accept(visible(from), visible(room)), '/accept'),
    answer(phrases.decline(visible(from), visible(room)), '/decline'),
  ];
}
