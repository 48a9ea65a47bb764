/** What a timer is for that is about one person; each person has at most one of each kind. */
export type PersonTimerKind =
  /** They are dialled. */
  | 'dial'
  /** Something waits for them, and they are looked for again. */
  | 'seek'
  /** Acknowledgements of theirs are due. */
  | 'ack'
  /** The keys of the link with them are renewed. */
  | 'renew'
  /** The tracker is asked whether their key is still the one that we know. */
  | 'check'
  /** What they say of a room should have caught up with what we were told. */
  | 'roster'
  /** They should have proven their invitation. */
  | 'prove'
  /** The tracker should have told that they are a member. */
  | 'early';

export type Timer =
  | { readonly kind: PersonTimerKind; readonly username: string }
  /** The tracker may be asked again to watch for people. */
  | { readonly kind: 'watch' };

/** The same for the same timer. */
export function timerKey(timer: Timer): string {
  return timer.kind === 'watch' ? timer.kind : `${timer.kind}:${timer.username}`;
}
