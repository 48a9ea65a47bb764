// The user's settings, and what follows from them: the language, the characters and the colours of the screen.

import type { Language } from '../../../commons/command-line/language.ts';
import type { OwnTheme } from '../../config/config-file.ts';
import { type ParsedSetting, parseSetting } from '../../config/read-setting.ts';
import type { Settings } from '../../config/settings.ts';
import type { Face } from './face.ts';
import { english } from './phrases/en.ts';
import { englishMarks } from './phrases/marks-en.ts';
import { portugueseMarks } from './phrases/marks-pt.ts';
import { portuguese } from './phrases/pt.ts';
import { ASCII, UNICODE } from './screen/characters.ts';
import { BUILT_IN_THEMES, type ThemeName } from './theme/built-in.ts';
import { makeTheme, type Theme } from './theme/theme.ts';

/** The defaults that the terminal and its environment suggest for settings that the user has not made. */
export interface Surroundings {
  readonly language: Language;
  readonly isUnicode: boolean;
  /** The terminal is on another machine (SSH): its desktop cannot be reached from here. */
  readonly isRemote: boolean;
}

export class Preferences {
  readonly #surroundings: Surroundings;
  readonly #ownThemes: ReadonlyMap<string, OwnTheme>;
  #settings: Settings;
  #face: Face;

  constructor(settings: Settings, ownThemes: ReadonlyMap<string, OwnTheme>, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#ownThemes = ownThemes;
    this.#settings = settings;
    this.#face = this.#makeFace();
  }

  get settings(): Settings {
    return this.#settings;
  }

  get face(): Face {
    return this.#face;
  }

  get isAscii(): boolean {
    const { ascii } = this.#settings;
    return ascii === 'auto' ? !this.#surroundings.isUnicode : ascii === 'on';
  }

  get theme(): Theme {
    const { theme } = this.#settings;
    const own = this.#ownThemes.get(theme);
    const made = own ? makeTheme(BUILT_IN_THEMES[own.base], own.looks) : null;
    if (made && 'theme' in made) return made.theme; // The config file was checked when it was read.
    return BUILT_IN_THEMES[theme as ThemeName] ?? BUILT_IN_THEMES.dark;
  }

  /** The messages for which a desktop notification is shown. */
  get notifies(): 'off' | 'highlights' | 'all' {
    const { notify } = this.#settings;
    if (notify !== 'auto') return notify;
    return this.#surroundings.isRemote ? 'off' : 'highlights';
  }

  /**
   * Changes a setting. Returns the text to write to the config file and when the change takes effect, or the problem.
   */
  change(name: string, value: string): ParsedSetting {
    const parsed = parseSetting(name, value, [...this.#ownThemes.keys()]);
    if ('problem' in parsed) return parsed;
    this.#settings = { ...this.#settings, ...parsed.settings };
    this.#face = this.#makeFace();
    return parsed;
  }

  #makeFace(): Face {
    const settings = this.#settings;
    const language = settings.lang === 'auto' ? this.#surroundings.language : settings.lang;
    const isPortuguese = language === 'pt';
    return {
      language,
      settings,
      phrases: isPortuguese ? portuguese : english,
      marks: isPortuguese ? portugueseMarks : englishMarks,
      characters: this.isAscii ? ASCII : UNICODE,
    };
  }
}
