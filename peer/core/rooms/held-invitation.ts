// A line with an invitation is not sent at once, because everyone who reads it could join. The next line decides: the
// same line again sends it, `/accept` joins the room, `/decline` drops it, and a further part of an invitation that was
// cut by a line break is added to it.

import { continuationOf, findInvitation } from '../../../commons/model/pasted-invitation.ts';
import type { Intent, Misread, TypedLine } from '../../commands/intent.ts';
import type { HeldInvitation } from '../records/questions.ts';
import { problem } from '../report.ts';
import type { Turn } from '../turn.ts';
import { joinByInvitation } from './entering.ts';

/** The longest invitation that is put together from lines, in UTF-16 units. */
const MAX_HELD = 4_096;

/** Whether the line must not be performed: it holds an invitation, or decides about a held one. */
export function isHeldBack(turn: Turn, intent: Intent | Misread, { text, hasStrayInvitation }: TypedLine): boolean {
  const held = turn.state.questions.takeHeldInvitation();
  if (held && (intent.kind === 'accept' || intent.kind === 'decline') && intent.whom === null) {
    if (intent.kind === 'accept') joinByInvitation(turn, findInvitation(held.text));
    else problem(turn, { code: 'CANCELLED', why: 'invitation_dropped' });
    return true;
  }
  if (held?.last === text && text.trim() !== '') return false;
  if (held && intent.kind === 'send' && isContinued(turn, held, text)) return true;
  if (hasStrayInvitation) hold(turn, { text: text.slice(0, MAX_HELD), last: text });
  return hasStrayInvitation;
}

/** Whether the line is a further part of a pasted invitation, or of the frame around it. */
function isContinued(turn: Turn, held: HeldInvitation, line: string): boolean {
  const kind = continuationOf(line);
  const text = `${held.text}\n${line}`;
  if (kind === 'frame') turn.state.questions.holdInvitation(held);
  if (kind !== 'piece') return kind === 'frame';
  if (text.length > MAX_HELD || findInvitation(held.text) !== null) return false;
  hold(turn, { text, last: line });
  return true;
}

function hold(turn: Turn, held: HeldInvitation): void {
  turn.state.questions.holdInvitation(held);
  problem(turn, { code: 'INVITATION_NOT_SENT', room: findInvitation(held.text)?.room ?? null });
}
