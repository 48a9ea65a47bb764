// Rooms of the last session that may be other rooms by now. The user is asked before entering one; a line that was
// typed before the question was on the screen is no answer.

import { nameKey } from '../../../commons/model/names.ts';
import type { NotEntered } from '../../reports.ts';
import { problem } from '../report.ts';
import type { Turn } from '../turn.ts';

/** Reading the question takes at least this long (ms): a line that comes sooner was typed before it. */
const LEAST_LOOK_MS = 500;

/** Reasons for which the people in the room may be others than the user expects. */
const IS_SUSPECT: ReadonlySet<NotEntered> = new Set([
  'other_owner',
  'other_key',
  'not_by_invitation',
  'not_by_password',
]);

/** The user is being asked about the room. */
export function askedAbout({ state, elapsed }: Turn, room: string, reason: NotEntered): void {
  if (!IS_SUSPECT.has(reason)) return;
  state.askedRooms.add(room, { intents: state.intents.done + state.intents.count, at: elapsed });
}

/** Whether this intent enters a room before the user can have read the question about it. */
export function isAnswerTooEarly(turn: Turn, room: string): boolean {
  const { state, elapsed } = turn;
  const asked = state.askedRooms.get(nameKey(room));
  if (!asked) return false;
  const isOfPerson = state.asksPasswords;
  if (state.intents.done > asked.intents && !(isOfPerson && elapsed - asked.at < LEAST_LOOK_MS)) return false;
  problem(turn, { code: 'ROOM_ASKED_ABOUT', room });
  return true;
}
