// Enter: reads the line and performs its intent. A long text or an invitation needs an answer first; a text that nobody
// would receive stays in the line.

import type { Invitation } from '../../../../commons/model/invitation.ts';
import { findInvitation, holdsInvitation } from '../../../../commons/model/pasted-invitation.ts';
import { visible } from '../../../../commons/text/text.ts';
import type { Intent, Misread, ScreenIntent } from '../../../commands/intent.ts';
import { holdsPassword, readScreenLine } from '../../../commands/read-line.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { Desk } from '../desk.ts';
import type { Editor } from '../editor/editor.ts';
import type { Face } from '../face.ts';
import { type LetterAnswer, Question, yesOrNo } from '../overlays/question.ts';
import type { TuiPhrases } from '../phrases/phrases.ts';
import { doIntent } from './do-intent.ts';

/** A longer text is sent only after a question: it may have been pasted by mistake. */
const MANY_LINES = 5;
const MANY_CHARACTERS = 2_000;

/** A line as it was typed, and its intent. */
interface Typed {
  readonly text: string;
  readonly intent: Intent | ScreenIntent | Misread;
}

export function send(desk: Desk): void {
  const { editor, model } = desk;
  const { text } = editor;
  const { shown } = model;
  if (text.trim() === '') return;
  const { intent, line } = readScreenLine(text);
  const typed = { text, intent };
  // Before the check for receivers: an invitation can be used where no text can be sent.
  if (line.hasStrayInvitation) return askAboutInvitation(desk, typed);
  const problem = reasonNotSent(desk, intent);
  if (problem !== null) {
    desk.flash = problem;
    return;
  }
  const lines = text.split('\n').length;
  if (lines <= MANY_LINES && text.length <= MANY_CHARACTERS) return sendNow(desk, editor, typed);
  desk.open(
    yesOrNo(
      (face) => face.phrases.confirmSend(lines),
      () => sendAsked(desk, shown, typed),
    ),
  );
}

/** The reason that nobody would receive the text; null: somebody would, or the intent sends no text. */
function reasonNotSent({ model, face: { phrases } }: Desk, intent: Typed['intent']): string | null {
  const { shown } = model;
  if (intent.kind !== 'send') return null;
  if (shown.hasEnded) return phrases.ended;
  if (shown.isHome) return phrases.notSentNowhere;
  if (shown.place.kind !== 'room') return null;
  const others = model.session.othersIn(shown);
  if (others.length === 0) return phrases.notSentAlone(visible(shown.label));
  const isBlocked = (name: string): boolean => model.session.people.find(name)?.isBlocked ?? false;
  return others.every(isBlocked) ? phrases.notSentBlocked(visible(shown.label)) : null;
}

/** Sends the line after a question was answered with yes, unless another conversation is shown by then. */
function sendAsked(desk: Desk, asked: Conversation, typed: Typed): void {
  desk.close();
  const isElsewhere = desk.model.shown !== asked;
  const problem = isElsewhere
    ? desk.face.phrases.notSentElsewhere(visible(asked.label))
    : reasonNotSent(desk, typed.intent);
  if (problem === null) sendNow(desk, desk.editor, typed);
  else desk.flash = problem;
}

/** Everyone who reads an invitation can join the room, so it is probably not meant for this conversation. */
function askAboutInvitation(desk: Desk, typed: Typed): void {
  const { editor, model } = desk;
  const { shown } = model;
  const found = findInvitation(typed.text);
  const join = (invitation: Invitation): void => {
    desk.close();
    editor.reset();
    desk.intend({ kind: 'joinByInvitation', invitation });
  };
  const answers: LetterAnswer[] = [
    ...(found ? [{ phrase: (phrases: TuiPhrases) => phrases.joinInvitation, choose: () => join(found) }] : []),
    { phrase: (phrases) => phrases.sendInvitation, choose: () => sendAsked(desk, shown, typed) },
  ];
  const question = ({ phrases }: Face): string =>
    found ? phrases.askInvitation(visible(found.room)) : phrases.askBrokenInvitation;
  desk.open(new Question(question, answers));
}

function sendNow(desk: Desk, editor: Editor, { text, intent }: Typed): void {
  editor.reset();
  desk.model.log.toBottom();
  const hasSecret = holdsPassword(text) || holdsInvitation(text);
  if (!hasSecret && desk.history.add(text)) desk.outside.keepHistory(text);
  doIntent(desk, intent);
}
