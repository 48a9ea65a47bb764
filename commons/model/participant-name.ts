import { nameKey } from './names.ts';

/** The tracker, where traffic is shown. */
export const TRACKER = 'tracker';

/** A user, where traffic is shown. The user name `tracker` is shown in quotes, which no name can have. */
export function participantName(username: string): string {
  return nameKey(username.trim()) === TRACKER ? `"${username}"` : username;
}
