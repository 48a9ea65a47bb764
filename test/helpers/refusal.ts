import type { AskedOfTracker, ProblemOf } from '../../peer/problems.ts';

/** A refusal of the tracker, with its code. */
export function refusal(
  code: string,
  text: string | null = 'no',
  asked: AskedOfTracker = { to: 'other' },
): ProblemOf<'REFUSED'> {
  return { code: 'REFUSED', refusal: code, asked, text, retryAfter: null };
}
