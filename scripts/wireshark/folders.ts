import { posix, win32 } from 'node:path';
import { locate, type Machine } from './machine.ts';

/** The folders where Wireshark (4.0 and later) looks for a user's additions. */
export interface WiresharkFolders {
  /** Of Lua plugins. */
  readonly plugins: string;
  /** Each folder in it is a profile. */
  readonly profiles: string;
}

/** The folders that tshark reports, as they are configured; without tshark, those of the manual. */
export function foldersOf(machine: Machine): WiresharkFolders {
  const { join } = machine.platform === 'win32' ? win32 : posix;
  const usual = usualFolders(machine);
  const tshark = locate(machine, 'tshark');
  const told = (tshark !== null && machine.ask(tshark, ['-G', 'folders'])?.output) || '';
  const configuration = folderIn(told, 'Personal configuration');
  return {
    plugins: folderIn(told, 'Personal Lua Plugins') ?? usual.plugins,
    profiles: configuration === null ? usual.profiles : join(configuration, 'profiles'),
  };
}

function usualFolders({ platform, home, environment }: Machine): WiresharkFolders {
  if (platform === 'win32') {
    const folder = win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Wireshark');
    return { plugins: win32.join(folder, 'plugins'), profiles: win32.join(folder, 'profiles') };
  }
  const named = environment['XDG_CONFIG_HOME'] ?? '';
  const configuration = posix.isAbsolute(named) ? named : posix.join(home, '.config');
  return {
    plugins: posix.join(home, '.local', 'lib', 'wireshark', 'plugins'),
    profiles: posix.join(configuration, 'wireshark', 'profiles'),
  };
}

/** "Personal configuration:  /home/ana/.config/wireshark" */
function folderIn(told: string, name: string): string | null {
  for (const line of told.split('\n')) {
    if (line.startsWith(`${name}:`)) return line.slice(name.length + 1).trim() || null;
  }
  return null;
}
