// The password of a room is asked for, and turned into the secret that the tracker gets: that takes a while, on purpose.

import { begin, problem, report, type Turn } from './turn.ts';

/** The face asks for it, or the next line is taken for it. */
export function wantPassword(turn: Turn, to: 'create' | 'join', room: string): void {
  turn.state.lastNumber += 1;
  const number = turn.state.lastNumber;
  turn.state.passwordFor = { to, room, number };
  report(turn, { event: 'password_wanted', room, for: to, number });
}

/** An answer to a question that is not asked any more is no answer. */
export function passwordAnswered(turn: Turn, number: number, password: string | null): void {
  if (turn.state.passwordFor?.number === number) passwordEntered(turn, password ?? '');
}

export function passwordEntered(turn: Turn, password: string): void {
  const wanted = turn.state.passwordFor;
  turn.state.passwordFor = null;
  if (!wanted) return;
  if (password === '') return problem(turn, { code: 'CANCELLED', why: 'no_room_password', room: wanted.room });
  deriveSecret(turn, wanted.to, wanted.room, password);
}

/** Takes a while, and is done elsewhere; what is typed meanwhile waits. */
export function deriveSecret(turn: Turn, to: 'create' | 'join', room: string, password: string): void {
  const request = begin(turn, { kind: 'derive', to, room });
  turn.effects.push({ type: 'deriveSecret', request, password, room });
}
