import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSetting, readSetting } from '../../peer/config/read-setting.ts';
import { resolveSettings } from '../../peer/config/resolve.ts';
import { BASE_THEMES } from '../../peer/config/setting-values.ts';
import { SETTINGS } from '../../peer/config/settings.ts';
import { STYLES } from '../../peer/ui/tui/theme/style.ts';

describe('each setting', () => {
  it.each(SETTINGS.map((row) => [row.name, row] as const))(
    '%s: its default can be read, and so can its choices',
    (_, row) => {
      for (const text of [row.default, ...row.values.choices])
        expect(readSetting(row, text)).toHaveProperty('settings');
      expect(row.help.en).not.toBe(row.help.pt);
    },
  );

  it('of which the default is not to be the least safe', () => {
    expect(resolveSettings()).toMatchObject({
      bell: 'highlights',
      notify: 'auto',
      encryption: 'require',
      user: null,
      tracker: { address: '127.0.0.1', port: 6060 },
    });
  });
});

describe('what holds', () => {
  it('is the default, over it the file, over that the command line', () => {
    const file = { mouse: 'off', encryption: 'prefer', lang: 'pt' } as const;
    const settings = resolveSettings(file, { encryption: 'off', lang: undefined, user: 'ana' });
    expect(settings).toEqual({ ...resolveSettings(), mouse: 'off', encryption: 'off', lang: 'pt', user: 'ana' });
  });
});

describe('what somebody types after /set', () => {
  it('is read as a line of the file is', () => {
    expect(parseSetting('Mouse', 'OFF')).toEqual({
      name: 'mouse',
      text: 'off',
      counts: 'now',
      settings: { mouse: 'off' },
    });
    expect(parseSetting('user', '')).toEqual({
      name: 'user',
      text: '',
      counts: 'next start',
      settings: { user: null },
    });
    expect(parseSetting('tracker', '[::1]:7')).toEqual({
      name: 'tracker',
      text: '[::1]:7',
      counts: 'next start',
      settings: { tracker: { address: '::1', port: 7 } },
    });
    expect(parseSetting('theme', 'mine', ['mine'])).toMatchObject({ settings: { theme: 'mine' } });
  });

  it('is answered with a sentence if it is wrong', () => {
    expect(parseSetting('mose', 'on')).toEqual({ problem: 'There is no setting "mose". Did you mean mouse?' });
    expect(parseSetting('mouse', '\x1b[31mx')).toEqual({ problem: `mouse can't be "x": use on or off.` });
    expect(parseSetting('theme', 'a'.repeat(40))).toHaveProperty('problem');
    expect(parseSetting('theme', 'mine')).toEqual({
      problem: 'There is no theme mine: use dark, light or high-contrast, or define it with lines theme.mine.STYLE.',
    });
    expect(parseSetting('x'.repeat(100_000), 'on')).toHaveProperty('problem');
  });
});

describe('docs/config.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/config.md'), 'utf8');

  it.each(SETTINGS.map((row) => [row.name, row] as const))(
    'has a row for %s, with what it may be',
    (name, { values, default: initial }) => {
      const form = values.form.replaceAll('|', '\\|');
      expect(text).toContain(`| \`${name}\` | \`${form}\` | ${initial === '' ? '' : `\`${initial}\` `}|`);
    },
  );

  it('names every style and every theme', () => {
    for (const name of [...STYLES.filter((style) => !style.startsWith('name')), ...BASE_THEMES]) {
      expect(text).toContain(`\`${name}\``);
    }
    expect(text).toContain('`name0` to `name11`');
  });
});
