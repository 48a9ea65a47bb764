/** The purpose of a timer for one person; each person has at most one of each kind. */
export type PersonTimerKind =
  /** They are dialled. */
  | 'dial'
  /** Lines wait for them, and they are looked up again. */
  | 'seek'
  /** Acknowledgements of theirs are due. */
  | 'ack'
  /** The keys of the link with them are renewed. */
  | 'renew'
  /** The tracker is asked whether their key is still the one that we know. */
  | 'check'
  /** Their roster of a room should agree with ours by now. */
  | 'roster'
  /** They should have proven their invitation. */
  | 'prove'
  /** The tracker should have reported by now that they are a member. */
  | 'early';

export type Timer =
  | { readonly kind: PersonTimerKind; readonly username: string }
  /** The tracker may be asked again to watch for people. */
  | { readonly kind: 'watch' };

/** A text that is equal for equal timers. */
export function timerKey(timer: Timer): string {
  return timer.kind === 'watch' ? timer.kind : `${timer.kind}:${timer.username}`;
}
