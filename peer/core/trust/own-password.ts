// Changes the password of the user's account. The front end asks for both passwords; the shell proves the current one
// and sends the verifier of the new one. Passwords only pass through the core.

import type { Problem } from '../../problems.ts';
import { isWeakPassword } from '../../sign-in/password-rule.ts';
import type { BothPasswords } from '../events.ts';
import { problem, report } from '../report.ts';
import { begin, takeAsked } from '../tracker/asking.ts';
import type { Turn } from '../turn.ts';

/** The front end asks for both passwords, or the next two lines are the passwords. */
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

/** A line of a front end that does not ask: first the current password, then the new one. */
export function newPasswordTyped(turn: Turn, line: string): void {
  const { questions } = turn.state;
  const wanted = questions.ownPassword;
  if (!wanted) return;
  if (wanted.current === null && line !== '') questions.askOwnPassword({ ...wanted, current: line });
  else newPasswordAnswered(turn, wanted.number, { current: wanted.current ?? '', next: line });
}

/** `both` null: the user cancelled. An answer to an earlier question is ignored. */
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
