// The folder of a peer's own files: one for each name and tracker in the user's data folder, or in that of --data.

import { join } from 'node:path';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { dataFolder } from './folders.ts';
import type { ProfilePlace } from './profile.ts';
import { trackerFileName } from './tracker-file-name.ts';

export type Place = Omit<ProfilePlace, 'passphrase'>;

/** There is no --data, and the user's data folder is not known. */
export class NoHomeFolder extends Error {
  override readonly name = 'NoHomeFolder';
}

/** Throws a {@link NoHomeFolder}. */
export function placeOf(data: string | null, username: string, tracker: Endpoint): Place {
  const base = data ?? dataFolder;
  if (base === null) throw new NoHomeFolder();
  const folder = data ?? join(base, trackerFileName(base, tracker, username));
  const filesFolder = data === null ? folder : join(data, trackerFileName(data, tracker));
  return { folder, filesFolder, trackersFolder: join(base, 'known_trackers'), tracker };
}
