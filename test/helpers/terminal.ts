// A real terminal: a pane of tmux, on a server of its own.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { isInstalled } from './installed.ts';
import { PATIENCE_MS } from './patience.ts';
import { temporaryFolder } from './programs.ts';

const POLL_MS = 50;

/** Whether there is a tmux to run these tests in. */
export const hasTmux = (): boolean => isInstalled('tmux', '-V', 'the tests in a real terminal are');

/** What a program has made of the terminal. */
export interface TerminalFacts {
  /** The second screen is shown, which full screens are painted on. */
  readonly isAlternate: boolean;
  /** Presses, motion or the wheel are reported to the program, in one way or another. */
  readonly hasMouse: boolean;
  readonly isCursorShown: boolean;
  readonly wraps: boolean;
  /** Arrow keys send what full screens of long ago wanted. */
  readonly hasOddKeys: boolean;
  readonly title: string;
}

/**
 * What the machine needs; what else the tests were started with (NO_COLOR, COLORTERM, DISPLAY) would change what is
 * shown.
 */
function plainEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'USER', 'LOGNAME', 'SHELL'];
  const passedOn = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passedOn), LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' };
}

export class Terminal {
  readonly #folder = temporaryFolder();
  readonly #socket = join(this.#folder, 'tmux');
  readonly #seen = new Set<string>();
  #isOpen = true;

  /** Runs `command` in a shell, so that the terminal can be looked at when it has ended. */
  constructor(command: string, size = { columns: 80, rows: 24 }) {
    const { columns, rows } = size;
    this.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      'bash --norc --noprofile',
    );
    onTestFinished(() => this.closes());
    this.#tmux('pipe-pane', '-o', `cat >> ${this.#recording}`);
    this.types(`PS1=; ${command}`);
  }

  /** Types a line and presses Enter. */
  types(line: string): void {
    this.#tmux('send-keys', '-l', line);
    this.presses('Enter');
  }

  presses(...keys: string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  /** Puts a text in as the terminal itself does it, in brackets if the program wants them. */
  pastes(text: string): void {
    this.#tmux('set-buffer', text);
    this.#tmux('paste-buffer', '-p', '-d');
  }

  /** As if it had been a window whose corner is being dragged: the program is told of some of the sizes on the way. */
  drags(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** Resolves when the program could know of it. */
  async resizes(columns: number, rows: number): Promise<void> {
    this.drags(columns, rows);
    const tty = this.#tmux('display-message', '-p', '#{pane_tty}').trim();
    const size = (): string => execFileSync('stty', ['-F', tty, 'size'], { encoding: 'utf8' }).trim();
    await this.until({ test: (now) => now === `${rows} ${columns}` }, size);
  }

  /** The window is closed, whatever runs in it. */
  closes(): void {
    if (this.#isOpen) this.#tmux('kill-pane');
    this.#isOpen = false;
  }

  /** What is on the screen now, and the last 200 rows that have left it. */
  get screen(): string {
    return this.#capture('-J', '-S', '-200');
  }

  /** What is on the screen now, row by row. */
  get frame(): string {
    return this.#capture();
  }

  /** The same with its colours. */
  get colouredFrame(): string {
    return this.#capture('-e');
  }

  get facts(): TerminalFacts {
    const names = ['alternate_on', 'mouse_any_flag', 'cursor_flag', 'wrap_flag', 'keypad_cursor_flag', 'keypad_flag'];
    const format = [...names, 'pane_title'].map((name) => `#{${name}}`).join(',');
    const [alternate, mouse, cursor, wrap, cursorKeys, keypad, ...title] = this.#tmux('display-message', '-p', format)
      .trimEnd()
      .split(',');
    return {
      isAlternate: alternate === '1',
      hasMouse: mouse === '1',
      isCursorShown: cursor === '1',
      wraps: wrap === '1',
      hasOddKeys: cursorKeys === '1' || keypad === '1',
      title: title.join(','),
    };
  }

  /** All bytes that were ever written to it. */
  get bytes(): Buffer {
    return readFileSync(this.#recording);
  }

  /** Whether a text was in any of the frames that were looked at, or in what was written. */
  everShowed(text: string): boolean {
    return [...this.#seen].some((screen) => screen.includes(text)) || this.bytes.includes(text);
  }

  /** Resolves when the screen shows it. */
  shows(what: string | { test(screen: string): boolean }): Promise<void> {
    return this.until(what, () => this.screen);
  }

  /** Resolves when what is looked at shows it. */
  async until(
    what: string | { test(screen: string): boolean },
    look: () => string,
    deadlineMs = PATIENCE_MS,
  ): Promise<void> {
    const isThere = (screen: string): boolean => (typeof what === 'string' ? screen.includes(what) : what.test(screen));
    const until = Date.now() + deadlineMs;
    for (let screen = look(); !isThere(screen); screen = look()) {
      if (Date.now() > until) throw new Error(`the terminal never showed ${what}:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Resolves when nothing has been written to it for a while. */
  async settles(): Promise<void> {
    for (let [before, now] = [-1, this.bytes.length]; now !== before; [before, now] = [now, this.bytes.length]) {
      await new Promise((resolve) => setTimeout(resolve, 2 * POLL_MS));
    }
  }

  /** Resolves when the last line that is not empty matches. */
  async lastLine(matches: RegExp): Promise<void> {
    await this.shows({ test: (screen) => matches.test(screen.trimEnd().split('\n').at(-1)?.trimEnd() ?? '') });
  }

  get #recording(): string {
    return join(this.#folder, 'bytes');
  }

  #capture(...how: string[]): string {
    const screen = this.#tmux('capture-pane', '-p', ...how);
    this.#seen.add(screen);
    return screen;
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-u', '-S', this.#socket, ...args], { encoding: 'utf8', env: plainEnvironment() });
  }
}
