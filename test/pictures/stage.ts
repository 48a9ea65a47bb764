import { resolveSettings, type SettingFlags } from '../../peer/config/resolve.ts';
import type { Report } from '../../peer/reports.ts';
import type { FrontEndInput } from '../../peer/ui/front-end.ts';
import { FullScreen } from '../../peer/ui/tui/full-screen.ts';
import { Preferences } from '../../peer/ui/tui/preferences.ts';
import { TerminalScreen } from '../../peer/ui/tui/screen/terminal-screen.ts';
import { Emulator } from '../helpers/emulator.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { type Frame, frameOf } from './frame.ts';

/** Longer than a frame takes, and than the terminal waits for the rest of a key after Escape. */
const MOMENT_MS = 60;
const MINUTE_MS = 60_000;

/** In the time zone of this machine, whichever it is: the screen shows the same hour everywhere. */
const EVENING = new Date(2026, 10, 19, 21, 40);

export interface StageOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly settings?: SettingFlags;
}

/** The full screen on a terminal in memory, at a time that is always the same: for stories that are to be pictured. */
export class Stage {
  readonly clock = new FakeClock();
  readonly screen: FullScreen;
  readonly #emulator: Emulator;
  /** What the client would be asked to do. */
  heard: FrontEndInput['intend'] = () => {};

  constructor({ columns = 80, rows = 24, settings = {} }: StageOptions = {}) {
    this.clock.setBack(this.clock.now() - EVENING.getTime());
    const emulator = new Emulator({ columns, rows });
    const preferences = new Preferences(resolveSettings({}, settings), new Map(), {
      language: 'en',
      isUnicode: true,
      isRemote: false,
    });
    this.#emulator = emulator;
    this.screen = new FullScreen({
      clock: this.clock,
      preferences,
      openScreen: (events) =>
        new TerminalScreen({
          input: emulator.input,
          output: emulator.output,
          environment: { TERM: 'xterm-256color' },
          platform: 'linux',
          clock: this.clock,
          events,
          theme: preferences.theme,
          isAscii: false,
          hasMouse: true,
          stopProgram() {},
        }),
      notifyDesktop: async () => true,
      keepSetting: async (name) => name,
      writeFile: async (file) => file,
      openAddress: async () => true,
      saveWire: async () => '',
      hungUp() {},
      left() {},
      signInChecks: Promise.resolve({ parseUsername: (name) => ({ name }), digestOf: (password) => password }),
    });
    this.screen.listen({
      intend: (intended) => this.heard(intended),
      password() {},
      newPassword() {},
      tooLong() {},
      unreadable() {},
      ready: async () => {},
      quit() {},
      interrupted() {},
      hungUp() {},
      ended() {},
    });
  }

  show(...reports: readonly Report[]): void {
    for (const report of reports) this.screen.show(report);
  }

  /** What a terminal sends for what a person types. */
  async type(keys: string): Promise<void> {
    this.#emulator.type(keys);
    await this.clock.advance(MOMENT_MS);
  }

  async minutes(count: number): Promise<void> {
    await this.clock.advance(count * MINUTE_MS);
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.#emulator.resize(columns, rows);
    await this.clock.advance(MOMENT_MS);
  }

  /** What can be seen now. */
  async frame(): Promise<Frame> {
    await this.clock.advance(MOMENT_MS);
    await this.#emulator.settle();
    return frameOf(this.#emulator);
  }

  close(): void {
    this.screen.close();
  }
}
