// What somebody wants a setting to be, in a line of the file or after /set: what it means, or a sentence that says what
// is wrong and what is allowed.

import { nearestName } from '../commands/nearest-name.ts';
import { BASE_THEMES, isBaseTheme, listed, quoted } from './setting-values.ts';
import { findSetting, SETTING_NAMES, type SettingName, type SettingRow, type Settings } from './settings.ts';

/** `settings` holds that one setting alone; `text` is how it is written in the file. */
export type ParsedSetting =
  | {
      readonly name: SettingName;
      readonly text: string;
      readonly counts: SettingRow['counts'];
      readonly settings: Partial<Settings>;
    }
  | { readonly problem: string };

/** `ownThemes` are the names of the themes that the file has. */
export function parseSetting(typed: string, text: string, ownThemes: readonly string[] = []): ParsedSetting {
  const row = findSetting(typed.toLowerCase());
  if (!row) return { problem: unknownSetting(typed) };
  const read = readSetting(row, text);
  if ('problem' in read) return read;
  const { name, counts } = row;
  const problem = name === 'theme' ? themeProblem(text, ownThemes) : null;
  if (problem !== null) return { problem };
  const value = read.settings[name];
  return { name, text: typeof value === 'string' ? value : text, counts, settings: read.settings };
}

/** What the text means for one row of the table. */
export function readSetting(
  { name, values }: SettingRow,
  text: string,
): { readonly settings: Partial<Settings> } | { readonly problem: string } {
  const read = values.read(text);
  return 'problem' in read ? { problem: `${name} ${read.problem}.` } : { settings: { [name]: read.value } };
}

/** Why a theme cannot be used: it is neither built in nor in the file. */
export function themeProblem(name: string, ownThemes: readonly string[]): string | null {
  if (isBaseTheme(name) || ownThemes.includes(name)) return null;
  const known = listed([...BASE_THEMES, ...ownThemes.slice(0, 10)]);
  return `There is no theme ${name}: use ${known}, or define it with lines theme.${name}.STYLE.`;
}

export function unknownSetting(typed: string): string {
  return `There is no setting ${quoted(typed)}.${guess(typed, SETTING_NAMES)}`;
}

/** What was probably meant, or all that there is. */
export function guess(typed: string, names: readonly string[]): string {
  const nearest = nearestName(typed, names);
  return nearest === null ? ` It can be ${listed(names)}.` : ` Did you mean ${nearest}?`;
}
