// The tracker that `npm start` has started beside this peer, or found there: what is needed to stop it, to look at it
// and to recognize it.

import { FINGERPRINT, type Fingerprint } from '../../commons/identity/fingerprint.ts';

/** Where `npm start` leaves it for the peer that it runs. */
export const STARTED_TRACKER = 'P2PCHAT_STARTED_TRACKER';

export interface StartedTracker {
  /** null: it ran already, so that its number is not known here. */
  readonly pid: number | null;
  readonly log: string;
  readonly data: string;
  /** Of the key in its data folder, which only this user of the machine can read; missing: there is none. */
  readonly fingerprint?: Fingerprint;
}

/** Longer than any path. In UTF-16 units. */
const MAX_PATH = 8_192;

/** null: there is none, or what is said of it is not understood. */
export function readStartedTracker(text: string | undefined): StartedTracker | null {
  if (text === undefined) return null;
  try {
    const { pid, log, data, fingerprint } = JSON.parse(text) as Record<string, unknown>;
    const isPid = pid === null || (Number.isSafeInteger(pid) && Number(pid) > 0);
    if (!isPid || !isPath(log) || !isPath(data)) return null;
    const key = typeof fingerprint === 'string' && FINGERPRINT.test(fingerprint) ? { fingerprint } : {};
    return { pid: pid === null ? null : Number(pid), log, data, ...key };
  } catch {
    return null;
  }
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_PATH;
}
