import { type Config, withoutFile } from './config/config-file.ts';
import { configFileIn, loadConfig, problemLines } from './config/config-place.ts';
import { type PeerCommandLine, parsePeerOptions } from './options.ts';
import { configFolder } from './profile/folders.ts';
import { parseLook } from './ui/tui/theme/look.ts';

export interface PeerStart {
  readonly options: PeerCommandLine;
  readonly themes: Config['themes'];
  /** What is wrong with the config file, a line for each. */
  readonly problems: readonly string[];
  /** null: nothing says where it could be. */
  readonly configFile: string | null;
}

/** The config file, and over it the command line. Throws a CommandLineEnd. */
export function readCommandLine(args: readonly string[]): PeerStart {
  const config = configFolder === null ? withoutFile(null) : loadConfig(configFolder, parseLook);
  const configFile = configFolder === null ? null : configFileIn(configFolder);
  const options = parsePeerOptions(args, config.settings);
  return {
    options,
    themes: config.themes,
    problems: configFile === null ? [] : problemLines(configFile, config),
    configFile,
  };
}
