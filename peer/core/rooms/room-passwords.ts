// Asks for the password of a room, and derives the secret for the tracker from it.

import { problem, report } from '../report.ts';
import { begin } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';

/** The front end asks for the password, or the next line is the password. */
export function wantPassword(turn: Turn, to: 'create' | 'join', room: string): void {
  const number = turn.state.numbers.next();
  turn.state.questions.askRoomPassword({ to, room, number });
  report(turn, { event: 'password_wanted', room, for: to, number });
}

/** An answer to an earlier question is ignored. */
export function passwordAnswered(turn: Turn, number: number, password: string | null): void {
  if (turn.state.questions.roomPassword?.number === number) passwordEntered(turn, password ?? '');
}

export function passwordEntered(turn: Turn, password: string): void {
  const wanted = turn.state.questions.takeRoomPassword();
  if (!wanted) return;
  if (password === '') return problem(turn, { code: 'CANCELLED', why: 'no_room_password', room: wanted.room });
  deriveSecret(turn, wanted.to, wanted.room, password);
}

/** The derivation is slow on purpose, so the shell does it; later intents wait. */
export function deriveSecret(turn: Turn, to: 'create' | 'join', room: string, password: string): void {
  const request = begin(turn, { kind: 'derive', to, room });
  turn.effects.push({ type: 'deriveSecret', request, password, room });
}
