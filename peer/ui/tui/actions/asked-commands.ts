// Commands that are done only after a question: what they do cannot be undone, or gives something up.

import { nameKey } from '../../../../commons/model/names.ts';
import { visible } from '../../../../commons/text/text.ts';
import { roomArgument } from '../../../commands/commands.ts';
import type { Conversation } from '../../../session/conversation.ts';
import { placeKey } from '../../../session/place.ts';
import type { Desk } from '../desk.ts';
import { yesOrNo } from '../overlays/question.ts';
import { countUnsent } from './quitting.ts';

/** A key that was not compared is accepted by a letter alone, as in the menu of a person. */
export function askToTrust(desk: Desk, text: string, name = ''): void {
  const { place } = desk.model.shown;
  const key = nameKey(name.replace(/^@/, ''));
  const isAsked = desk.model.session.people.byLastMessage.some((one) => one.hasChangedKey && nameKey(one.name) === key);
  if (!isAsked) return desk.enter(text);
  const yes = (): void => {
    desk.close();
    desk.outside.enter(text, place);
  };
  desk.open(yesOrNo((face) => face.phrases.confirmAcceptKey(visible(name)), yes));
}

export function confirmDeletion(desk: Desk, text: string, argument: string | undefined): void {
  const { place } = desk.model.shown;
  const room = argument !== undefined ? roomArgument(argument) : place.kind === 'room' ? place.room : null;
  if (room === null) return desk.enter(text);
  const yes = (): void => {
    desk.close();
    desk.outside.enter(text, place);
  };
  desk.open(yesOrNo((face) => face.phrases.confirmDelete(visible(room)), yes));
}

/** A private chat ends on our side alone; what has ended already is only closed. */
export function leave(desk: Desk, text: string, argument: string | undefined): void {
  const left = argument === undefined ? desk.model.shown : conversationCalled(desk, argument);
  const unsent = left ? countUnsent(desk, left) : 0;
  if (!left || unsent === 0) return leaveNow(desk, text, argument);
  const yes = (): void => {
    desk.close();
    if (argument === undefined) desk.show(left);
    leaveNow(desk, text, argument);
  };
  desk.open(yesOrNo((face) => face.phrases.confirmLeaveUnsent(visible(left.label), unsent), yes));
}

function conversationCalled({ model }: Desk, argument: string): Conversation | undefined {
  const names = [placeKey({ kind: 'room', room: roomArgument(argument) }), placeKey({ kind: 'private', to: argument })];
  return model.session.conversations.find(({ key }) => names.includes(key));
}

function leaveNow(desk: Desk, text: string, argument: string | undefined): void {
  const { model } = desk;
  const { shown } = model;
  if (argument !== undefined || shown.isHome) return desk.enter(text);
  if (!shown.hasEnded) desk.enter(text);
  else if (shown.asked && shown.place.kind === 'room') desk.enter(`/leave #${shown.place.room}`);
  if (shown.hasEnded || shown.place.kind === 'private') model.close(shown);
}
