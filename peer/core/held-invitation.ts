// A line that holds an invitation is not sent at once: everybody who reads it could join. It waits for the next line: the
// same line again sends it, `/accept` joins its room, `/decline` drops it, and the rest of an invitation that was cut by a
// line break completes it.

import { continuationOf, findInvitation } from '../../commons/model/pasted-invitation.ts';
import type { Intent, Misread, TypedLine } from '../commands/intent.ts';
import { joinByInvitation } from './entering.ts';
import type { HeldInvitation } from './records/questions.ts';
import { problem } from './report.ts';
import type { Turn } from './turn.ts';

/** Of the text that is put together from lines, in UTF-16 units. */
const MAX_HELD = 4_096;

/** Whether the line is not to be done: it holds an invitation, or answers for one that did. */
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

/** Pasted line by line: what comes after the first line is a part of it, or the frame around it. */
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
