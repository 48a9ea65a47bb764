// Commands that need an answer first, because they cannot be undone or lose something.

import { nameKey } from '../../../../commons/model/names.ts';
import { visible } from '../../../../commons/text/text.ts';
import type { Intent, LeftConversation } from '../../../commands/intent.ts';
import type { Conversation } from '../../../session/conversation.ts';
import { type Place, placeKey } from '../../../session/place.ts';
import type { Desk } from '../desk.ts';
import type { Face } from '../face.ts';
import { yesOrNo } from '../overlays/question.ts';
import { countUnsent } from './quitting.ts';

/** A key that was not compared is accepted after a question only, as in the menu of a person. */
export function askToTrust(desk: Desk, user: string): void {
  const key = nameKey(user);
  const isAsked = desk.model.session.people.byLastMessage.some((one) => one.hasChangedKey && nameKey(one.name) === key);
  if (!isAsked) return desk.intend({ kind: 'trust', user });
  askAbout(desk, (face) => face.phrases.confirmAcceptKey(visible(user)), { kind: 'trust', user });
}

export function confirmDeletion(desk: Desk, named: string | null): void {
  const { place } = desk.model.shown;
  const room = named ?? (place.kind === 'room' ? place.room : null);
  if (room === null) return desk.intend({ kind: 'deleteRoom', room });
  askAbout(desk, (face) => face.phrases.confirmDelete(visible(room)), { kind: 'deleteRoom', room });
}

/** The intent keeps the conversation in which the question was asked, even if another one is shown by then. */
function askAbout(desk: Desk, question: (face: Face) => string, intent: Intent): void {
  const { place } = desk.model.shown;
  const yes = (): void => {
    desk.close();
    desk.outside.intend(intent, place);
  };
  desk.open(yesOrNo(question, yes));
}

/** A private chat ends on this side only; a conversation that has ended is only closed. */
export function leave(desk: Desk, what: LeftConversation | null): void {
  const left = what ? conversationCalled(desk, what) : desk.model.shown;
  const unsent = left ? countUnsent(desk, left) : 0;
  if (!left || unsent === 0) return leaveNow(desk, what);
  const yes = (): void => {
    desk.close();
    if (!what) desk.show(left);
    leaveNow(desk, what);
  };
  desk.open(yesOrNo((face) => face.phrases.confirmLeaveUnsent(visible(left.label), unsent), yes));
}

function conversationCalled({ model }: Desk, what: LeftConversation): Conversation | undefined {
  const places: Place[] =
    'room' in what
      ? [{ kind: 'room', room: what.room }]
      : [
          { kind: 'room', room: what.name },
          { kind: 'private', to: what.name },
        ];
  const keys = places.map(placeKey);
  return model.session.conversations.find(({ key }) => keys.includes(key));
}

function leaveNow(desk: Desk, what: LeftConversation | null): void {
  const { model } = desk;
  const { shown } = model;
  if (what || shown.isHome || !shown.hasEnded) desk.intend({ kind: 'leave', what });
  else if (shown.asked && shown.place.kind === 'room') desk.intend({ kind: 'leave', what: { room: shown.place.room } });
  if (!what && !shown.isHome && (shown.hasEnded || shown.place.kind === 'private')) model.close(shown);
}
