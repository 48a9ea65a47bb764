// A full screen on an emulated terminal, as its user meets it: keys are the bytes that a terminal sends for them, and
// what is expected is read from the cells. Every picture is looked at before it is painted: nothing in it may be more
// than text, or wider than its place.

import { expect, onTestFinished } from 'vitest';
import { parseUsername } from '../../commons/model/names.ts';
import type { OwnTheme } from '../../peer/config/config-file.ts';
import { resolveSettings } from '../../peer/config/resolve.ts';
import type { Settings } from '../../peer/config/settings.ts';
import type { Conversation } from '../../peer/core/records/conversation.ts';
import type { Report } from '../../peer/reports.ts';
import type { Draft } from '../../peer/sign-in/dialogue.ts';
import { digestOf } from '../../peer/sign-in/given-secrets.ts';
import type { FrontEndInput } from '../../peer/ui/front-end.ts';
import { FullScreen } from '../../peer/ui/tui/full-screen.ts';
import { Preferences, type Surroundings } from '../../peer/ui/tui/preferences.ts';
import type { Picture, Screen, ScreenEvents } from '../../peer/ui/tui/screen/picture.ts';
import { TerminalScreen } from '../../peer/ui/tui/screen/terminal-screen.ts';
import { rowWidth } from '../../peer/ui/tui/text/width.ts';
import { asLine } from './as-line.ts';
import { Emulator, type EmulatorOptions } from './emulator.ts';
import { FakeClock } from './fake-clock.ts';
import { bytesOf } from './key-bytes.ts';

/** In whatever zone the tests run: noon, so that neither times nor days depend on it. */
const NOON = Date.parse('2026-01-01T12:00:00');

/** More than a frame, and than what a terminal is given to finish a sequence in. */
const A_MOMENT_MS = 60;

/** In a smaller window rows may be cut off at the edge of their pane; here they are made to fit. */
const LEAST_COLUMNS = 40;

const NOT_TEXT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

export interface FullScreenOptions extends EmulatorOptions {
  readonly settings?: Partial<Settings>;
  readonly surroundings?: Partial<Surroundings>;
  readonly themes?: ReadonlyMap<string, OwnTheme>;
  /** There is a desktop that can be told things. */
  readonly hasDesktop?: boolean;
  /** What keeping a setting ends in. */
  keepSetting?(name: string, value: string): Promise<string>;
  writeFile?(file: string, text: string): Promise<string>;
}

/** What the client was asked to do, as the line that means it. */
export interface EnteredLine {
  readonly text: string;
  readonly from: Conversation | null | undefined;
}

export class FullScreenInTest {
  readonly emulator: Emulator;
  readonly clock = new FakeClock();
  readonly fullScreen: FullScreen;
  readonly preferences: Preferences;
  readonly lines: EnteredLine[] = [];
  /** What else the client was told, and what was asked of the program around it. */
  readonly happened: string[] = [];
  readonly kept: string[] = [];
  readonly files = new Map<string, string>();
  /** What the desktop was told, and was asked to open. */
  readonly told: string[] = [];
  readonly addresses: string[] = [];
  /** What went wrong while a picture was made: that happens by itself, where no test would notice. */
  #failure: Error | null = null;
  #screen: Screen | null = null;

  constructor(options: FullScreenOptions = {}) {
    const surroundings = { language: 'en', isUnicode: true, isRemote: false, ...options.surroundings } as const;
    this.clock.setBack(this.clock.now() - NOON);
    this.emulator = new Emulator(options);
    this.preferences = new Preferences(
      resolveSettings({}, options.settings),
      options.themes ?? new Map(),
      surroundings,
    );
    this.fullScreen = new FullScreen({
      clock: this.clock,
      preferences: this.preferences,
      openScreen: (events) => this.#openScreen(events),
      notifyDesktop: async (title, text) => {
        if (options.hasDesktop) this.told.push(`${title}: ${text}`);
        return options.hasDesktop ?? false;
      },
      openAddress: async (address) => {
        this.addresses.push(address);
        return options.hasDesktop ?? false;
      },
      keepSetting: async (name, value) => {
        this.kept.push(`${name} = ${value}`);
        return options.keepSetting?.(name, value) ?? '/home/ana/config';
      },
      writeFile: async (file, text) => {
        this.files.set(file, text);
        return options.writeFile?.(file, text) ?? `/home/ana/${file}`;
      },
      saveWire: async (reports) => {
        this.happened.push(`saved ${reports.length} objects`);
        return '/home/ana/wire.pcapng';
      },
      hungUp: () => this.happened.push('hung up without a client'),
      left: (how) => this.happened.push(`left: ${how}`),
      signInChecks: Promise.resolve({ parseUsername, digestOf }),
    });
    onTestFinished(() => this.fullScreen.close());
  }

  /** There is a client from now on: what is typed reaches it. */
  connect(): void {
    const input: FrontEndInput = {
      intend: ({ intent, from }) => this.lines.push({ text: asLine(intent), from }),
      password: (number, password) => this.happened.push(`password ${number}: ${password}`),
      newPassword: (number, both) => this.happened.push(`new password ${number}: ${JSON.stringify(both)}`),
      unreadable: () => this.happened.push('unreadable'),
      tooLong: () => this.happened.push('too long'),
      ready: async () => undefined,
      quit: () => this.happened.push('quit'),
      interrupted: () => this.happened.push('interrupted'),
      hungUp: () => this.happened.push('hung up'),
      ended: () => this.happened.push('ended'),
    };
    this.fullScreen.listen(input);
  }

  begin(draft: Partial<Draft> = {}, ...offered: readonly string[]): void {
    const tracker = { address: '127.0.0.1', port: 6060 };
    this.fullScreen.begin({ username: null, digest: null, register: false, tracker, ...draft }, offered);
  }

  /** Each key as a terminal sends it. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.emulator.type(bytesOf(key));
      await this.clock.advance(A_MOMENT_MS);
    }
    await this.pass(0);
  }

  /** Characters, each a key. Nobody types on in the moment of an Enter: that would be a paste. */
  async type(text: string): Promise<void> {
    for (const line of text.match(/[^\r]*\r|[^\r]+/g) ?? []) await this.send(line);
  }

  async paste(text: string): Promise<void> {
    this.emulator.paste(text);
    await this.pass();
  }

  async send(bytes: string): Promise<void> {
    this.emulator.type(bytes);
    await this.pass();
  }

  /** On the whole screen, from 0. */
  click(x: number, y: number): Promise<void> {
    return this.send(`\x1b[<0;${x + 1};${y + 1}M\x1b[<0;${x + 1};${y + 1}m`);
  }

  /** Where the text stands. */
  async clickOn(text: string): Promise<void> {
    const y = this.emulator.lines.findIndex((line) => line.includes(text));
    expect(y, `${text} is not on the screen:\n${this.emulator.text}`).toBeGreaterThanOrEqual(0);
    await this.click((this.emulator.lines[y] ?? '').indexOf(text), y);
  }

  wheel(way: 'up' | 'down', x: number, y: number): Promise<void> {
    return this.send(`\x1b[<${way === 'up' ? 64 : 65};${x + 1};${y + 1}M`);
  }

  /** What happened, without waiting for it to be shown. */
  tell(...reports: readonly Report[]): void {
    for (const report of reports) this.fullScreen.show(report);
  }

  async report(...reports: readonly Report[]): Promise<void> {
    this.tell(...reports);
    await this.pass();
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.emulator.resize(columns, rows);
    await this.pass();
  }

  /** Lets everything happen that is about to, and shows it. */
  async pass(ms = A_MOMENT_MS): Promise<void> {
    await this.clock.advance(ms);
    await this.emulator.shown();
    if (this.#failure !== null) throw this.#failure;
  }

  get text(): string {
    return this.emulator.text;
  }

  shows(...texts: readonly string[]): void {
    for (const text of texts) expect(this.text).toContain(text);
  }

  hides(...texts: readonly string[]): void {
    for (const text of texts) expect(this.text).not.toContain(text);
  }

  /** The row with the prompt and those below it, without the hints. */
  get line(): string {
    const { lines } = this.emulator;
    const status = lines.findLastIndex((line) => /^[─-]\[/.test(line));
    return lines
      .slice(status + 1)
      .filter((line) => !line.startsWith(' F1'))
      .join('\n');
  }

  /** The row with the prompt, up to the cursor. */
  get beforeCursor(): string {
    const { x, y } = this.emulator.cursor;
    return Array.from({ length: x }, (_, at) => this.emulator.cell(at, y).text || ' ').join('');
  }

  /** Of the conversation that is shown; the first row of the screen. */
  get title(): string {
    return this.emulator.lines[0] ?? '';
  }

  /** Repaints everything, without a key that might change something. */
  async repaint(): Promise<void> {
    this.#screen?.repaint();
    await this.pass();
  }

  #openScreen(events: ScreenEvents): Screen {
    const { input, output } = this.emulator;
    const screen = new TerminalScreen({
      input,
      output,
      environment: { TERM: 'xterm-256color' },
      platform: 'linux',
      clock: this.clock,
      events,
      theme: this.preferences.theme,
      isAscii: this.preferences.isAscii,
      hasMouse: this.preferences.settings.mouse === 'on',
      stopProgram: () => this.happened.push('suspended'),
    });
    this.#screen = screen;
    const draw = screen.draw.bind(screen);
    screen.draw = (picture) => draw(() => this.#looked(picture));
    return screen;
  }

  #looked(picture: () => Picture): Picture {
    try {
      return harmless(picture(), this.emulator.output.columns);
    } catch (error) {
      this.#failure ??= error as Error;
      return { panes: [], cursor: null, title: '' };
    }
  }
}

function harmless(picture: Picture, columns: number): Picture {
  for (const { name, rows, width } of picture.panes) {
    const wide = columns < LEAST_COLUMNS ? undefined : rows.find((row) => rowWidth(row) > width);
    if (wide) expect.fail(`a row of the pane ${name} is wider than ${width} columns: ${JSON.stringify(wide)}`);
    for (const { text } of rows.flat()) {
      if (NOT_TEXT.test(text)) expect.fail(`the pane ${name} has more than text in it: ${JSON.stringify(text)}`);
    }
  }
  return picture;
}
