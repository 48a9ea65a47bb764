// Where a peer's own files are: in the user's data folder, one folder for each name and tracker, or where --data says.

import { join } from 'node:path';
import type { Endpoint } from '../../commons/net/connection.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { dataFolder } from './folders.ts';
import { fileName } from './known-tracker.ts';
import type { ProfilePlace } from './profile.ts';

export type Place = Omit<ProfilePlace, 'passphrase'>;

export function placeOf(data: string | null, username: string, tracker: Endpoint): Place {
  const folder = data ?? join(dataFolder, fileName(`${username}@${formatEndpoint(tracker)}`));
  const filesFolder = data === null ? folder : join(data, fileName(formatEndpoint(tracker)));
  return { folder, filesFolder, trackersFolder: join(data ?? dataFolder, 'known_trackers'), tracker };
}
