import type { Fingerprint } from '../commons/identity/fingerprint.ts';

/** The tracker that `npm start` has found or started. */
export interface EnsuredTracker {
  /** The process that was started here, or null if a tracker answered already. */
  readonly pid: number | null;
  readonly log: string;
  readonly data: string;
  /** The fingerprint of the key in `data`; missing: there is no key, or it cannot be read. */
  readonly fingerprint?: Fingerprint;
}
