// Rooms of the last time that may be other rooms by now: the user is asked about them, and enters them, or not. What was
// typed before the question could be read does not answer it.

import { nameKey } from '../../commons/model/names.ts';
import type { NotEntered } from '../reports.ts';
import { problem } from './report.ts';
import type { Turn } from './turn.ts';

/** Nobody reads the question in less (ms): what a person enters sooner was typed before. */
const LEAST_LOOK_MS = 500;

/** Why the people in the room may be others than the user thinks. */
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

/** Whether the line that is being run would enter a room about which its user had not read the question yet. */
export function isAnswerTooEarly(turn: Turn, room: string): boolean {
  const { state, elapsed } = turn;
  const asked = state.askedRooms.get(nameKey(room));
  if (!asked) return false;
  const isOfPerson = state.asksPasswords;
  if (state.intents.done > asked.intents && !(isOfPerson && elapsed - asked.at < LEAST_LOOK_MS)) return false;
  problem(turn, { code: 'ROOM_ASKED_ABOUT', room });
  return true;
}
