// Copies the dissector and the profile to the folders where Wireshark looks for them. Existing files of the same names
// are replaced if they are p2pchat's; all others stay untouched.

import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../commons/storage/make-folder.ts';
import { ScriptFailed } from '../script-failed.ts';
import { foldersOf } from './folders.ts';
import type { Machine } from './machine.ts';

export const PLUGIN = 'p2pchat.lua';
export const PROFILE = 'p2pchat';

/** The beginning of the dissector, by which an earlier copy is recognised. */
const OURS = '-- P2P Chat in Wireshark';

interface Copy {
  readonly from: string;
  readonly to: string;
}

/**
 * Copies the files that are missing or have changed. Returns whether there were any. `source` is the folder `wireshark`
 * of the checkout. Throws a {@link ScriptFailed}.
 */
export function install(machine: Machine, source: string, { plugins, profiles } = foldersOf(machine)): boolean {
  const plugin = { from: join(source, PLUGIN), to: join(plugins, PLUGIN) };
  const profile = join(profiles, PROFILE);
  const copies = [
    plugin,
    ...filesIn(join(source, 'profile')).map(({ name, path }) => ({ from: path, to: join(profile, name) })),
  ];
  if (existsSync(plugin.to) && !readFileSync(plugin.to, 'utf8').startsWith(OURS)) {
    throw new ScriptFailed(`${plugin.to} already exists and is not ours: move it away first.`);
  }
  const changed = copies.filter(isNews);
  try {
    for (const { from, to } of changed) {
      makeFolder(dirname(to));
      copyFileSync(from, to);
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    throw new ScriptFailed(`${path ?? plugins} cannot be written (${code ?? (error as Error).message}).`);
  }
  return changed.length > 0;
}

/** As `install`, and prints the result for a person. */
export function installAloud(machine: Machine, source: string): void {
  const folders = foldersOf(machine);
  const isNew = install(machine, source, folders);
  machine.say(`${isNew ? 'Installed' : 'Everything is already installed'}:`);
  machine.say(`  dissector  ${join(folders.plugins, PLUGIN)}`);
  machine.say(`  profile    ${join(folders.profiles, PROFILE)}`);
  machine.say('If Wireshark is open, start it again to use them (Ctrl+Shift+L reloads only the dissector).');
  machine.say('To see a chat: start a peer with --capture chat.pcapng, then npm run wireshark -- open chat.pcapng');
}

/** The files in a folder; a profile has no subfolders. */
function filesIn(folder: string): { name: string; path: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, path: join(folder, name) }));
}

function isNews({ from, to }: Copy): boolean {
  return !existsSync(to) || !readFileSync(from).equals(readFileSync(to));
}
