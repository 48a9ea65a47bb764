// The full screen on a real terminal, with all that it needs around it; what takes time to load is loaded afterwards.

import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../../../commons/clock.ts';
import { homeFolder } from '../../../commons/storage/home-folder.ts';
import { isoTime } from '../../../commons/time.ts';
import type { OwnTheme } from '../../config/config-file.ts';
import { namesToOffer, readRecentLogins } from '../../profile/recent-logins.ts';
import type { PeerCommandLine } from '../../program/options.ts';
import { UserError } from '../../program/user-error.ts';
import type { Leaving } from '../cancelled.ts';
import type { Browsers } from '../desktop.ts';
import { FullScreen } from './full-screen.ts';
import { Preferences, type Surroundings } from './preferences.ts';
import type { InputStream, OutputStream } from './screen/terminal.ts';
import { TerminalScreen } from './screen/terminal-screen.ts';
import type { SignInChecks } from './sign-in/screen-dialogue.ts';

export interface TerminalFullScreenOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly environment: Record<string, string | undefined>;
  readonly platform: string;
  readonly clock: Clock;
  readonly options: PeerCommandLine;
  readonly themes: ReadonlyMap<string, OwnTheme>;
  /** null: there is no place for one. */
  readonly configFile: string | null;
  readonly surroundings: Surroundings;
  /** There is a desktop that can be told things. */
  readonly hasDesktop: boolean;
  /** Whether there is a process of that number. */
  isRunning(pid: number): boolean;
  stopProgram(): void;
  hungUp(): void;
  left(how: Leaving): void;
}

export interface TerminalFullScreen {
  readonly fullScreen: FullScreen;
  /** After the program was continued. */
  resume(): void;
  suspend(): void;
  restore(): void;
}

export function openTerminalFullScreen(given: TerminalFullScreenOptions): TerminalFullScreen {
  const { input, output, environment, platform, clock, options, themes, surroundings, stopProgram } = given;
  const preferences = new Preferences(options.settings, themes, surroundings);
  const { theme, isAscii, settings } = preferences;
  let screen: TerminalScreen | null = null;
  const fullScreen = new FullScreen({
    clock,
    preferences,
    openScreen(events) {
      const terminal = { input, output, environment, platform, clock, events, stopProgram };
      screen = new TerminalScreen({ ...terminal, theme, isAscii, hasMouse: settings.mouse === 'on' });
      return screen;
    },
    notifyDesktop: given.hasDesktop ? tellDesktop : async () => false,
    openAddress: (address) =>
      openPage(address, { platform, browser: environment['BROWSER'], hasDesktop: given.hasDesktop }),
    saveWire: async (reports) => {
      const { wireCapture } = await import('../../wire/save-wire.ts');
      const name = `p2pchat-${isoTime(clock.now()).replace(/[:.]/g, '-')}.pcapng`;
      return writeForUser(name, wireCapture(reports));
    },
    keepSetting: keeper(given.configFile, surroundings.language),
    writeFile: (file, text) => writeForUser(file, text),
    hungUp: given.hungUp,
    left: given.left,
    signInChecks: loadChecks(),
  });
  const { username, register } = options;
  const recent = readRecentLogins(options.data);
  // Somebody who has said nothing about the tracker wants the one of the last time.
  const tracker = options.hasTracker ? options.tracker : (recent[0]?.tracker ?? options.tracker);
  fullScreen.begin({ username, digest: null, register, tracker }, namesToOffer(recent, tracker, given.isRunning));
  return {
    fullScreen,
    resume: () => screen?.resume(),
    suspend: () => screen?.suspend(),
    restore: () => fullScreen.close(),
  };
}

async function loadChecks(): Promise<SignInChecks> {
  const [{ parseUsername }, { digestOf, digestsOf }] = await Promise.all([
    import('../../../commons/model/names.ts'),
    import('../../sign-in/given-secrets.ts'),
  ]);
  return { parseUsername, digestOf, digestsOf };
}

async function tellDesktop(title: string, text: string): Promise<boolean> {
  const { notifyDesktop } = await import('../desktop.ts');
  return notifyDesktop(title, text);
}

async function openPage(address: string, browsers: Browsers): Promise<boolean> {
  const { openInBrowser } = await import('../desktop.ts');
  return openInBrowser(address, browsers);
}

const NO_CONFIG_FILE = 'this user has no home folder, and HOME names none, so settings are not kept';

function keeper(configFile: string | null, language: 'en' | 'pt'): (name: string, value: string) => Promise<string> {
  if (configFile === null) return () => Promise.reject(new UserError(NO_CONFIG_FILE));
  const loaded = async () => {
    const [{ ConfigWriter }, { documentedConfig }] = await Promise.all([
      import('../../config/config-writer.ts'),
      import('../../config/documented-config.ts'),
    ]);
    return new ConfigWriter(dirname(configFile), () => documentedConfig(language));
  };
  let writer: ReturnType<typeof loaded> | null = null;
  return async (name, value) => {
    writer ??= loaded();
    await (await writer).write(name, value);
    return configFile;
  };
}

/**
 * A new file that only the user may read; `~/` is the home folder, as in a shell. Rejects with the error of the system.
 */
export async function writeForUser(file: string, text: string | Buffer, home = homeFolder()): Promise<string> {
  const path = file.startsWith('~/') && home !== null ? join(home, file.slice(2)) : resolve(file);
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  return path;
}
