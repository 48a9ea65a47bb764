// `/set` without a value: what can be set, to what, and what it is now.

import { findSetting, SETTINGS, type SettingRow } from '../../../config/settings.ts';
import type { Desk } from '../desk.ts';
import type { Row } from '../text/row.ts';
import { Page } from './page.ts';

/** `name`: of that one alone, if there is one of that name. */
export function openSettings(desk: Desk, name: string | null = null): void {
  const one = name === null ? undefined : findSetting(name);
  const shown: readonly SettingRow[] = one ? [one] : SETTINGS;
  const width = Math.max(...shown.map((row) => row.name.length));
  desk.open(
    new Page({
      name: 'settings',
      title: () => '/set',
      hint: (face) => face.phrases.closeHint,
      rows: (face) =>
        shown.flatMap((row): Row[] => [
          [
            { text: `${row.name.padEnd(width)}  `, style: 'hintKey' },
            { text: desk.outside.settingText(row.name) ?? '', style: 'strong' },
            {
              text: `   ${row.values.form}${row.counts === 'now' ? '' : ` ${face.phrases.fromNextStart}`}`,
              style: 'dim',
            },
          ],
          [
            { text: ' '.repeat(width + 2), style: 'text' },
            { text: row.help[face.language], style: 'text' },
          ],
        ]),
    }),
  );
}
