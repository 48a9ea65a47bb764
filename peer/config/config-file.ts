// The config file as text: what it says, and what is wrong with it. A line that is wrong never keeps the others from
// counting. Read before the first paint, so nothing slow is imported here.

import { STYLES, type Style } from '../ui/tui/theme/style.ts';
import { readConfigLine } from './config-line.ts';
import { guess, readSetting, themeProblem, unknownSetting } from './read-setting.ts';
import { BASE_THEMES, type BaseTheme, isBaseTheme, isThemeName, oneOf, quoted } from './setting-values.ts';
import { findSetting, type SettingRow, type Settings } from './settings.ts';

/** Far more than all settings and a dozen themes. */
export const MAX_CONFIG_BYTES = 64 * 1024;
export const TOO_LARGE = `The file has more than ${MAX_CONFIG_BYTES / 1024} KiB; nothing in it counts.`;

/** More of them are not read by anybody. */
const MAX_PROBLEMS = 20;

export interface ConfigProblem {
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  /** A sentence that says what is wrong and what is allowed. */
  readonly message: string;
}

/** A theme of the user's own: what it does not say is as in its base. */
export interface OwnTheme {
  readonly base: BaseTheme;
  /** In words that a look can be read from, by style. */
  readonly looks: Readonly<Partial<Record<Style, string>>>;
}

export interface Config {
  /** What the file says: the last line that is right counts. */
  readonly settings: Partial<Settings>;
  readonly themes: ReadonlyMap<string, OwnTheme>;
  readonly problems: readonly ConfigProblem[];
}

/** Says whether there is a look of that description: `bold white on blue`. `problem` is a sentence without its end. */
export type ParseLook = (text: string) => { readonly look: object } | { readonly problem: string };

/** As if there were no file; `problem` says why it does not count. */
export function withoutFile(problem: string | null): Config {
  const problems = problem === null ? [] : [{ line: 0, message: problem }];
  return { settings: {}, themes: new Map(), problems };
}

export function parseConfig(text: string, parseLook: ParseLook): Config {
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES) {
    return withoutFile(TOO_LARGE);
  }
  const reading = new ConfigReading(parseLook);
  for (const [index, line] of text.split(/\r?\n/).entries()) reading.take(line, index + 1);
  return reading.end();
}

interface MutableTheme {
  base: BaseTheme;
  readonly looks: Partial<Record<Style, string>>;
}

class ConfigReading {
  readonly #parseLook: ParseLook;
  #settings: Partial<Settings> = {};
  readonly #themes = new Map<string, MutableTheme>();
  /** In which line each name was last set to something that counts. */
  readonly #lines = new Map<string, number>();
  readonly #problems: ConfigProblem[] = [];

  constructor(parseLook: ParseLook) {
    this.#parseLook = parseLook;
  }

  take(line: string, number: number): void {
    const entry = readConfigLine(line);
    if (!entry) return;
    const problem = line.includes('\ufffd') ? 'The line is not UTF-8.' : this.#takeEntry(entry);
    if (problem !== null) {
      this.#problems.push({ line: number, message: problem });
      return;
    }
    if (!('name' in entry)) return;
    const before = this.#lines.get(entry.name);
    if (before !== undefined) {
      this.#problems.push({ line: number, message: `${entry.name} is in line ${before} already; this line counts.` });
    }
    this.#lines.set(entry.name, number);
  }

  end(): Config {
    const { theme, ...others } = this.#settings;
    const missing = theme === undefined ? null : themeProblem(theme, [...this.#themes.keys()]);
    if (missing !== null) {
      this.#settings = others;
      this.#problems.push({ line: this.#lines.get('theme') ?? 0, message: missing });
    }
    const problems = this.#problems.sort((a, b) => a.line - b.line);
    const more = problems.splice(MAX_PROBLEMS).length;
    if (more > 0) problems.push({ line: 0, message: `${more} more lines are wrong.` });
    return { settings: this.#settings, themes: this.#themes, problems };
  }

  /** What is wrong with it, or null: then it counts. */
  #takeEntry(entry: NonNullable<ReturnType<typeof readConfigLine>>): string | null {
    if ('problem' in entry) return entry.problem;
    const { name, value } = entry;
    if (name.startsWith('theme.')) return this.#takeLook(name, value);
    const row = findSetting(name);
    return row ? this.#takeSetting(row, value) : unknownSetting(name);
  }

  #takeSetting(row: SettingRow, value: string): string | null {
    const read = readSetting(row, value);
    if ('problem' in read) return read.problem;
    this.#settings = { ...this.#settings, ...read.settings };
    return null;
  }

  #takeLook(line: string, value: string): string | null {
    const [, name = '', part = '', ...more] = line.split('.');
    if (more.length > 0 || part === '') return 'A theme is described by lines theme.NAME.STYLE = LOOK.';
    if (isBaseTheme(name)) return `The theme ${name} is built in; give yours another name.`;
    if (!isThemeName(name)) {
      return `A theme cannot be named ${quoted(name)}: the name has small letters, digits and "-", at most 32.`;
    }
    if (part === 'base') return this.#takeBase(name, line, value);
    const style = STYLES.find((each) => each === part);
    if (!style) return `There is no style ${quoted(part)}.${guess(part, ['base', ...STYLES])}`;
    const look = this.#parseLook(value);
    if ('problem' in look) return `${line}: ${look.problem}.`;
    this.#themeNamed(name).looks[style] = value;
    return null;
  }

  #takeBase(name: string, line: string, value: string): string | null {
    const read = oneOf(...BASE_THEMES).read(value);
    if ('problem' in read) return `${line} ${read.problem}.`;
    this.#themeNamed(name).base = read.value;
    return null;
  }

  #themeNamed(name: string): MutableTheme {
    const theme = this.#themes.get(name) ?? { base: 'dark', looks: {} };
    this.#themes.set(name, theme);
    return theme;
  }
}
