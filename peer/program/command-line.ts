import { CommandLineEnd } from '../../commons/command-line/command-line.ts';
import { type Language, languageOfCommandLine } from '../../commons/command-line/language.ts';
import { type Config, withoutFile } from '../config/config-file.ts';
import { configFileIn, loadConfig, problemLines } from '../config/config-place.ts';
import { configFolder } from '../profile/folders.ts';
import { parseLook } from '../ui/tui/theme/look.ts';
import { type Called, type PeerCommandLine, parsePeerOptions } from './options.ts';

export interface PeerStart {
  readonly options: PeerCommandLine;
  readonly themes: Config['themes'];
  /** The problems of the config file, one line each. */
  readonly problems: readonly string[];
  /** The path of the config file; null: its folder is not known. */
  readonly configFile: string | null;
  /** The language of all that is printed outside the full screen. */
  readonly language: Language;
}

/** Reads the config file, overridden by the command line. Throws a CommandLineEnd in the language that these set. */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  as: Called['as'] = 'peer',
): PeerStart {
  const config = configFolder === null ? withoutFile(null) : loadConfig(configFolder, parseLook);
  const configFile = configFolder === null ? null : configFileIn(configFolder);
  const language = languageOfCommandLine(args, environment, config.settings.lang);
  const options = inLanguage(language, () => parsePeerOptions(args, config.settings, { as, language }));
  return {
    options,
    themes: config.themes,
    problems: configFile === null ? [] : problemLines(configFile, config),
    configFile,
    language,
  };
}

function inLanguage<T>(language: Language, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof CommandLineEnd ? error.only(language) : error;
  }
}
