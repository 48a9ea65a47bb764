import type { Fingerprint } from '../commons/identity/fingerprint.ts';

/** The tracker that answers when `npm start` goes on. */
export interface EnsuredTracker {
  /** The process that was started here, or null if a tracker answered already. */
  readonly pid: number | null;
  readonly log: string;
  readonly data: string;
  /** Of the key in that folder; missing: there is none, or it cannot be read. */
  readonly fingerprint?: Fingerprint;
}
