import { nameKey } from './names.ts';

/** The tracker, where traffic is shown. */
export const TRACKER = 'tracker';

/** A user, where traffic is shown: one who is called `tracker` is quoted, which no name can be. */
export function participantName(username: string): string {
  return nameKey(username.trim()) === TRACKER ? `"${username}"` : username;
}
