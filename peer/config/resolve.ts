import { readSetting } from './read-setting.ts';
import { SETTINGS, type SettingName, type Settings } from './settings.ts';

/** What the command line says: what it does not say is missing or undefined. */
export type SettingFlags = { readonly [Name in SettingName]?: Settings[Name] | undefined };

/** The defaults, over them what the file says, over that what the command line says. */
export function resolveSettings(file: Partial<Settings> = {}, flags: SettingFlags = {}): Settings {
  const defaults = SETTINGS.map((row) => readSetting(row, row.default)).map((read) =>
    'settings' in read ? read.settings : {},
  );
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  // Each row has a default that can be read, which a test asserts: so every setting is there.
  return Object.assign({}, ...defaults, file, given) as Settings;
}
