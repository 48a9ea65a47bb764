// Rooms of the last time that were not entered by themselves: one question after the other, each answered by a letter.
// Left with Escape, the room stays in the list, with what can be typed about it.

import { visible } from '../../../../commons/text/text.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { Desk } from '../desk.ts';
import { type LetterAnswer, Question } from './question.ts';

const NAME = 'room-question';

/** Asks about the next room, and about none that has been entered or closed meanwhile. */
export function askAboutRooms(desk: Desk): void {
  const open = desk.overlays.find((overlay) => overlay instanceof RoomQuestion);
  if (open?.isDue(desk)) return;
  if (open) desk.closeNamed(NAME);
  const next = desk.model.session.conversations.find(({ asked }) => asked?.isAnswered === false);
  if (next) desk.open(new RoomQuestion(desk, next));
}

class RoomQuestion extends Question {
  override readonly name = NAME;
  readonly #desk: Desk;
  readonly #conversation: Conversation;

  constructor(desk: Desk, conversation: Conversation) {
    super(
      ({ phrases }) => {
        const { place, asked } = conversation;
        const room = place.kind === 'room' ? `#${visible(place.room)}` : '';
        return asked ? phrases.askRoom(room, asked.reason, asked.owner === null ? null : visible(asked.owner)) : '';
      },
      answersOf(desk, conversation),
    );
    this.#desk = desk;
    this.#conversation = conversation;
  }

  isDue({ model }: Desk): boolean {
    return model.session.conversations.includes(this.#conversation) && this.#conversation.asked?.isAnswered === false;
  }

  dismissed(): void {
    answered(this.#desk, this.#conversation);
  }
}

function answersOf(desk: Desk, conversation: Conversation): LetterAnswer[] {
  const { place } = conversation;
  if (place.kind !== 'room') return [];
  const { room } = place;
  const enter = (): void => {
    const by = conversation.asked?.reason === 'not_by_invitation' ? 'nothing' : 'keptKey';
    desk.intend({ kind: 'join', room, entry: { by } });
    answered(desk, conversation);
  };
  const forget = (): void => {
    desk.outside.intend({ kind: 'leave', what: { room } }, place);
    answered(desk, conversation);
    desk.model.close(conversation);
  };
  return [
    { phrase: (phrases) => phrases.enterRoom, choose: enter },
    { phrase: (phrases) => phrases.forgetRoom, choose: forget },
  ];
}

function answered(desk: Desk, { asked }: Conversation): void {
  if (asked) asked.isAnswered = true;
  desk.closeNamed(NAME);
  askAboutRooms(desk);
}
