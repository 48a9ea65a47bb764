// Who has signed in on this machine, and where: what the first screen offers. Read before the first picture, so it is
// small and simple.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, endpointKey, formatEndpoint } from '../../commons/net/endpoint.ts';
import { makeFolder } from '../../commons/storage/make-folder.ts';
import { endpointText, usernameText } from '../config/setting-values.ts';
import { dataFolder } from './folders.ts';

export interface RecentLogin {
  readonly username: string;
  readonly tracker: Endpoint;
  /** The process number of the program that signed in. */
  readonly pid: number;
}

const FILE = 'recent_logins.json';
/** More than these are not kept. */
const MAX_LOGINS = 8;
/** So many names and addresses; more is not ours. */
const MAX_CHARACTERS = 4_096;

/** The latest first; none if nobody has signed in, or what is there cannot be read: then it is asked for, as ever. */
export function readRecentLogins(data: string | null): RecentLogin[] {
  try {
    const folder = data ?? dataFolder;
    if (folder === null) return [];
    const text = readFileSync(join(folder, FILE), 'utf8');
    const kept: { readonly logins?: unknown } | null = text.length > MAX_CHARACTERS ? null : JSON.parse(text);
    if (!Array.isArray(kept?.logins)) return [];
    return kept.logins.slice(0, MAX_LOGINS).flatMap((login) => readLogin(login));
  } catch {
    return []; // It only saves typing.
  }
}

function readLogin(kept: { readonly username?: unknown; readonly tracker?: unknown; readonly pid?: unknown } | null) {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const name = usernameText.read(text(kept?.username));
  const tracker = endpointText.read(text(kept?.tracker));
  if ('problem' in name || 'problem' in tracker || name.value === null) return [];
  return [{ username: name.value, tracker: tracker.value, pid: typeof kept?.pid === 'number' ? kept.pid : 0 }];
}

/** Of that tracker, without those who are signed in in another terminal: here sits somebody else. */
export function namesToOffer(
  recent: readonly RecentLogin[],
  tracker: Endpoint,
  isRunning: (pid: number) => boolean,
): string[] {
  const isThere = (login: RecentLogin): boolean => endpointKey(login.tracker) === endpointKey(tracker);
  const names = recent.filter((login) => isThere(login) && !isRunning(login.pid)).map(({ username }) => username);
  return [...new Set(names)]; // Earlier versions kept a login for each spelling of a tracker.
}

/** Puts it before the others. Resolves when it is kept. Rejects with a PrivateFileError. */
export async function keepRecentLogin(data: string | null, latest: RecentLogin): Promise<void> {
  const { writePrivate } = await import('../../commons/storage/private-files.ts'); // Not before the first picture.
  const folder = data ?? dataFolder;
  if (folder === null) return; // Nobody signs in without a folder for their files.
  makeFolder(folder, 0o700);
  const keyOf = ({ username, tracker }: RecentLogin): string => `${username} ${endpointKey(tracker)}`;
  const others = readRecentLogins(data).filter((login) => keyOf(login) !== keyOf(latest));
  const logins = [latest, ...others]
    .slice(0, MAX_LOGINS)
    .map(({ username, tracker, pid }) => ({ username, tracker: formatEndpoint(tracker), pid }));
  await writePrivate(join(folder, FILE), `${JSON.stringify({ logins })}\n`);
}
