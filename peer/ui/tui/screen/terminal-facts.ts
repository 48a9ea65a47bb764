// What can be told about a terminal from its environment, before anything is loaded or written.
import type { Colours } from '../theme/colours.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface MaybeTerminal {
  readonly isTTY?: boolean | undefined;
}

/** Terminals of their own kind, that are not another xterm. */
const CONSOLES = /^(linux|vt\d|ansi|cons25|sun|cygwin)/;

/** By name or by what they say in COLORTERM, these show 256 colours. */
const MANY_COLOURS = /256|direct|kitty|ghostty|alacritty|foot|wezterm|tmux|iterm|contour|rio|^st\b/;

/** Neither end is a terminal, or it is of a kind that is not known or that cannot move its cursor. */
export type TerminalProblem = 'input' | 'output' | 'unknown' | 'dumb';

/** Why the full screen cannot be used here; null if it can. */
export function terminalProblem(
  input: MaybeTerminal,
  output: MaybeTerminal,
  environment: Environment,
  platform: string,
): TerminalProblem | null {
  if (!input.isTTY) return 'input';
  if (!output.isTTY) return 'output';
  if (platform === 'win32') return null;
  if (!environment['TERM']) return 'unknown';
  if (environment['TERM'] === 'dumb') return 'dumb';
  return null;
}

/** The kind of terminal, as far as it makes a difference here. */
export function pickTerminal(environment: Environment, platform: string): string {
  const named = (environment['TERM'] ?? '').toLowerCase();
  if (platform === 'win32')
    return environment['WT_SESSION'] || environment['TERM_PROGRAM'] ? 'xterm-256color' : 'windows';
  if (CONSOLES.test(named)) return named;
  const hasMany = MANY_COLOURS.test(named) || /truecolor|24bit/i.test(environment['COLORTERM'] ?? '');
  return hasMany ? 'xterm-256color' : named || 'xterm';
}

/** Whether it has a window, whose title can be set and whose desktop can be told something. */
export function hasWindow(environment: Environment, platform: string): boolean {
  return !CONSOLES.test(pickTerminal(environment, platform));
}

/** Whether its Delete key sends what is F1 elsewhere, unless keys are in their application mode: st does so. */
export function needsApplicationKeys(environment: Environment): boolean {
  return /^st(term)?(-|$)/.test(environment['TERM'] ?? '');
}

/** How many colours to use: none if the user says NO_COLOR (no-color.org). */
export function coloursOf(environment: Environment, platform: string): Colours {
  if (environment['NO_COLOR']) return 0;
  const terminal = pickTerminal(environment, platform);
  if (terminal.startsWith('vt')) return 0;
  if (terminal.includes('256')) return 256;
  return terminal === 'windows' || terminal.includes('16color') ? 16 : 8;
}

/** Whether it shows more than ASCII: yes, unless the locale says otherwise. Many a container sets no locale at all. */
export function isUnicode(environment: Environment, platform: string): boolean {
  if (platform === 'win32') return true;
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  const codeset = /\.([^@]*)/.exec(locale)?.[1];
  return codeset === undefined ? !/^(C|POSIX)$/.test(locale) : /^utf-?8$/i.test(codeset);
}

/** Whether there is a desktop that could show something. */
export function hasDesktop(environment: Record<string, string | undefined>, platform: string): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
}
