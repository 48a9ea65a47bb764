// Where a peer's own files are: in the user's data folder, one folder for each name and tracker, or where --data says.

import { join } from 'node:path';
import envPaths from 'env-paths';
import type { Endpoint } from '../../commons/net/connection.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { fileName } from './known-tracker.ts';
import type { ProfilePlace } from './profile.ts';

export type Place = Omit<ProfilePlace, 'passphrase'>;

export function placeOf(data: string | null, username: string, tracker: Endpoint): Place {
  const home = envPaths('p2p-chat', { suffix: '' }).data;
  const folder = data ?? join(home, fileName(`${username}@${formatEndpoint(tracker)}`));
  const filesFolder = data === null ? folder : join(data, fileName(formatEndpoint(tracker)));
  return { folder, filesFolder, trackersFolder: join(data ?? home, 'known_trackers'), tracker };
}
