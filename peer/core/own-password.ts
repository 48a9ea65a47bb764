// Another password for the user's own account: the face asks for both, the shell proves the one and sends what checks the
// other. Passwords only pass through here.

import type { Problem } from '../problems.ts';
import { isWeakPassword } from '../sign-in/password-rule.ts';
import { begin, takeAsked } from './asking.ts';
import type { BothPasswords } from './events.ts';
import { problem, report } from './report.ts';
import type { Turn } from './turn.ts';

/** The face asks for both, or the next two lines are taken for them. */
export function askForNewPassword(turn: Turn): void {
  const { state } = turn;
  if (state.fingerprint === null) {
    return problem(turn, { code: 'NO_KEY', why: 'password' });
  }
  if (state.tracker.state === 'connected' && !state.tracker.features.includes('new-password')) {
    return problem(turn, { code: 'NO_NEW_PASSWORD' });
  }
  const number = state.numbers.next();
  state.questions.askOwnPassword({ number, current: null });
  report(turn, { event: 'new_password_wanted', number });
}

/** A line, where the face does not ask: the first is the password so far, the second the new one. */
export function newPasswordTyped(turn: Turn, line: string): void {
  const { questions } = turn.state;
  const wanted = questions.ownPassword;
  if (!wanted) return;
  if (wanted.current === null && line !== '') questions.askOwnPassword({ ...wanted, current: line });
  else newPasswordAnswered(turn, wanted.number, { current: wanted.current ?? '', next: line });
}

/** `both` null: never mind. An answer to a question that is not asked any more is no answer. */
export function newPasswordAnswered(turn: Turn, number: number, both: BothPasswords | null): void {
  const { state, effects } = turn;
  if (state.questions.ownPassword?.number !== number) return;
  state.questions.endOwnPassword();
  if (!both || both.current === '' || both.next === '') {
    return problem(turn, { code: 'CANCELLED', why: 'no_passwords' });
  }
  if (isWeakPassword(both.next, state.username)) {
    return problem(turn, { code: 'WEAK_PASSWORD', of: 'change' });
  }
  effects.push({ type: 'changePassword', request: begin(turn, { kind: 'changePassword' }), ...both });
}

/** `why` null: it is changed. */
export function passwordChanged(turn: Turn, request: number, why: Problem | null): void {
  if (takeAsked(turn, request)?.purpose.kind !== 'changePassword') return;
  if (why) problem(turn, why);
  else report(turn, { event: 'password_changed' });
}
