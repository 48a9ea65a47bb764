import { execFile, spawn } from 'node:child_process';
import { basename } from 'node:path';
import { type Clock, systemClock } from '../../commons/clock.ts';

const DEADLINE_MS = 3_000;

/**
 * Shows a notification on the desktop with `notify-send`. Resolves with whether that could be done. The text does not
 * pass through a shell, and is escaped, so that the desktop does not read it as mark-up.
 */
export function notifyDesktop(title: string, text: string): Promise<boolean> {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return new Promise((resolve) => {
    const args = ['--app-name=P2P Chat', '--', title, escaped];
    execFile('notify-send', args, { timeout: DEADLINE_MS, windowsHide: true }, (error) => resolve(error === null));
  });
}

/** An opener that has not failed within this time counts as successful: some run until the browser is closed. */
const FAILS_WITHIN_MS = 1_500;

/** The means on this machine to open a page. */
export interface Browsers {
  readonly platform: string;
  /** `$BROWSER`: commands separated by colons, `%s` in place of the address; they are tried without a display, too. */
  readonly browser: string | undefined;
  readonly hasDesktop: boolean;
}

type Command = readonly [string, ...string[]];

/**
 * Opens a page in the user's browser, in a process of its own that outlives this one. Resolves with whether that could
 * be done. The address does not pass through a shell.
 */
export async function openInBrowser(address: string, browsers: Browsers, clock: Clock = systemClock): Promise<boolean> {
  for (const command of commandsFor(address, browsers)) if (await opens(command, clock)) return true;
  return false;
}

function opens([command, ...args]: Command, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const opener = spawn(command, args, { detached: true, stdio: 'ignore', windowsHide: true });
    opener.unref();
    const cancel = clock.after(FAILS_WITHIN_MS, () => resolve(true));
    const ended = (isOpened: boolean): void => {
      cancel();
      resolve(isOpened);
    };
    opener.once('error', () => ended(false));
    opener.once('exit', (code) => ended(code === 0));
  });
}

function commandsFor(address: string, { platform, browser = '', hasDesktop }: Browsers): Command[] {
  const wanted = browser.split(':').flatMap((text): Command[] => {
    const [command = '', ...args] = text.trim().split(/\s+/);
    if (command === '' || NEEDS_TERMINAL.has(basename(command))) return [];
    const filled = args.map((arg) => arg.replaceAll('%s', address));
    return [text.includes('%s') ? [command, ...filled] : [command, ...args, address]];
  });
  const usual = hasDesktop ? (OPENERS[platform] ?? FREEDESKTOP) : [];
  return [...wanted, ...usual.map((opener): Command => [...opener, address])];
}

/** Browsers that draw in a terminal. They are skipped: without a terminal they report success and show nothing. */
const NEEDS_TERMINAL: ReadonlySet<string> = new Set([
  'lynx',
  'w3m',
  'links',
  'links2',
  'elinks',
  'www-browser',
  'browsh',
]);

/** Most desktops have one of these; `wslview` opens the browser of the Windows that runs WSL. */
const FREEDESKTOP: readonly Command[] = [['xdg-open'], ['gio', 'open'], ['wslview']];

const OPENERS: { readonly [platform: string]: readonly Command[] } = {
  darwin: [['open']],
  win32: [['rundll32', 'url.dll,FileProtocolHandler']],
};
