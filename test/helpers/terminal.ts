// A real terminal: a pane of tmux, on a server of its own.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './programs.ts';

const DEADLINE_MS = 15_000;
const POLL_MS = 50;

/** Whether there is a tmux to run these tests in. */
export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('tmux is not installed: the tests in a real terminal are left out.\n');
    return false;
  }
}

export class Terminal {
  readonly #socket = join(temporaryFolder(), 'tmux');

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
    onTestFinished(() => {
      this.#tmux('kill-server');
    });
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

  get screen(): string {
    return this.#tmux('capture-pane', '-p', '-J', '-S', '-200');
  }

  /** Resolves when the screen shows it. */
  async shows(what: string | { test(screen: string): boolean }): Promise<void> {
    const isThere = (screen: string): boolean => (typeof what === 'string' ? screen.includes(what) : what.test(screen));
    const until = Date.now() + DEADLINE_MS;
    while (!isThere(this.screen)) {
      if (Date.now() > until) throw new Error(`the terminal never showed ${what}:\n${this.screen}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Resolves when the last line that is not empty matches. */
  async lastLine(matches: RegExp): Promise<void> {
    await this.shows({ test: (screen) => matches.test(screen.trimEnd().split('\n').at(-1)?.trimEnd() ?? '') });
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8' });
  }
}
