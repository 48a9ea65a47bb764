// Where this user of the machine keeps things: on Linux by the XDG Base Directory Specification, which says that a
// relative path in its variables is to be ignored; on macOS in the Library, on Windows in AppData.

import { posix, win32 } from 'node:path';
import { env, platform } from 'node:process';
import { homeFolder } from '../../commons/storage/home-folder.ts';

const NAME = 'p2p-chat';

export interface UserFolders {
  /** Of what a peer keeps: a folder for each name and tracker. */
  readonly data: string;
  /** Of the settings. */
  readonly config: string;
}

export interface Surroundings {
  /** As node says it. */
  readonly platform: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** null: there is none. */
  readonly home: string | null;
}

/** Each null where nothing says where it could be. */
export function userFolders({ platform, environment, home }: Surroundings): {
  [K in keyof UserFolders]: string | null;
} {
  const { isAbsolute, join } = platform === 'win32' ? win32 : posix;
  const under = (variable: string | null, ...names: string[]): string | null => {
    const set = variable === null ? undefined : environment[variable];
    if (set !== undefined && isAbsolute(set)) return set;
    return home === null ? null : join(home, ...names);
  };
  const inside = (folder: string | null, ...names: string[]): string | null => folder && join(folder, ...names);
  if (platform === 'win32') {
    return {
      data: inside(under('LOCALAPPDATA', 'AppData', 'Local'), NAME, 'Data'),
      config: inside(under('APPDATA', 'AppData', 'Roaming'), NAME, 'Config'),
    };
  }
  if (platform === 'darwin') {
    return {
      data: inside(under(null, 'Library', 'Application Support'), NAME),
      config: inside(under(null, 'Library', 'Preferences'), NAME),
    };
  }
  return {
    data: inside(under('XDG_DATA_HOME', '.local', 'share'), NAME),
    config: inside(under('XDG_CONFIG_HOME', '.config'), NAME),
  };
}

/** Of this user. */
export const { data: dataFolder, config: configFolder } = userFolders({
  platform,
  environment: env,
  home: homeFolder(),
});
