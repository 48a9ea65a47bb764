import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * The user's home folder, or null: neither HOME nor the system names one. A relative HOME does not count, since its
 * files would end up in the current folder.
 */
export function homeFolder(): string | null {
  return (
    [homedir, () => userInfo().homedir].map(answerOf).find((folder) => folder !== null && isAbsolute(folder)) ?? null
  );
}

/** Node throws for a user whom the system does not know, as there are in containers. */
function answerOf(ask: () => string): string | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
