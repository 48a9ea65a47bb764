import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CONFIG_BYTES, parseConfig } from '../../peer/config/config-file.ts';
import { documentedConfig } from '../../peer/config/documented-config.ts';
import { resolveSettings } from '../../peer/config/resolve.ts';
import { SETTINGS } from '../../peer/config/settings.ts';
import { writeSetting } from '../../peer/config/write-setting.ts';

const parseLook = (text: string): { look: object } | { problem: string } =>
  text.includes('purple') ? { problem: '"purple" is no colour' } : { look: {} };

const read = (...lines: string[]) => parseConfig(lines.join('\n'), parseLook);
const problemsOf = (...lines: string[]): string[] =>
  read(...lines).problems.map((each) => `${each.line}: ${each.message}`);

describe('the config file', () => {
  it('has a setting a line, with comments, quotes and spaces as one likes', () => {
    const { settings, problems } = read(
      '\ufeff# mine',
      '',
      'lang = pt # not en',
      '\tmouse=off\r',
      'user = "ana"   # me',
      "theme = 'light'",
      'time = OFF',
      'tracker = [::1]:7000',
    );
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      lang: 'pt',
      mouse: 'off',
      user: 'ana',
      theme: 'light',
      time: 'off',
      tracker: { address: '::1', port: 7000 },
    });
  });

  it('says what is wrong in which line and what is allowed, and the other lines count', () => {
    const { settings } = read('bell = loud', 'mouse = off', 'thme = dark');
    expect(settings).toEqual({ mouse: 'off' });
    expect(
      problemsOf(
        'bell = loud',
        'mouse = off',
        'thme = dark',
        'what',
        '= x',
        'user = "ana',
        'user = "ana" x',
        'zzzzz = 1',
      ),
    ).toEqual([
      `1: bell can't be "loud": use off, highlights or all.`,
      '3: There is no setting "thme". Did you mean theme?',
      '4: A line must be "name = value", or a comment that begins with #.',
      '5: A line must be "name = value", or a comment that begins with #.',
      '6: The value begins with " and does not end with it.',
      '7: After the closing " there may be a comment only.',
      expect.stringMatching(/^8: There is no setting "zzzzz"\. It can be lang, theme, .* or front-end\.$/),
    ]);
    expect(problemsOf('tracker = localhost:99999', `user = ${'x'.repeat(33)}`, 'user = a\u202eb', 'mouse =')).toEqual([
      `1: tracker can't be "localhost:99999": use HOST:PORT, such as chat.example.org:6060.`,
      `2: user can't be "${'x'.repeat(33)}": use a name of at most 32 characters.`,
      `3: user can't be "ab": use a name of at most 32 characters.`,
      `4: mouse can't be "": use on or off.`,
    ]);
  });

  it('takes the last line that is right where there are several', () => {
    expect(read('mouse = off', 'mouse = on', 'mouse = maybe').settings).toEqual({ mouse: 'on' });
    expect(problemsOf('mouse = off', 'mouse = on')).toEqual(['2: mouse is in line 1 already; this line counts.']);
  });

  it('knows no name that only every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'theme.mine.constructor', 'theme.mine.__proto__']) {
      expect(read(`${name} = on`).problems).toHaveLength(1);
    }
  });

  it('is refused as a whole where it is too large, and wrong lines are told of up to a limit', () => {
    expect(problemsOf(`mouse = off\n${'#'.repeat(MAX_CONFIG_BYTES)}`)).toEqual([
      '0: The file has more than 64 KiB; nothing in it counts.',
    ]);
    const { problems, settings } = read(...Array.from({ length: 1_000 }, () => 'x'), 'mouse = off');
    expect([problems.length, problems.at(-1)?.message]).toEqual([21, '980 more lines are wrong.']);
    expect(settings.mouse).toBe('off');
  });

  it('never shows what could harm a terminal, and never throws', () => {
    const anything = fc.array(
      fc.oneof(
        fc.constantFrom('theme', '.', '=', ' ', '"', "'", '#', '\n', 'mouse', 'user', '\x1b[2J', '\u202e'),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(anything, (parts) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        for (const problem of problemsOf(parts.join(''))) expect(problem).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('themes of one’s own', () => {
  it('have a base and looks, and can be chosen wherever they are described', () => {
    const { themes, settings, problems } = read(
      'theme = night',
      'theme.night.own = bold white on blue',
      'theme.night.base = light',
      'theme.other.bar = "#ff8800"',
    );
    expect(problems).toEqual([]);
    expect(settings.theme).toBe('night');
    expect([...themes]).toEqual([
      ['night', { base: 'light', looks: { own: 'bold white on blue' } }],
      ['other', { base: 'dark', looks: { bar: '#ff8800' } }],
    ]);
  });

  it('are told what is wrong with them', () => {
    expect(
      problemsOf(
        'theme = nigth',
        'theme.night.own = purple',
        'theme.night.onw = red',
        'theme.night.base = night',
        'theme.Night.own = red',
        'theme.dark.own = red',
        'theme.night = red',
        'theme.a.own.x = red',
      ),
    ).toEqual([
      '1: There is no theme nigth: use dark, light or high-contrast, or define it with lines theme.nigth.STYLE.',
      '2: theme.night.own: "purple" is no colour.',
      '3: There is no style "onw". Did you mean own?',
      `4: theme.night.base can't be "night": use dark, light or high-contrast.`,
      '5: A theme cannot be named "Night": the name has small letters, digits and "-", at most 32.',
      '6: The theme dark is built in; give yours another name.',
      '7: A theme is described by lines theme.NAME.STYLE = LOOK.',
      '8: A theme is described by lines theme.NAME.STYLE = LOOK.',
    ]);
    expect(read('theme = nigth').settings).toEqual({});
  });
});

describe('writing a setting', () => {
  it('changes its line and nothing else in it', () => {
    expect(writeSetting('a\r\n  mouse  =  on   # why\r\n', 'mouse', 'off')).toBe('a\r\n  mouse  =  off   # why\r\n');
    expect(writeSetting('user="ana" # me', 'user', 'bob')).toBe('user=bob # me');
    expect(writeSetting('user = # me', 'user', 'bob')).toBe('user = bob # me');
    expect(writeSetting('user = "a', 'user', 'bob')).toBe('user = bob');
    expect(writeSetting('mouse = on\nmouse = on', 'mouse', 'off')).toBe('mouse = on\nmouse = off');
  });

  it('adds a line after the comment that shows it, or at the end', () => {
    expect(writeSetting('# mouse = on\r\n# x\r\n', 'mouse', 'off')).toBe('# mouse = on\r\nmouse = off\r\n# x\r\n');
    expect(writeSetting('lang = pt', 'mouse', 'off')).toBe('lang = pt\nmouse = off\n');
    expect(writeSetting('', 'mouse', 'off')).toBe('mouse = off\n');
  });

  it('quotes what would not be read again, and refuses what no line can hold', () => {
    expect(writeSetting('', 'user', '')).toBe('user = ""\n');
    expect(writeSetting('', 'user', 'a #b')).toBe('user = "a #b"\n');
    expect(writeSetting('', 'user', '"a"')).toBe(`user = '"a"'\n`);
    for (const value of ['a\nb', `"'`, ' "\' ']) expect(() => writeSetting('', 'user', value)).toThrow(RangeError);
  });

  const writable = {
    lang: fc.constantFrom('auto', 'en', 'pt'),
    theme: fc.constantFrom('dark', 'light', 'high-contrast'),
    mouse: fc.constantFrom('on', 'off'),
    user: fc.string({ unit: fc.constantFrom('a', 'é', '-', '.', '1', '山'), maxLength: 32 }),
    tracker: fc.tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}:${port}`),
  };
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# mouse = on',
      '#user = x',
      'mouse = off # why',
      ' lang=pt',
      'user = "ana"',
      'oops',
      'user = "x',
    ),
    fc.string({ maxLength: 20 }).map((text) => `# ${text.replace(/[\r\n]/g, '')}`),
  );
  const file = fc.tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean());

  it('gives what was written, and leaves every other line as it was', () => {
    const setting = fc.oneof(
      ...Object.entries(writable).map(([name, value]) => fc.tuple(fc.constant(name), value as fc.Arbitrary<string>)),
    );
    fc.assert(
      fc.property(file, setting, ([lines, newline, endsInOne], [name, value]) => {
        const before = lines.join(newline) + (endsInOne ? newline : '');
        const after = writeSetting(before, name, value);
        const { settings } = parseConfig(after, parseLook);
        const expected = parseConfig(`${name} = "${value}"`, parseLook).settings;
        expect({ ...settings, ...expected }).toEqual(settings);
        const [old, fresh] = [before.split(newline), after.split(newline)];
        const changed = fresh.findIndex((each, index) => each !== old[index]);
        // Nothing had to change; or a line is in the place of another, between two, or at the end, which is a line's
        // then.
        const [changedOne, added] = [old.toSpliced(changed, 1), [old, [...old, '']]];
        const left = changed === -1 ? [old] : [changedOne, ...added];
        expect(left).toContainEqual(changed === -1 ? fresh : fresh.toSpliced(changed, 1));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the documented file', () => {
  it.each(['en', 'pt'] as const)('explains every setting and sets none (%s)', (language) => {
    const text = documentedConfig(language);
    expect(parseConfig(text, parseLook)).toEqual({ settings: {}, themes: new Map(), problems: [] });
    for (const { name, values, help } of SETTINGS) {
      expect(text).toMatch(new RegExp(`^# ${name} =`, 'm'));
      expect(text).toContain(values.form);
      expect(text.replaceAll('\n# ', ' ')).toContain(help[language]);
    }
  });

  it('shows what holds anyway: without its comment signs it says the same', () => {
    const shown = documentedConfig().replace(/^# ([\w-]+ =.*)$/gm, '$1');
    const { settings, problems } = parseConfig(shown.slice(0, shown.indexOf('theme = mine')), parseLook);
    expect(problems).toEqual([]);
    expect(Object.keys(settings)).toHaveLength(SETTINGS.length);
    expect(resolveSettings(settings)).toEqual(resolveSettings());
  });

  it('has room for every setting beside what it says', () => {
    const all = SETTINGS.reduce(
      (text, { name, default: initial }) => writeSetting(text, name, initial),
      documentedConfig(),
    );
    expect(parseConfig(all, parseLook).problems).toEqual([]);
    expect(resolveSettings(parseConfig(all, parseLook).settings)).toEqual(resolveSettings());
  });
});

// T14
describe('a value', () => {
  it.each([
    '“ana”',
    '„ana“',
    '‘ana’',
    '«ana»',
    '"ana"',
    "'ana'",
    '“ana“',
    '”ana”',
    '‚ana‘',
    '’ana’',
    '»ana«',
    '»ana»',
    '‹ana›',
    '›ana‹',
    '「ana」',
    '『ana』',
    '`ana`',
  ])('may stand in quotation marks: %s', (value) => {
    expect(read(`user = ${value} # me`)).toMatchObject({ settings: { user: 'ana' }, problems: [] });
  });

  it('in quotation marks may have characters of two units', () => {
    expect(read('user = "𠮷𠮷田" # me')).toMatchObject({ settings: { user: '𠮷𠮷田' }, problems: [] });
    const text = writeSetting('user = "𠮷𠮷田" # me\n', 'user', 'ana');
    expect(text).toBe('user = ana # me\n');
  });

  it('whose quotation marks are not closed says which one is missing', () => {
    expect(problemsOf('user = “ana')).toEqual(['1: The value begins with “ and does not end with ”.']);
  });

  it('of a theme may begin with #, and is named in what is said of it', () => {
    const looks: string[] = [];
    const parse = (text: string) => {
      looks.push(text);
      return { problem: `"${text}" is no colour` };
    };
    const { problems } = parseConfig(
      'theme.mine.text = #ff0000\ntheme.mine.dim = bold #abc # red\ntheme.mine.link = red # bad',
      parse,
    );
    expect(looks).toEqual(['#ff0000', 'bold #abc', 'red']);
    expect(problems[0]?.message).toContain('#ff0000');
  });
});
