import type { Reason } from '../../peer/reasons.ts';

/** A reason with these words, in both languages. */
export const because = (text: string): Reason => ({ why: 'connection', code: 'system', text });
