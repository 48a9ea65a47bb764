// Enter: a line goes to the people of the conversation, or is a command, for the client or for the screen.

import { formatInvitation, type Invitation } from '../../../../commons/model/invitation.ts';
import { findInvitation, holdsInvitation } from '../../../../commons/model/pasted-invitation.ts';
import { visible, visibleText } from '../../../../commons/text/text.ts';
import { isInvitationUnasked, parseLine } from '../../../commands/typed-line.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { Desk } from '../desk.ts';
import type { Editor } from '../editor/editor.ts';
import type { Face } from '../face.ts';
import { openHelp } from '../overlays/help-page.ts';
import { openInvitations } from '../overlays/invitations-list.ts';
import { openPeopleBrowser } from '../overlays/people-browser.ts';
import { type LetterAnswer, Question, yesOrNo } from '../overlays/question.ts';
import { openRoomsBrowser } from '../overlays/rooms-browser.ts';
import type { TuiPhrases } from '../phrases/phrases.ts';
import { askToTrust, confirmDeletion, leave } from './asked-commands.ts';
import { askToQuit } from './quitting.ts';
import { runScreenCommand } from './screen-commands.ts';

/** More than that is asked about before it is sent: it was pasted, and perhaps not meant for here. */
const MANY_LINES = 5;
const MANY_CHARACTERS = 2_000;

/** What has a password in it is not kept. */
const HAS_PASSWORD = /^\/\S+\s.*--password\s+\S/s;

/** Commands after which any text may follow, or the name of a file. */
const HOLDS_TEXT: ReadonlySet<string> = new Set(['me', 'say', 'msg', 'export']);

export function send(desk: Desk): void {
  const { editor, model } = desk;
  const { text } = editor;
  const { shown } = model;
  if (text.trim() === '') return;
  // It is used at home as well, where nothing can be said.
  if (isInvitationUnasked(text, parseLine(text))) return askAboutInvitation(desk, text);
  const problem = reasonNotSent(desk, text);
  if (problem !== null) {
    desk.flash = problem;
    return;
  }
  const lines = text.split('\n').length;
  if (lines <= MANY_LINES && text.length <= MANY_CHARACTERS) return sendNow(desk, editor, text);
  desk.open(
    yesOrNo(
      (face) => face.phrases.confirmSend(lines),
      () => sendAsked(desk, shown, text, false),
    ),
  );
}

/** Why nobody would get what is said here; it stays in the line then. null: it can be sent, or is a command. */
function reasonNotSent({ model, face: { phrases } }: Desk, text: string): string | null {
  const typed = parseLine(text);
  const isSaid = typed.kind === 'text' || (typed.kind === 'command' && (typed.name === 'me' || typed.name === 'say'));
  const { shown } = model;
  if (!isSaid) return null;
  if (shown.hasEnded) return phrases.ended;
  if (shown.isHome) return phrases.notSentNowhere;
  if (shown.place.kind !== 'room') return null;
  const others = model.session.othersIn(shown);
  if (others.length === 0) return phrases.notSentAlone(visible(shown.label));
  const isBlocked = (name: string): boolean => model.session.people.find(name)?.isBlocked ?? false;
  return others.every(isBlocked) ? phrases.notSentBlocked(visible(shown.label)) : null;
}

/** After a question. Another conversation may have come up meanwhile: it was not asked about that one. */
function sendAsked(desk: Desk, asked: Conversation, text: string, isConfirmed: boolean): void {
  desk.close();
  const isElsewhere = desk.model.shown !== asked;
  const problem = isElsewhere ? desk.face.phrases.notSentElsewhere(visible(asked.label)) : reasonNotSent(desk, text);
  if (problem === null) sendNow(desk, desk.editor, text, isConfirmed);
  else desk.flash = problem;
}

/** Everybody who reads it can join: it is hardly meant for those who are here. */
function askAboutInvitation(desk: Desk, text: string): void {
  const { editor, model } = desk;
  const { shown } = model;
  const found = findInvitation(text);
  const join = (invitation: Invitation): void => {
    desk.close();
    editor.reset();
    desk.enter(`/join ${formatInvitation(invitation)}`);
  };
  const answers: LetterAnswer[] = [
    ...(found ? [{ phrase: (phrases: TuiPhrases) => phrases.joinInvitation, choose: () => join(found) }] : []),
    { phrase: (phrases) => phrases.sendInvitation, choose: () => sendAsked(desk, shown, text, true) },
  ];
  const question = ({ phrases }: Face): string =>
    found ? phrases.askInvitation(visible(found.room)) : phrases.askBrokenInvitation;
  desk.open(new Question(question, answers));
}

function sendNow(desk: Desk, editor: Editor, text: string, isConfirmed = false): void {
  editor.reset();
  desk.model.log.toBottom();
  const hasSecret = HAS_PASSWORD.test(text) || holdsInvitation(text);
  if (!hasSecret && desk.history.add(text)) desk.outside.keepHistory(text);
  run(desk, commandAsMeant(text), isConfirmed);
}

/** Names and settings are copied with characters that nobody sees; text and passwords are sent as they were typed. */
function commandAsMeant(text: string): string {
  const shown = visibleText(text);
  const typed = parseLine(shown);
  const isText = typed.kind === 'text' || (typed.kind === 'command' && HOLDS_TEXT.has(typed.name));
  return isText || HAS_PASSWORD.test(text) ? text : shown;
}

/** Does what the line says; where the screen has something better than lines, that is used. */
export function run(desk: Desk, text: string, isConfirmed = false): void {
  const { model } = desk;
  const typed = parseLine(text);
  if (typed.kind === 'text' && model.shown.hasEnded) {
    desk.flash = desk.face.phrases.ended;
    return;
  }
  if (typed.kind !== 'command' || isConfirmed) return desk.enter(text, isConfirmed);
  const [first] = typed.args;
  switch (typed.name) {
    case 'help':
      return first === undefined ? openHelp(desk) : openHelp(desk, first);
    case 'wire':
      return showWire(desk, text, first?.toLowerCase());
    case 'rooms':
      return openRoomsBrowser(desk);
    case 'peers':
      return openPeopleBrowser(desk);
    case 'requests':
      return openInvitations(desk);
    case 'quit':
      return askToQuit(desk);
    case 'delete-room':
      return confirmDeletion(desk, text, first);
    case 'leave':
      return leave(desk, text, first);
    case 'verify':
      // With a number it is compared at once; without one it is shown, and the user says whether it is the same.
      return desk.enter(typed.args.length > 1 ? text : `/safety-number ${first}`);
    case 'trust':
      return askToTrust(desk, text, first);
    case 'accept':
    case 'decline':
      model.session.answered(first, typed.name === 'accept');
      return desk.enter(text);
    default:
      if (!runScreenCommand(desk, typed.name, typed.args)) desk.enter(text);
  }
}

/** Here it is always recorded: the command shows it, or hides it. */
function showWire(desk: Desk, text: string, wish = 'on'): void {
  if (wish !== 'on' && wish !== 'off') return desk.enter(text);
  const { wireShown, wireHidden } = desk.face.phrases;
  desk.flash = wish === 'on' ? wireShown : wireHidden;
  if (wish === 'on') desk.openWire();
  else desk.closeWire();
}
